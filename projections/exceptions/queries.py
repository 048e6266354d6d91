"""What needs a person, as of a day: stored exceptions, starts compared with hires, and dead letters that are open."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import NamedTuple

import msgspec
from msgspec import Struct

from domain.state.days import day_in
from domain.store.dead_letters.letters import DeadLetter
from projections.bonuses.queries import bonus_report
from projections.engine.asking.reader import Reader
from projections.exceptions.alike import SAME, Pair, Side, pair_alike
from projections.exceptions.fold import Exceptions
from projections.exceptions.found import MOST_FACTS
from projections.exceptions.managers import find_unknown
from projections.exceptions.posts import list_unannounced_posts
from projections.exceptions.tables import ExceptionRow, UnlinkedRow, exception_rows, unlinked_rows
from projections.sealing import Names

PAGE = 1_000


class ExceptionView(Struct, frozen=True):
    """One thing that needs a person: since when, in a sentence, what to do, and by which facts it is known."""

    code: str
    kind: str
    id: str
    requisition: str | None
    since: date
    days: int
    says: str
    mend: str
    facts: list[str]


class Question(NamedTuple):
    """As of which day, up to which position and instant (None: everything known), and which codes are left out."""

    as_of: date
    up_to: int | None = None
    known_at: datetime | None = None
    muted: Collection[str] = ()


def exception_report(reader: Reader, names: Names, question: Question) -> list[ExceptionView]:
    """Report what needs a person, sorted by code, since and id."""
    found = [*_report_stored(reader, names, question), *_report_joined(reader, names, question)]
    if "parked" not in question.muted:
        found += _report_parked(reader, question)
    return sorted(found, key=lambda view: (view.code, view.since, view.id, view.says))


def _report_stored(reader: Reader, names: Names, question: Question) -> Iterator[ExceptionView]:
    rows = reader.rows(Exceptions(names), exception_rows, question.as_of, up_to=question.up_to)
    stored = [row for row in map(ExceptionRow._make, rows) if row.code not in question.muted]
    lost = _find_lost_to_cap(reader, question) if any(row.capped for row in stored) else set()
    kept = [row for row in stored if not row.capped or row.id not in lost]
    if "waiting_for_its_thing" not in question.muted:
        kept += list_unannounced_posts(reader, names, question.as_of, question.up_to)
    for group in _group(kept):
        yield _view(group, question.as_of)


def _find_lost_to_cap(reader: Reader, question: Question) -> set[str]:
    """Find the referrals of which the cap leaves nothing that is waiting or earned: the cap looks at all rows."""
    rows = bonus_report(reader, question.as_of, question.up_to)
    alive = {row.referral for row in rows if row.entitlement in ("waiting", "earned")}
    return {row.referral for row in rows} - alive


def _group(rows: Iterable[ExceptionRow]) -> Iterator[list[ExceptionRow]]:
    """Put together what several subjects say of one thing, and the referrals of one day that nothing governs."""
    groups: dict[tuple[str, ...], list[ExceptionRow]] = {}
    for row in rows:
        thing = (row.since,) if row.code == "no_programme" else (row.kind, row.id, row.part)
        groups.setdefault((row.code, *thing), []).append(row)
    for group in groups.values():
        yield sorted(group, key=lambda row: (row.since, row.id, row.facts))


def _view(group: Sequence[ExceptionRow], as_of: date) -> ExceptionView:
    first = group[0]
    since = date.fromisoformat(first.since)
    kind, id_, requisition, says = first.kind, first.id, first.requisition, first.says
    if first.code == "no_programme":
        kind, id_, requisition = "day", first.since, None
        says = f"Referrals of {first.since} that no version of the programme governs: {len(group)}."
    facts = sorted({fact for row in group for fact in msgspec.json.decode(row.facts, type=list[str])})
    if len(group) == 1:
        facts = msgspec.json.decode(first.facts, type=list[str])
    return ExceptionView(
        code=first.code,
        kind=kind,
        id=id_,
        requisition=requisition,
        since=since,
        days=(as_of - since).days,
        says=says,
        mend=first.mend,
        facts=facts[:MOST_FACTS],
    )


def _report_joined(reader: Reader, names: Names, question: Question) -> Iterator[ExceptionView]:
    """Report what is between things of different subjects: starts and hires, posts and managers."""
    rows = reader.rows(Exceptions(names), unlinked_rows, question.as_of, up_to=question.up_to)
    sides: dict[str, dict[str, UnlinkedRow]] = {"hire": {}, "spell": {}, "post": {}}
    for row in map(UnlinkedRow._make, rows):
        sides[row.side][row.id] = row
    if "start_unlinked" not in question.muted:
        yield from _pair_starts(sides["spell"], sides["hire"], names, question.as_of)
    if "manager_unknown" not in question.muted:
        posts = sides["post"].values()
        unknown = find_unknown(reader, (post.who for post in posts), question.as_of, question.up_to)
        yield from (_tell_manager(post, question.as_of) for post in posts if post.who in unknown)


def _pair_starts(
    spells: Mapping[str, UnlinkedRow], hires: Mapping[str, UnlinkedRow], names: Names, as_of: date
) -> Iterator[ExceptionView]:
    looked_for = [Side(each.id, _day(each.day), names.open(each.who, each.name)) for each in hires.values()]
    starts = [Side(each.id, _day(each.day), names.open_employee(each.who, each.name)) for each in spells.values()]
    for pair in pair_alike(starts, looked_for):
        yield _tell_pair(pair, spells[pair.start], hires[pair.hire], as_of)


def _tell_manager(post: UnlinkedRow, as_of: date) -> ExceptionView:
    return ExceptionView(
        code="manager_unknown",
        kind="requisition",
        id=post.id,
        requisition=post.id,
        since=_day(post.since),
        days=(as_of - _day(post.since)).days,
        says=f"{post.who}, the hiring manager of open post {post.id}, is no employee on record.",
        mend="Have the manager's record sent, give the post another hiring manager, or link the manager's account.",
        facts=msgspec.json.decode(post.facts, type=list[str]),
    )


def _tell_pair(pair: Pair, spell: UnlinkedRow, hire: UnlinkedRow, as_of: date) -> ExceptionView:
    since = max(_day(spell.since), _day(hire.since))
    apart = "on the same day" if pair.apart == 0 else f"{pair.apart} day{'' if pair.apart == 1 else 's'} apart"
    says = (
        f"Employment {spell.id} of {spell.who}, which starts on {spell.day}, is nobody's hire, while application "
        f"{hire.id} of {hire.who} stands accepted for {hire.day}: {apart}, {_say_alike(pair.alike)}."
    )
    return ExceptionView(
        code="start_unlinked",
        kind="employment",
        id=spell.id,
        requisition=hire.requisition,
        since=since,
        days=(as_of - since).days,
        says=says,
        mend=f"If they are one person: `vouch identities link candidate {hire.who} {spell.who}`.",
        facts=[fact for row in (spell, hire) for fact in msgspec.json.decode(row.facts, type=list[str])],
    )


def _say_alike(alike: float | None) -> str:
    if alike is None:
        return "by the dates only, for no names can be compared"
    return "with the same name" if alike == SAME else f"with names that are {int(alike * 100)} % alike"


def _report_parked(reader: Reader, question: Question) -> Iterator[ExceptionView]:
    """Tell of the dead letters by reason. Those settled by now are left out, whatever was known: nobody need act."""
    day_of = day_in(reader.zone)
    by_reason: dict[str, list[date]] = {}
    for letter in _list_open(reader):
        parked_on = day_of(letter.parked_at)
        if parked_on <= question.as_of and (question.known_at is None or letter.parked_at <= question.known_at):
            by_reason.setdefault(letter.reason, []).append(parked_on)
    for reason, days in by_reason.items():
        since = min(days)
        yield ExceptionView(
            code="parked",
            kind="dead_letter",
            id=reason,
            requisition=None,
            since=since,
            days=(question.as_of - since).days,
            says=f"Dead letters that are open for the reason {reason}: {len(days)}.",
            mend="See `vouch feed parked`; then mend and `vouch feed replay`, or `vouch feed drop`.",
            facts=[],
        )


def _list_open(reader: Reader) -> Iterator[DeadLetter]:
    after = 0
    while page := reader.store.list_dead_letters("open", after=after, limit=PAGE):
        yield from page
        after = page[-1].letter


def _day(text: str) -> date:
    return date.fromisoformat(text)
