"""Whom decisions look at besides their own subject: edges kept once, whoever shares a chain of managers."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import NamedTuple

from projections.engine.stability import ALWAYS, Stability, combine

Edges = Mapping[int, set[int]]


class Uses(NamedTuple):
    """Of each subject those that it looks at directly, and the managers named in it, of whom the managers count too."""

    direct: Edges
    managers: Edges

    def find_all(self, starts: Iterable[int]) -> set[int]:
        """Find everybody whom the decisions on these subjects look at (managers may go in circles)."""
        starts = list(starts)
        found = self.find_above(starts)
        for start in starts:
            found |= self.direct.get(start, set())
        return found

    def find_above(self, starts: Iterable[int]) -> set[int]:
        """Find every manager met going up from these subjects."""
        above: set[int] = set()
        frontier = {manager for start in starts for manager in self.managers.get(start, ())}
        while frontier:
            above |= frontier
            frontier = {manager for each in frontier for manager in self.managers.get(each, ())} - above
        return above

    def find_below(self, tops: Iterable[int]) -> set[int]:
        """Find everybody who has one of these as a manager, or as a manager's manager, to the bottom."""
        below = self._turn_round(self.managers)
        found: set[int] = set()
        frontier = {each for top in tops for each in below.get(top, ())}
        while frontier:
            found |= frontier
            frontier = {each for one in frontier for each in below.get(one, ())} - found
        return found

    def combine_all(self, starts: Iterable[int], held: Mapping[int, Stability]) -> dict[int, Stability]:
        """Find for each of these subjects how long everything that it looks at holds; `held`: how long each does."""
        starts = list(starts)
        since = self._spread(starts, {each: stable.since for each, stable in held.items() if stable.since}, latest=True)
        turns = {each: stable.changes_on for each, stable in held.items() if stable.changes_on}
        changes_on = self._spread(starts, turns, latest=False)
        found = {}
        for start in starts:
            direct = [held.get(used, ALWAYS) for used in self.direct.get(start, ())]
            found[start] = combine([Stability(since.get(start), changes_on.get(start)), *direct])
        return found

    def _spread(self, starts: Iterable[int], days: Mapping[int, date], *, latest: bool) -> dict[int, date]:
        """Give each start the latest (or earliest) of the days of all above it: each edge is gone along once."""
        below = self._turn_round({*starts, *self.find_above(starts)})
        reached: dict[int, date] = {}
        for manager, day in sorted(days.items(), key=lambda item: item[1], reverse=latest):
            frontier = below.get(manager, [])
            while frontier:
                new = [each for each in frontier if each not in reached]
                reached.update(dict.fromkeys(new, day))
                frontier = [each for one in new for each in below.get(one, ())]
        return reached

    def _turn_round(self, members: Iterable[int]) -> dict[int, list[int]]:
        """List under each manager those of the members whose manager it is."""
        below: dict[int, list[int]] = {}
        for each in members:
            for manager in self.managers.get(each, ()):
                below.setdefault(manager, []).append(each)
        return below
