"""Recording statements of who is who, as facts of the source `/vouch/identities`: the same again is a repeat."""

from collections.abc import Sequence
from datetime import datetime
from typing import Literal, NamedTuple

import msgspec

from consumers.identities.statement import Statement
from domain.facts.identity import IdentityFact
from domain.feed.saying import say
from domain.store.port import EventStore

PART = "identities"
SOURCE = f"/vouch/{PART}"


class Stated(NamedTuple):
    """What became of statements, in their order, and the position up to which they can be read."""

    outcomes: list[Literal["recorded", "repeated"]]
    position: int


def record_statements(store: EventStore, statements: Sequence[Statement], now: datetime) -> Stated:
    """Record statements that have been checked, as said now, all or none.

    What the latest fact of this source says of the pair already is not said again.
    """
    latest = _read_latest(store, statements)
    outcomes: list[Literal["recorded", "repeated"]] = []
    said = []
    for statement in statements:
        fact = statement.as_fact()
        if latest.get(_name_place(fact)) == fact:
            outcomes.append("repeated")
            continue
        latest[_name_place(fact)] = fact
        outcomes.append("recorded")
        said.append(say(PART, fact.TOPIC, now, msgspec.to_builtins(fact)))
    position = store.record(said, places=[PART] * len(said)).position if said else store.head()
    return Stated(outcomes, position)


def _name_place(fact: IdentityFact) -> tuple[str, str]:
    """Name what the latest fact decides: an account and a candidate are one employee, numbers may be several."""
    return (fact.stream_from(SOURCE), fact.employee if fact.same_as else "")


def _read_latest(store: EventStore, statements: Sequence[Statement]) -> dict[tuple[str, str], IdentityFact]:
    streams = list({statement.as_fact().stream_from(SOURCE) for statement in statements})
    facts = store.decode_rows(store.read_streams(streams, store.head()))
    mine = sorted((fact for fact in facts if fact.source == SOURCE), key=lambda fact: fact.order)
    return {_name_place(fact.data): fact.data for fact in mine}
