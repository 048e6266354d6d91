"""The milestone: the first day by which the days of tenure have been served (spec/bonus.md §3)."""

from datetime import date

from domain.rules.case import Case
from domain.state.days import plus


def milestone(case: Case, tenure_days: int) -> date | None:
    """Find the day by which the hire has served `tenure_days` days; None: an unpaid leave keeps it from coming."""
    assert case.hire is not None
    assert case.stretch is not None
    start = case.counting_day or case.hire.start_date
    if not case.terms.unpaid_leave_pauses:
        return plus(start, tenure_days)
    return case.stretch.paused_days().serve(start, tenure_days)
