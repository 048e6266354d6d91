"""The milestone: the first day by which the days of tenure have been served (spec/bonus.md §3)."""

from datetime import date

from domain.rules.case import Case
from domain.state.days import plus
from domain.state.spell import Spell
from domain.state.stretch import Stretch


def milestone(case: Case, tenure_days: int) -> date | None:
    """Find the day by which the hire has served `tenure_days` days; None: an unpaid leave keeps it from coming."""
    assert case.hire is not None
    assert case.stretch is not None
    start = case.counting_day or case.hire.start_date
    if not case.terms.unpaid_leave_pauses or not any(spell.leaves for spell in case.stretch.spells):
        return plus(start, tenure_days)
    return _served_by(start, tenure_days, case.stretch)


def _served_by(start: date, tenure_days: int, stretch: Stretch) -> date | None:
    # Between two borders every day is alike, so whole runs of days are counted at once.
    day, left = start, tenure_days
    for border in _borders(start, stretch):
        run = (border - day).days
        if not paused_on(day, stretch):
            if run >= left:
                return plus(day, left)
            left -= run
        elif left == 0:
            return day
        day = border
    if left and paused_on(day, stretch):
        return None
    return plus(day, left)


def _borders(start: date, stretch: Stretch) -> list[date]:
    found = {day for spell in stretch.spells for day in _borders_of(spell)}
    return sorted(day for day in found if day > start)


def _borders_of(spell: Spell) -> list[date]:
    borders = [spell.start_date, *([plus(spell.last_day, 1)] if spell.last_day else [])]
    for leave in spell.leaves:
        borders += [leave.first_day, *([plus(leave.last_day, 1)] if leave.last_day else [])]
    return borders


def paused_on(day: date, stretch: Stretch) -> bool:
    """Whether every spell of the stretch that runs on the day, at least one, is on an unpaid leave."""
    running = [spell for spell in stretch.spells if spell.runs_on(day)]
    return bool(running) and all(spell.on_unpaid_leave(day) for spell in running)
