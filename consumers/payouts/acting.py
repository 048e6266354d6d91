"""Acting: an order is decided on all that is recorded, and what it does is recorded before anything else can be.

What an act knows is everything before its own position. So it is decided on read models that have caught up, and
recorded only if nothing has come meanwhile; where facts keep coming, writers are kept out for as long as it takes.
"""

from collections.abc import Callable, Iterable
from datetime import date, datetime
from threading import Lock
from time import sleep
from typing import NamedTuple

import msgspec
from msgspec import Struct

from consumers.payouts.orders import Order
from domain import store as acts
from domain.facts.base import Actor
from domain.facts.payout import PAYOUTS, LineFact, PayrollFileSettled
from domain.feed.delivery import Delivery
from domain.feed.reading import read_event
from domain.payouts.acts.act import Act, Done, Known, Outcome, PassedOver, Refusal, SettledRow
from domain.store.values import Addition
from projections.engine.asking.reader import Reader
from projections.engine.engine import Engine
from projections.payout_book.loading import Loading
from projections.payouts.known import BonusRows, Workers
from projections.payouts.publishers import find_published

SOURCE = "/vouch/payouts"
_STEP = 0.005
TRIES = 2
"""How often an act is decided while others may write; after that they are kept out."""


class Clerk(NamedTuple):
    """Who acts: the principal that a key belongs to, the employee (None: nobody), and whether an admin."""

    principal: str
    employee: str | None
    actor: Actor
    is_admin: bool = False


class Request(NamedTuple):
    """One asking: its key, by which it has an effect once; a digest that tells it from others; when it is recorded."""

    key: str
    digest: str = ""
    recorded_at: datetime | None = None


class PassedOverKey(Struct, frozen=True):
    """A key that got no line, and why."""

    referral: str
    instalment: str
    referrer: str
    currency: str
    reason: str


class Answer(Struct, frozen=True):
    """What is answered, and kept under the key: the runs that the act made or is about, and the position to read at.

    `passed_over`: keys that got no line. `rows`: how many answers of payroll a file held.
    """

    runs: tuple[str, ...]
    position: int
    passed_over: tuple[PassedOverKey, ...] = ()
    rows: int = 0


class Acted(NamedTuple):
    """An act is done, or was before (`replayed`: under this key)."""

    answer: Answer
    replayed: bool = False


class KeyReused(NamedTuple):
    """The key is that of another request of the same principal; nothing was done."""


class _Moved(NamedTuple):
    """Something was recorded that the decision did not know."""


class Counter:
    """Where people act; in one process one after another, since acts follow one another anyway."""

    def __init__(self, engine: Engine, day_of: Callable[[datetime], date]) -> None:
        self._engine = engine
        self._store = engine.store
        self._day_of = day_of
        self._turn = Lock()

    def act(self, order: Order, clerk: Clerk, request: Request) -> Acted | Refusal | KeyReused:
        """Do what is ordered, or refuse it with a reason and record nothing."""
        if (kept := self._find_kept(clerk, request)) is not None:
            return kept
        with self._turn:
            return self._act(order, clerk, request)

    def _find_kept(self, clerk: Clerk, request: Request) -> Acted | KeyReused | None:
        """Find what the key has done already: nothing has to be known for that."""
        look = acts.Act(clerk.principal, request.key, request.digest, lambda _: None, lambda _: acts.Refused(None))
        (outcome,) = self._store.act([look])
        if isinstance(outcome, acts.KeyReused):
            return KeyReused()
        return None if isinstance(outcome, acts.Refused) else _tell_done(outcome)

    def _act(self, order: Order, clerk: Clerk, request: Request) -> Acted | Refusal | KeyReused:
        for _ in range(TRIES):
            found = self._try(order, clerk, request)
            if not isinstance(found, _Moved):
                return found
        with self._store.turn():
            while isinstance(found := self._try(order, clerk, request), _Moved):
                pass  # a fold of another process was on its way
            return found

    def _try(self, order: Order, clerk: Clerk, request: Request) -> Acted | Refusal | KeyReused | _Moved:
        self._catch_up()
        with self._engine.reader() as reader:
            if not reader.settled():
                return _Moved()
            at = self._store.choose_instant(request.recorded_at)
            known = self._know(reader, order, clerk, request, at)
            decision = _Decision(order, known, order.do(known), clerk.actor)
            act = acts.Act(clerk.principal, request.key, request.digest, lambda _: None, decision.decide)
            (outcome,) = self._store.act([act], at=at)
        return _tell(outcome, decision)

    def _catch_up(self) -> None:
        """Bring the read models to where the store is now: further on they would never come to an end."""
        head = self._store.head()
        self._engine.mark_due()
        while self._engine.find_reached() < head:
            if not self._engine.step():
                sleep(_STEP)  # another engine is folding what is left

    def _know(self, reader: Reader, order: Order, clerk: Clerk, request: Request, at: datetime) -> Known:
        loading = Loading(reader.database, reader.connection, reader.store)
        ledger = loading.everything() if order.runs is None else loading.around(order.runs, order.lines)
        workers = Workers(reader, None)
        act = Act(
            by=clerk.employee,
            at=at,
            on=self._day_of(at),
            position=reader.position,
            id=request.key,
            is_admin=clerk.is_admin,
            published=find_published(reader, clerk.employee, workers),
        )
        return Known(act, ledger, BonusRows(reader, workers, None), workers)


