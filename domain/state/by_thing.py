"""Facts sorted by the thing they speak of: the first step of every fold."""

from collections.abc import Iterable
from typing import get_args

from domain.facts.base import Fact, Folded, Recorded
from domain.state.days import DayOf
from domain.state.entry import Entry, in_order


class Sorted:
    """Entries in order, by kind of thing and then by thing. Facts that decide nothing are in `entries` alone."""

    __slots__ = ("_kinds", "entries")

    def __init__(self, facts: Iterable[Recorded[Fact]], day_of: DayOf) -> None:
        self.entries = in_order(facts, day_of)
        self._kinds: dict[str, dict[str, list[Entry[Fact]]]] = {kind: {} for kind in get_args(Folded)}
        for entry in self.entries:
            kind = entry.data.FOLDED_INTO
            if kind is not None:
                self._kinds[kind].setdefault(entry.data.thing, []).append(entry)

    def of(self, kind: Folded) -> dict[str, list[Entry[Fact]]]:
        """Give the entries of each thing of a kind, in order."""
        return self._kinds[kind]

    def all_of(self, kind: Folded) -> list[Entry[Fact]]:
        """Give all entries of a kind, in order."""
        kept = [entry for entries in self._kinds[kind].values() for entry in entries]
        return sorted(kept, key=lambda entry: entry.order)
