"""One tick: bring what the clock has recorded in line with what had fallen due by a day."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta

from msgspec import Struct

from consumers.clock.announcing import announce, take_back_early
from domain.facts.base import Fact
from domain.facts.bonus import BonusEarned, BonusLost
from domain.facts.tenure import OfferLapsed, TenureReached, TenureRevoked
from domain.store.errors import VersionConflict
from domain.store.values import Addition
from projections.bonuses.queries import bonus_report
from projections.clock_book import BonusEntry, DueEntry, read_bonus_book, read_due_book
from projections.deadlines.queries import Due, list_due
from projections.engine.asking.reader import Reader
from projections.engine.engine import Engine

SOURCE = "/vouch/clock"
BATCH = 1_000
"""The most streams that are written in one transaction."""
TRIES = 20
"""Two clocks may tick at once: the second one reads again what the first has recorded."""


class Ticked(Struct):
    """How many events of each kind a tick has recorded."""

    reached: int = 0
    revoked: int = 0
    lapsed: int = 0
    earned: int = 0
    lost: int = 0

    def add(self, facts: Sequence[Fact]) -> None:
        """Count what was recorded."""
        self.reached += sum(isinstance(fact, TenureReached) for fact in facts)
        self.revoked += sum(isinstance(fact, TenureRevoked) for fact in facts)
        self.lapsed += sum(isinstance(fact, OfferLapsed) for fact in facts)
        self.earned += sum(isinstance(fact, BonusEarned) for fact in facts)
        self.lost += sum(isinstance(fact, BonusLost) for fact in facts)


def tick(engine: Engine, on: date) -> Ticked:
    """Record everything that falls due up to the day `on`; each once, however many clocks tick however often.

    A tenure that was recorded as reached, and was not by what is known now, is revoked; so is a bonus. Days without a
    tick are made up for: events carry the day on which they were due.
    """
    ticked = Ticked()
    for _ in range(TRIES):
        engine.catch_up()
        try:
            _record(engine, on, ticked)
        except VersionConflict:
            continue
        break
    engine.catch_up()
    return ticked


def _record(engine: Engine, on: date, ticked: Ticked) -> None:
    """Record what is missing, in batches: no two of them touch the same stream."""
    additions = list(_find_additions(engine, on))
    for start in range(0, len(additions), BATCH):
        batch = additions[start : start + BATCH]
        engine.store.append_many(batch, source=SOURCE)
        ticked.add([fact for addition in batch for fact in addition.events])


def _find_additions(engine: Engine, on: date) -> Iterator[Addition]:
    with engine.reader() as reader:
        due = {fact.stream: fact for fact in map(_make_event, list_due(reader, on))}
        book = read_due_book(reader.connection)
        rows, announced = bonus_report(reader, on), read_bonus_book(reader.connection)
        pending = {stream: last for stream, last in book.items() if stream not in due}
        early = _find_early(reader, pending, announced, max(on, engine.today()), on)
    for stream, fact in due.items():
        events = _find_missing(fact, book.get(stream))
        if events:
            yield Addition(stream, events, book[stream].version if stream in book else 0)
    yield from _revoke(book, due, on)
    yield from announce(rows, announced, on)
    yield from early


def _find_early(
    reader: Reader, book: Mapping[str, DueEntry], announced: Mapping[str, BonusEntry], now: date, on: date
) -> list[Addition]:
    """Find what a tick for a day after `now` has recorded, and what is known by now shows wrong: taken back as of `on`.

    Otherwise it would stand until that day comes.
    """
    reached = {stream: last for stream, last in book.items() if last.kind == "tenure" and last.stands}
    ahead = {stream: last for stream, last in reached.items() if last.due_on > now}
    found: list[Addition] = []
    if ahead:
        until = max(last.due_on for last in ahead.values())
        due = {fact.stream: fact for fact in map(_make_event, list_due(reader, until))}
        found += _revoke(ahead, {stream: fact for stream, fact in due.items() if _agrees(ahead, stream, fact)}, until)
    days = {last.as_of for last in announced.values() if last.earned_on is not None and last.as_of > now}
    for day in sorted(days):
        told = {stream: last for stream, last in announced.items() if last.as_of == day and last.earned_on is not None}
        found += take_back_early(bonus_report(reader, day), told, on)
    return found


def _agrees(book: Mapping[str, DueEntry], stream: str, fact: TenureReached | OfferLapsed) -> bool:
    last = book.get(stream)
    return (
        isinstance(fact, TenureReached)
        and last is not None
        and (last.employment, last.due_on) == (fact.employment, fact.due_on)
    )


def _make_event(due: Due) -> TenureReached | OfferLapsed:
    if due.kind == "offer":
        return OfferLapsed(offer=due.thing, expires_on=due.due_on - timedelta(days=1))
    assert due.employment is not None
    assert due.tenure_days is not None
    return TenureReached(
        referral=due.thing,
        instalment=due.instalment,
        employment=due.employment,
        due_on=due.due_on,
        tenure_days=due.tenure_days,
    )


def _find_missing(fact: TenureReached | OfferLapsed, last: DueEntry | None) -> list[Fact]:
    """Find what a stream lacks: nothing, the event, or a revocation of what was recorded and then the event."""
    if isinstance(fact, OfferLapsed):
        return [] if last is not None and last.due_on == fact.expires_on else [fact]
    if last is None or not last.stands:
        return [fact]
    if (last.employment, last.due_on) == (fact.employment, fact.due_on):
        return []
    return [_make_revocation(last), fact]


def _revoke(book: Mapping[str, DueEntry], due: Mapping[str, Fact], on: date) -> Iterator[Addition]:
    """Revoke what was due by the day `on` and, by what is known now, was not reached."""
    for stream, last in book.items():
        if last.kind == "tenure" and last.stands and last.due_on <= on and stream not in due:
            yield Addition(stream, [_make_revocation(last)], last.version)


def _make_revocation(last: DueEntry) -> TenureRevoked:
    assert last.employment is not None
    return TenureRevoked(
        referral=last.thing, instalment=last.instalment, employment=last.employment, due_on=last.due_on
    )