class _Decision:
    """A decision that is made beforehand, and holds if nothing has been recorded by the time that it is written."""

    def __init__(self, order: Order, known: Known, outcome: Outcome, actor: Actor) -> None:
        self._order = order
        self._known = known
        self._actor = actor
        self.outcome = outcome

    def answer(self, done: Done, position: int | None = None) -> Answer:
        """Make the answer to what is done, to be read at a position (None: at the one that was known)."""
        lines = self._known.ledger.lines
        of_lines = (lines[event.line].run for event in done.events if isinstance(event, LineFact))
        rows = sum(event.rows for event in done.events if isinstance(event, PayrollFileSettled))
        position = self._known.act.position if position is None else position
        return Answer(done.runs or tuple(of_lines), position, tell_passed_over(done.passed_over), rows)

    def decide(self, sight: acts.Sight) -> acts.Effect | acts.Refused:
        """Give what the act does; Refused with its outcome where that is nothing."""
        known = self._known
        if sight.head() != known.act.position:
            return acts.Refused(_Moved())
        if sight.instant != known.act.at:  # somebody acted within the same microsecond
            known.act = msgspec.structs.replace(known.act, at=sight.instant)
            self.outcome = self._order.do(known)
        done = self.outcome
        if isinstance(done, Refusal) or not done.events:
            return acts.Refused(done)
        version = sight.version_of(PAYOUTS)
        return acts.Effect(
            lambda position: (200, msgspec.json.encode(self.answer(done, position))),
            facts=[_deliver(row, self._actor) for row in done.settlements],
            additions=[Addition(PAYOUTS, done.events, version)],
            source=SOURCE,
            actor=self._actor,
        )


def _tell(outcome: acts.Outcome, decision: _Decision) -> Acted | Refusal | KeyReused | _Moved:
    if isinstance(outcome, acts.KeyReused):
        return KeyReused()
    if isinstance(outcome, acts.Refused):
        why: Done | Refusal | _Moved = outcome.why
        return Acted(decision.answer(why)) if isinstance(why, Done) else why
    return _tell_done(outcome)


def _tell_done(done: acts.Done) -> Acted:
    return Acted(msgspec.json.decode(done.answer, type=Answer), done.replayed)


def tell_passed_over(found: Iterable[PassedOver]) -> tuple[PassedOverKey, ...]:
    """Tell which keys got no line."""
    return tuple(PassedOverKey(*each.key, each.reason) for each in found)


def _deliver(row: SettledRow, actor: Actor) -> Delivery:
    """Make of a row of a settlement file the delivery that records it."""
    told = {"specversion": "1.0", "id": row.id, "source": row.source, "type": row.fact.TOPIC, "time": row.time}
    read = read_event(msgspec.json.encode({**told, "sequence": row.sequence, "data": row.fact}))
    assert isinstance(read, Delivery)
    return msgspec.structs.replace(read, actor=actor)
