"""A stretch: spells joined over the short gaps of a transfer (spec/bonus.md, "Stretch")."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from datetime import date
from heapq import heappop, heappush

from domain.state.days import plus
from domain.state.head import Head
from domain.state.paused import PausedDays
from domain.state.spell import Spell


class Stretch:
    """Spells, by (start date, employment), that break no employment between them. Lasts gaps included.

    `last_spell` is the one with the latest last day; of several, the last: only of use in a stretch that ends.
    """

    __slots__ = ("_borders", "_paused", "_running", "last_day", "last_spell", "spells")

    def __init__(self, first: Spell) -> None:
        self.spells = [first]
        self.last_day: date | None = first.last_day
        self.last_spell = first
        self._paused: PausedDays | None = None
        self._borders: list[date] = []
        self._running: list[Spell | None] = []

    def join(self, spell: Spell) -> None:
        """Take the next spell."""
        self.spells.append(spell)
        if self.last_day is None or spell.last_day is None:
            self.last_day = None
        elif spell.last_day >= self.last_day:
            self.last_day, self.last_spell = spell.last_day, spell

    @property
    def first_day(self) -> date:
        """The first start date."""
        return self.spells[0].start_date

    @property
    def reason(self) -> str | None:
        """Why it ended: the reason of leaving of its last spell."""
        return self.last_spell.reason if self.last_day is not None else None

    def paused_days(self) -> PausedDays:
        """Give the days that count for no tenure; ask once all spells have joined."""
        if self._paused is None:
            self._paused = PausedDays(self.spells)
        return self._paused

    def last_running(self, day: date) -> Spell:
        """Find the last of the spells that run on the day, else the last begun by it; ask once all have joined."""
        if not self._borders:
            self._borders, self._running = _find_last_running(self.spells)
        place = bisect_right(self._borders, day) - 1
        found = self._running[place] if place >= 0 else None
        return found or self.spells[bisect_right(self.spells, day, key=lambda spell: spell.start_date) - 1]

    def holds(self, day: date) -> bool:
        """Tell whether the day lies in the stretch."""
        return self.first_day <= day and (self.last_day is None or day <= self.last_day)


def join_stretches(spells: Iterable[Spell], gap_days: int) -> list[Stretch]:
    """Join the spells of an employee or a person to stretches, over gaps of `gap_days`; cancelled ones never ran."""
    joined: list[Stretch] = []
    for spell in sorted((spell for spell in spells if not spell.cancelled), key=lambda spell: spell.place):
        if joined and _joins(joined[-1], spell, gap_days):
            joined[-1].join(spell)
        else:
            joined.append(Stretch(spell))
    return joined


def _find_last_running(spells: Sequence[Spell]) -> tuple[list[date], list[Spell | None]]:
    """Find the days on which another spell becomes the last of those that run, and which one (None: nobody runs)."""
    borders = {spell.start_date for spell in spells}
    borders |= {plus(spell.last_day, 1) for spell in spells if spell.last_day is not None}
    running: list[int] = []
    last, coming = list[Spell | None](), 0
    for day in sorted(borders):
        while coming < len(spells) and spells[coming].start_date <= day:
            heappush(running, -coming)
            coming += 1
        while running and not spells[-running[0]].runs_on(day):
            heappop(running)
        last.append(spells[-running[0]] if running else None)
    return sorted(borders), last


def _joins(stretch: Stretch, spell: Spell, gap_days: int) -> bool:
    return stretch.last_day is None or spell.start_date <= plus(stretch.last_day, gap_days + 1)


def find_begun(stretches: Sequence[Stretch], day: date) -> Sequence[Stretch]:
    """List the stretches that had begun by the day. Of those all but the last are over before the last begins."""
    return Head(stretches, bisect_right(stretches, day, key=lambda stretch: stretch.first_day))


def find_holding(stretches: Sequence[Stretch], day: date) -> Stretch | None:
    """Find the stretch that holds the day: employed on it."""
    begun = find_begun(stretches, day)
    return begun[-1] if begun and begun[-1].holds(day) else None
