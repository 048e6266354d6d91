"""On which days a subject's rows could read differently: between two of them every day reads the same.

Answers depend on the day only by the days of facts, the dates in them, the end of a referral's window and milestones.
"""

from collections.abc import Collection
from datetime import date
from typing import Any, NamedTuple

from domain.facts.base import Recorded
from domain.facts.employee import EmployeeRecorded
from domain.facts.employment import EmploymentChanged, EmploymentEnded, EmploymentStartCorrected, EmploymentStarted
from domain.facts.leave import LeaveRecorded
from domain.facts.offer import OfferExtended
from domain.facts.requisition import RequisitionClosed, RequisitionOpened, RequisitionUpdated
from domain.rules.decision import Decision
from domain.rules.explain import announced_start
from domain.state.days import DayOf, plus

DATES: dict[type[Any], str] = {
    EmployeeRecorded: "effective_on",
    EmploymentStarted: "start_date",
    EmploymentStartCorrected: "start_date",
    EmploymentChanged: "effective_on",
    EmploymentEnded: "last_day",
    LeaveRecorded: "first_day",
    RequisitionOpened: "opened_on",
    RequisitionUpdated: "effective_on",
    RequisitionClosed: "closed_on",
}
"""The date in a fact from which on it may count, whatever its instant."""


class Stability(NamedTuple):
    """Rows read the same from `since` (None: from ever) until the day before `changes_on` (None: for ever)."""

    since: date | None
    changes_on: date | None


def change_days(facts: Collection[Recorded[Any]], day_of: DayOf) -> set[date]:
    """The days on which one of the facts begins to count, or what it says begins or is over."""
    days = {day_of(fact.time) for fact in facts}
    for fact in facts:
        named = DATES.get(type(fact.data))
        if named is not None:
            dated = getattr(fact.data, named)
            days.update((dated, plus(dated, 1)) if named == "last_day" else (dated,))
        elif isinstance(fact.data, OfferExtended) and fact.data.expires_on:
            days.add(plus(date.fromisoformat(fact.data.expires_on), 1))
    return days


def decision_days(decision: Decision) -> list[date]:
    """The days on which a decision turns by itself: the window is over, a start is overdue, the milestone reached."""
    ends = decision.case.window_ends_on if decision.case.version is not None else None
    reached = decision.row.milestone_on
    due = announced_start(decision.case)
    return [*([plus(ends, 1)] if ends else []), *(day for day in (due, reached) if day)]


def stability(days: Collection[date], as_of: date) -> Stability:
    """How long before and after a day the rows decided for it hold."""
    last = max(days, default=None)
    if last is None or last <= as_of:  # nearly always: what happened is past
        return Stability(last, None)
    before = [day for day in days if day <= as_of]
    return Stability(max(before, default=None), min(day for day in days if day > as_of))
