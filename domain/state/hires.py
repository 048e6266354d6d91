"""The hire of each application, for a programme that pays for some types of employment (spec/bonus.md, "The hire")."""

from collections.abc import Callable, Collection, Sequence
from datetime import date

from domain.state.application import Application
from domain.state.spell import Spell

Place = tuple[bool, date, tuple[date, str]]
"""A hire that has a counting day before one that has none, then by that day or the start date, then as spells stand."""
NO_HIRE: Place = (True, date.max, (date.max, ""))


class Hires:
    """Hires and counting days by the same employment types: found once, however many referrals ask."""

    __slots__ = ("_counting_days", "_found", "_spells_for", "_types")

    def __init__(self, spells_for: Callable[[Application], Sequence[Spell]], types: Collection[str]) -> None:
        self._spells_for = spells_for
        self._types = types
        self._found: dict[int, Spell | None] = {}
        self._counting_days: dict[str, date | None] = {}

    def counting_day(self, spell: Spell) -> date | None:
        """Find the first day from the spell's start date on, on which its type is one that the programme pays for."""
        if spell.employment not in self._counting_days:
            self._counting_days[spell.employment] = spell.counting_day(self._types)
        return self._counting_days[spell.employment]

    def of(self, application: Application) -> Spell | None:
        """Find the hire of an application: of its spells that are not cancelled, the first by place."""
        key = id(application)
        if key not in self._found:
            spells = [spell for spell in self._spells_for(application) if not spell.cancelled]
            self._found[key] = min(spells, key=self._place, default=None)
        return self._found[key]

    def place(self, application: Application) -> tuple[bool, Place]:
        """Rank an application by its hire; one without a hire comes last."""
        hire = self.of(application)
        return (True, NO_HIRE) if hire is None else (False, self._place(hire))

    def start(self, application: Application) -> date:
        """Find the start date of the application's hire; the calendar's first day where there is none."""
        hire = self.of(application)
        return date.min if hire is None else hire.start_date

    def _place(self, spell: Spell) -> Place:
        counts_from = self.counting_day(spell)
        return (counts_from is None, counts_from or spell.start_date, spell.place)
