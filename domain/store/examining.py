"""Examining a store: the database's own check, counts that must agree, versions without gaps, states that decode."""

from collections.abc import Iterator
from typing import NamedTuple

from domain.error_summary import kind_and_place
from domain.facts.catalogue import EVENTS
from domain.store import positions
from domain.store.codec import Codec
from domain.store.session import Session
from domain.store.values import StoredRow

PAGE = 1_000
SAMPLED = 20
"""So many places of the store are looked into where not all of it is."""
SAMPLE = 100
"""So many events are decoded at each of them."""
NAMED = 5
"""So many of what is wrong are named."""


class Examination(NamedTuple):
    """What was found: what the database itself says is damaged, the counts, and what is wrong by name.

    `delivered` counts the inbox, `recorded` the events that came through it; they agree. `gaps` are streams that lack
    a version, `undecodable` events whose state cannot be decoded, out of `decoded` that were tried.
    """

    damage: list[str]
    delivered: int
    recorded: int
    gaps: list[str]
    undecodable: list[str]
    decoded: int


def examine(session: Session, codec: Codec, *, full: bool) -> Examination:
    """Examine the store; `full`: every page and every event, instead of the quick check and a sample."""
    damage = session.find_damage(full=full)
    tried, undecodable = 0, []
    for row in _rows(session, full=full):
        tried += 1
        try:
            codec.decode(row)
        except Exception as error:  # noqa: BLE001 - whatever it is, it is told
            undecodable.append(f"{row.stream} version {row.version}: {kind_and_place(error)}")
    return Examination(damage, *_count(session), _find_gaps(session), undecodable[:NAMED], tried)


def _rows(session: Session, *, full: bool) -> Iterator[StoredRow]:
    head = positions.head(session)
    if full or head <= SAMPLED * SAMPLE:
        position = 0
        while page := session.stored_after(position, PAGE):
            yield from page
            position = page[-1].position
        return
    for place in range(SAMPLED):
        yield from session.stored_after((head - SAMPLE) * place // (SAMPLED - 1), SAMPLE)


def _count(session: Session) -> tuple[int, int]:
    own = sorted(EVENTS)
    marks = ", ".join("?" * len(own))
    recorded = session.value(f"SELECT count(*) FROM stored_events WHERE topic NOT IN ({marks})", *own)
    return session.value("SELECT count(*) FROM inbox"), recorded


def _find_gaps(session: Session) -> list[str]:
    found = session.rows(
        "SELECT originator_id FROM stored_events GROUP BY originator_id"
        " HAVING min(originator_version) <> 1 OR max(originator_version) <> count(*) ORDER BY originator_id LIMIT ?",
        NAMED,
    )
    return [stream for (stream,) in found]
