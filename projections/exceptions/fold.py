"""The fold of the exceptions: what of a slice's own subjects needs a person on the day."""

from collections.abc import Collection, Iterator, Mapping
from datetime import date
from typing import Any, NamedTuple

import msgspec

from domain.state.entry import carried
from domain.state.organisation import Organisation
from domain.state.spell import Spell
from projections.engine.model import Rows
from projections.engine.slice import Slice
from projections.exceptions.accounts import Known, list_accounts, list_unknown_accounts
from projections.exceptions.crowds import list_crowds
from projections.exceptions.dates import list_of_offer, list_of_requisition, list_of_spell
from projections.exceptions.found import Found, name_facts
from projections.exceptions.managers import Managed, find_managed
from projections.exceptions.referrals import list_of_referrals
from projections.exceptions.shared import list_shared_addresses
from projections.exceptions.starts import Hire, find_known_since, list_nobodys_spells, list_open_hires, tell_overdue
from projections.exceptions.tables import (
    AccountRow,
    ExceptionRow,
    UnlinkedRow,
    account_rows,
    exception_rows,
    unlinked_rows,
)
from projections.exceptions.waiting import list_waiting
from projections.sealing import Names


class Told(NamedTuple):
    """What a slice tells: exceptions, also to come, each with its subject; the sides of joins; and accounts."""

    found: list[tuple[int, Found]]
    hires: list[tuple[int, Hire]]
    spells: list[tuple[int, Spell]]
    posts: list[tuple[int, Managed]]
    accounts: list[tuple[int, Known]]


class Exceptions:
    """What needs a person."""

    name = "exceptions"
    tables = (exception_rows, unlinked_rows, account_rows)

    def __init__(self, names: Names) -> None:
        self._names = names

    def rows(self, slice_: Slice) -> Rows:
        """Make a row for each exception that stands on the day, and for each side of what is joined."""
        told = slice_.once(tell)
        return {
            exception_rows.name: [
                _store(subject, each) for subject, each in told.found if each.stands_on(slice_.as_of)
            ],
            unlinked_rows.name: [
                *(self._store_hire(subject, hire, slice_.organisation) for subject, hire in told.hires),
                *(_store_post(subject, post) for subject, post in told.posts),
                *(self._store_spell(subject, spell, slice_.organisation) for subject, spell in told.spells),
            ],
            account_rows.name: [_store_account(subject, each) for subject, each in told.accounts],
        }

    def turning_days(self, slice_: Slice) -> Mapping[int, Collection[date]]:
        """List by subject the days on which an exception begins or ends though no fact comes."""
        days: dict[int, set[date]] = {}
        for subject, each in slice_.once(tell).found:
            ends = () if each.ends_on is None else (each.ends_on,)
            days.setdefault(subject, set()).update((each.begins_on, *ends))
        return days

    def content(self, table: str, row: tuple[Any, ...]) -> tuple[Any, ...] | None:
        """Give everything but the subject and the sealed name."""
        return (*row[1:7], *row[8:]) if table == unlinked_rows.name else row[1:]

    def _store_hire(self, subject: int, hire: Hire, organisation: Organisation) -> UnlinkedRow:
        application = hire.application
        assert application.application is not None
        name = carried(organisation.candidate_names(application.candidate), lambda fact: fact.name)
        match = organisation.identities.match_of_candidate(application.candidate)
        return UnlinkedRow(
            subject=subject,
            side="hire",
            id=application.application,
            who=application.candidate,
            requisition=application.requisition,
            day=hire.day.isoformat(),
            since=hire.accepted_on.isoformat(),
            name=self._names.seal(application.candidate, name),
            facts=_encode(hire.facts),
            state=match.state if match is not None else "unidentified",
        )

    def _store_spell(self, subject: int, spell: Spell, organisation: Organisation) -> UnlinkedRow:
        name = organisation.employee(spell.employee).name_on(organisation.as_of)
        return UnlinkedRow(
            subject=subject,
            side="spell",
            id=spell.employment,
            who=spell.employee,
            requisition=None,
            day=spell.start_date.isoformat(),
            since=find_known_since(spell).isoformat(),
            name=self._names.seal_employee(spell.employee, name),
            facts=_encode(name_facts([spell.start])),
            state="unidentified",
        )


def tell(slice_: Slice) -> Told:
    """Tell what of the slice's own subjects needs a person, on the day or later if nothing else comes."""
    own = Own(slice_)
    hires = [
        (subject, hire)
        for hire in list_open_hires(slice_.organisation)
        if (subject := own.find(f"application/{hire.application.application}")) is not None
    ]
    spells = [
        (subject, spell)
        for spell in list_nobodys_spells(slice_.organisation)
        if (subject := own.find(f"employment/{spell.employment}")) is not None
    ]
    found = [(subject, each) for each in _list_all(slice_, own) if (subject := own.find(each.home)) is not None]
    posts = [
        (subject, post)
        for name in slice_.organisation.facts.of("requisitions")
        if (subject := own.find(f"requisition/{name}")) is not None
        and (post := find_managed(slice_.organisation.requisition(name), slice_.as_of)) is not None
    ]
    overdue = ((subject, tell_overdue(hire)) for subject, hire in hires)
    accounts = [
        (subject, each)
        for each in list_accounts(slice_.organisation)
        if (subject := own.find(f"account/{each.account}")) is not None
    ]
    return Told([*found, *overdue], hires, spells, posts, accounts)


class Own:
    """The streams of the slice's own subjects."""

    def __init__(self, slice_: Slice) -> None:
        self._subject_of = slice_.loaded.subject_of
        self._wanted = slice_.subjects

    def find(self, stream: str) -> int | None:
        """Find the subject of the slice that a stream belongs to; None where it is another's."""
        subject = self._subject_of.get(stream)
        return subject if subject in self._wanted else None


def _list_all(slice_: Slice, own: Own) -> Iterator[Found]:
    organisation = slice_.organisation
    yield from list_unknown_accounts(organisation)
    yield from list_crowds(organisation)
    yield from list_shared_addresses(organisation)
    yield from list_waiting(organisation, own.find)
    yield from list_of_referrals(slice_.decisions)
    for spell in organisation.spells.values():
        yield from list_of_spell(spell)
    for application in organisation.applications.values():
        for offer in application.offers:
            if offer.offer in application.walk.standing:
                yield from list_of_offer(offer, application.requisition)
    for name in organisation.facts.of("requisitions"):
        requisition = organisation.requisition(name)
        yield from list_of_requisition(requisition, organisation)


def _store(subject: int, found: Found) -> ExceptionRow:
    return ExceptionRow(
        subject=subject,
        code=found.code,
        kind=found.kind,
        id=found.id,
        part=found.part,
        requisition=found.requisition,
        since=found.since.isoformat(),
        says=found.says,
        mend=found.mend,
        facts=_encode(found.facts),
        capped=int(found.capped),
    )


def _store_post(subject: int, post: Managed) -> UnlinkedRow:
    since = post.since.isoformat()
    return UnlinkedRow(
        subject, "post", post.requisition, post.manager, post.requisition, since, since, None, _encode(post.facts), None
    )


def _store_account(subject: int, account: Known) -> AccountRow:
    match = account.match
    return AccountRow(
        subject=subject,
        account=account.account,
        state=match.state,
        found_by=match.by,
        employee=match.worker,
        named=_encode(match.named),
        since=account.since.isoformat(),
    )


def _encode(facts: Collection[str]) -> str:
    return msgspec.json.encode(list(facts)).decode()
