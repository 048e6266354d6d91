"""A stretch: spells joined over the short gaps of a transfer (spec/bonus.md, "Stretch")."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from datetime import date

from domain.state.days import plus
from domain.state.head import Head
from domain.state.spell import Spell


class Stretch:
    """Spells, by (start date, employment), that break no employment between them. Lasts gaps included.

    `last_spell` is the one with the latest last day; of several, the last: only of use in a stretch that ends.
    """

    __slots__ = ("last_day", "last_spell", "spells")

    def __init__(self, first: Spell) -> None:
        self.spells = [first]
        self.last_day: date | None = first.last_day
        self.last_spell = first

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

    def holds(self, day: date) -> bool:
        """Whether the day lies in the stretch."""
        return self.first_day <= day and (self.last_day is None or day <= self.last_day)


def stretches(spells: Iterable[Spell], gap_days: int) -> list[Stretch]:
    """Join the spells of an employee or a person to stretches, over gaps of `gap_days`; cancelled ones never ran."""
    joined: list[Stretch] = []
    for spell in sorted((spell for spell in spells if not spell.cancelled), key=lambda spell: spell.place):
        if joined and _joins(joined[-1], spell, gap_days):
            joined[-1].join(spell)
        else:
            joined.append(Stretch(spell))
    return joined


def _joins(stretch: Stretch, spell: Spell, gap_days: int) -> bool:
    return stretch.last_day is None or spell.start_date <= plus(stretch.last_day, gap_days + 1)


def begun_by(stretches: Sequence[Stretch], day: date) -> Sequence[Stretch]:
    """List the stretches that had begun by the day. Of those all but the last are over before the last begins."""
    return Head(stretches, bisect_right(stretches, day, key=lambda stretch: stretch.first_day))


def held_on(stretches: Sequence[Stretch], day: date) -> Stretch | None:
    """Find the stretch that holds the day: employed on it."""
    begun = begun_by(stretches, day)
    return begun[-1] if begun and begun[-1].holds(day) else None
