"""Retracted facts: while the latest that a source says of one of its own facts is that, the fact counts for nothing.

Retractions count by when they were recorded, whatever the day asked about (spec/vendors.md §3). One that is itself
named by a retraction stands all the same: what takes it back is a restoring.
"""

from collections.abc import Iterable, Sequence

from domain.facts.base import Fact
from domain.facts.retraction import FactRetracted, RetractionFact
from domain.state.entry import Entry

Named = tuple[str, str]
"""Source and id: what names a fact."""


def drop_retracted(entries: Sequence[Entry[Fact]], said: Iterable[Entry[RetractionFact]]) -> list[Entry[Fact]]:
    """Give the entries without those that stand retracted. `said`: what is said of facts, in order."""
    latest = {(entry.order[2], entry.data.fact): entry for entry in said}
    gone = {named for named, entry in latest.items() if isinstance(entry.data, FactRetracted)}
    return [
        entry
        for entry in entries
        if (entry.order[2], entry.order[3]) not in gone or isinstance(entry.data, RetractionFact)
    ]
