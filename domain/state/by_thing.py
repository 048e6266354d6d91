"""Facts sorted by the thing they speak of: the first step of every fold."""

from collections.abc import Iterable
from typing import get_args

from domain.facts.base import Fact, Folded, Recorded
from domain.facts.retraction import RetractionFact
from domain.state.days import DayOf
from domain.state.entry import Entry, in_order, of_kind
from domain.state.retracted import drop_retracted


class Sorted:
    """Entries in order, by kind of thing and then by thing. Facts that decide nothing are in `entries` alone.

    Facts that stand retracted are left out, whatever the day.
    """

    __slots__ = ("_kinds", "entries")

    def __init__(self, facts: Iterable[Recorded[Fact]], day_of: DayOf) -> None:
        self.entries = in_order(facts, day_of)
        self._kinds = _sort(self.entries)
        if self._kinds["retractions"]:
            self.entries = drop_retracted(self.entries, of_kind(self.all_of("retractions"), RetractionFact))
            self._kinds = _sort(self.entries)

    def of(self, kind: Folded) -> dict[str, list[Entry[Fact]]]:
        """Give the entries of each thing of a kind, in order."""
        return self._kinds[kind]

    def all_of(self, kind: Folded) -> list[Entry[Fact]]:
        """Give all entries of a kind, in order."""
        kept = [entry for entries in self._kinds[kind].values() for entry in entries]
        return sorted(kept, key=lambda entry: entry.order)


def _sort(entries: Iterable[Entry[Fact]]) -> dict[str, dict[str, list[Entry[Fact]]]]:
    kinds: dict[str, dict[str, list[Entry[Fact]]]] = {kind: {} for kind in get_args(Folded)}
    for entry in entries:
        kind = entry.data.FOLDED_INTO
        if kind is not None:
            kinds[kind].setdefault(entry.data.thing, []).append(entry)
    return kinds
