"""Recording statements of who is who, as facts of the source `/vouch/identities`: the same again is a repeat."""

from collections.abc import Iterable, Sequence
from typing import Any, Literal, NamedTuple
from uuid import uuid4

import msgspec

from consumers.identities.statement import Statement
from domain.facts.base import Recorded
from domain.facts.identity import IdentityFact
from domain.feed.delivery import Delivery
from domain.feed.saying import say
from domain.store.acting.act import Act, Done, Effect, Refused, Sight
from domain.store.port import EventStore

PART = "identities"
SOURCE = f"/vouch/{PART}"
Outcome = Literal["recorded", "repeated"]
Place = tuple[str, str]


class Stated(NamedTuple):
    """What became of statements, in their order, and the position up to which they can be read."""

    outcomes: list[Outcome]
    position: int


class _Decided(NamedTuple):
    outcomes: list[Outcome]
    said: list[Delivery]


def record_statements(store: EventStore, statements: Sequence[Statement]) -> Stated:
    """Record statements that have been checked, as said now, all or none.

    What the latest fact of this source says of the pair already is not said again. That is looked at in the
    transaction that records, so that of the same said by two at once one is recorded, and the other is a repeat.
    """

    def decide(sight: Sight) -> Effect | Refused:
        found = _decide(sight, [statement.as_fact() for statement in statements])
        if not found.said:
            return Refused(Stated(found.outcomes, sight.head()))
        return Effect(lambda position: (201, msgspec.json.encode(Stated(found.outcomes, position))), found.said)

    (outcome,) = store.act([Act(SOURCE, uuid4().hex, PART, _admit_anybody, decide)])
    if isinstance(outcome, Done):
        return msgspec.json.decode(outcome.answer, type=Stated)
    assert isinstance(outcome, Refused)  # the key is new
    refused: Stated = outcome.why
    return refused


def _admit_anybody(_: Sight) -> None:
    """Whoever may say it was looked at before."""


def _decide(sight: Sight, facts: Sequence[IdentityFact]) -> _Decided:
    found = sight.read_streams({fact.stream_from(SOURCE) for fact in facts})
    latest = _find_latest(recorded for stream in found.values() for recorded in stream)
    outcomes: list[Outcome] = []
    said = []
    for fact in facts:
        place = _name_place(fact)
        if latest.get(place) == fact:
            outcomes.append("repeated")
            continue
        latest[place] = fact
        outcomes.append("recorded")
        said.append(say(PART, fact.TOPIC, sight.instant, msgspec.to_builtins(fact)))
    return _Decided(outcomes, said)


def _name_place(fact: IdentityFact) -> Place:
    """Name what the latest fact decides: an account and a candidate are one employee, numbers may be several."""
    return (fact.stream_from(SOURCE), fact.employee if fact.same_as else "")


def _find_latest(recorded: Iterable[Recorded[Any]]) -> dict[Place, IdentityFact]:
    mine = sorted((fact for fact in recorded if fact.source == SOURCE), key=lambda fact: fact.order)
    return {_name_place(fact.data): fact.data for fact in mine}
