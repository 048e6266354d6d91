"""Deciding acts and recording what they do, in one transaction; each on the state with those before it."""

from collections.abc import Sequence

from msgspec import Struct

from domain.store import links, positions
from domain.store.acting import keys
from domain.store.acting.act import Act, Done, Effect, KeyReused, Outcome, Refused
from domain.store.acting.sight import TransactionSight
from domain.store.codec import Codec
from domain.store.dead_letters import table
from domain.store.history.extending import note
from domain.store.inbox.inserting import insert_new
from domain.store.inbox.recording import Inbox
from domain.store.instants import from_micros, now_micros
from domain.store.session import Session


class Request(Struct):
    """Acts to be decided together; `at` is an instant instead of the clock, in microseconds.

    `found` are the names of the acts that were kept before the first attempt: whatever a later attempt finds besides
    is its own, recorded by a commit whose answer was lost.
    """

    acts: Sequence[Act]
    at: int | None = None
    found: frozenset[keys.Name] | None = None


def attempt(inbox: Inbox, request: Request) -> list[Outcome] | None:
    """Decide and record the acts once; None where the links were not up to date yet: call it again."""
    with inbox.backend.writing() as session:
        if not links.absorb(session):
            return None
        desk = _Desk(session, inbox.codec, request)
        settled = [desk.settle(act) for act in request.acts]
        numbers = _write(session, inbox, desk.sight, desk.recorded_at) if desk.effects else {}
        answers = desk.keep(session)
    inbox.sources.remember(numbers)
    return _tell(request.acts, settled, answers)


class _Desk:
    """Takes the acts of one transaction, one after another."""

    def __init__(self, session: Session, codec: Codec, request: Request) -> None:
        last, clock = positions.last_instant(session), request.at
        self.recorded_at = positions.next_instant(last, None) if clock is None else max(clock, last or 0)
        self.sight = TransactionSight(session, codec, self.recorded_at)
        self.effects: dict[keys.Name, tuple[Effect, str, int]] = {}
        self._kept = keys.find_kept(session, request.acts)
        if request.found is None:
            request.found = frozenset(self._kept)
        self._found = request.found
        before = keys.last_instant(session)
        self._next = max(now_micros() if clock is None else clock, 0 if before is None else before + 1)

    def settle(self, act: Act) -> Outcome | None:
        """Decide an act; None: it has its effect, whose answer is made when all is recorded."""
        name = (act.principal, act.key)
        self.sight.instant = from_micros(self._next)
        if (refused := act.admit(self.sight)) is not None:
            return refused
        if (kept := self._kept.get(name)) is not None:
            return Done(kept.status, kept.answer, name in self._found) if kept.request == act.request else KeyReused()
        if name in self.effects:
            return None if self.effects[name][1] == act.request else KeyReused()
        decided = act.decide(self.sight)
        if isinstance(decided, Refused):
            return decided
        self.sight.take(decided)
        self.effects[name] = (decided, act.request, self._next)
        self._next += 1
        return None

    def keep(self, session: Session) -> dict[keys.Name, Done]:
        """Make the answers of what has been recorded, and keep them under their keys."""
        if not self.effects:
            return {}
        position = positions.head(session)
        answers = {name: Done(*effect.answer(position)) for name, (effect, _, _) in self.effects.items()}
        kept = [
            (name, keys.Kept(request, answers[name].status, answers[name].answer), done_at)
            for name, (_, request, done_at) in self.effects.items()
        ]
        keys.keep(session, kept)
        return answers


def _write(session: Session, inbox: Inbox, sight: TransactionSight, recorded_at: int) -> dict[str, int]:
    """Write what the acts do. Returns the numbers of the facts' sources, to be remembered after the commit."""
    numbers = inbox.sources.numbers(session, {delivery.source for delivery in sight.facts})
    rows = [(numbers[each.source], each.id, inbox.codec.seam.digest_content(each.content)) for each in sight.facts]
    insert_new(session, sight.facts, rows, inbox.codec, recorded_at)
    if sight.own:
        session.insert(sight.own)
        note(session, sight.own, recorded_at)
    for number, status in sight.settled.items():
        table.settle(session, [number], status, recorded_at)
    links.insert(session, sight.new_links)
    if sight.facts or sight.own:
        links.mark(session, positions.head(session))
    return numbers


def _tell(acts: Sequence[Act], settled: Sequence[Outcome | None], answers: dict[keys.Name, Done]) -> list[Outcome]:
    """Give each act its outcome; a second one of the same key in one transaction gets the first one's answer."""
    told: set[keys.Name] = set()
    outcomes: list[Outcome] = []
    for act, outcome in zip(acts, settled, strict=True):
        name = (act.principal, act.key)
        outcomes.append(answers[name]._replace(replayed=name in told) if outcome is None else outcome)
        told.add(name)
    return outcomes
