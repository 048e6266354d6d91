"""The days of a stretch that count for no tenure: every spell that runs, at least one, is on an unpaid leave."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from datetime import date

from domain.state.spell import Spell

END = date.max.toordinal()
Span = tuple[int, int]
"""Days by number: from the first to before the second; `END + 1`: for ever."""


class PausedDays:
    """The spans of paused days of some spells, and how many days had been served before each."""

    __slots__ = ("_firsts", "_paused_before", "_served_before", "_spans")

    def __init__(self, spells: Iterable[Spell]) -> None:
        self._spans = list(_find_paused(spells))
        self._firsts = [first for first, _ in self._spans]
        self._paused_before = [0]
        for first, last in self._spans:
            self._paused_before.append(self._paused_before[-1] + last - first)
        self._served_before = [first - paused for first, paused in zip(self._firsts, self._paused_before, strict=False)]

    def serve(self, start: date, days: int) -> date | None:
        """Find the first day by which so many days from the start on are served; None: an endless leave forbids it."""
        if days == 0 or not self._spans:
            return _day(start.toordinal() + days)
        served = self._served_by(start.toordinal()) + days
        passed = bisect_left(self._served_before, served)
        if passed and self._spans[passed - 1][1] > END:
            return None
        return _day(served + self._paused_before[passed])

    def _served_by(self, day: int) -> int:
        """Count the days, from the calendar's first, that are not paused before the day."""
        begun = bisect_right(self._firsts, day)
        if begun and day < self._spans[begun - 1][1]:
            return self._served_before[begun - 1]
        return day - self._paused_before[begun]


def _day(number: int) -> date:
    return date.fromordinal(min(number, END))


def _find_paused(spells: Iterable[Spell]) -> Iterator[Span]:
    """Go through the borders of spells and of their leaves: paused is where all that run are on leave."""
    borders: dict[int, list[int]] = {}
    for spell in spells:
        own = (spell.start_date.toordinal(), _after(spell.last_day))
        _note(borders, own, 0)
        for leave in _union(_unpaid(spell, own)):
            _note(borders, leave, 1)
    running, away, since = 0, 0, None
    for day in sorted(borders):
        running, away = running + borders[day][0], away + borders[day][1]
        paused = running > 0 and running == away
        if paused and since is None:
            since = day
        elif not paused and since is not None:
            yield since, day
            since = None


def _note(borders: dict[int, list[int]], span: Span, which: int) -> None:
    if span[0] < span[1]:
        borders.setdefault(span[0], [0, 0])[which] += 1
        borders.setdefault(span[1], [0, 0])[which] -= 1


def _unpaid(spell: Spell, own: Span) -> Iterator[Span]:
    for leave in spell.leaves:
        if not leave.paid:
            first, last = max(own[0], leave.first_day.toordinal()), min(own[1], _after(leave.last_day))
            if first < last:
                yield first, last


def _after(day: date | None) -> int:
    return END + 1 if day is None else day.toordinal() + 1


def _union(spans: Iterable[Span]) -> Iterator[Span]:
    """Join spans that overlap or touch."""
    joined: Span | None = None
    for first, last in sorted(spans):
        if joined is None or first > joined[1]:
            if joined is not None:
                yield joined
            joined = (first, last)
        else:
            joined = (joined[0], max(joined[1], last))
    if joined is not None:
        yield joined
