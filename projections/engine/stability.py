"""On which days a subject's rows could read differently: between two of them every day reads the same.

Answers depend on the day only by the days of facts, the dates in them, the end of a referral's window and milestones.
"""

from collections.abc import Collection, Iterable
from datetime import date
from typing import Any, NamedTuple

from domain.facts.base import Fact, Recorded
from domain.facts.catalogue import DATED
from domain.rules.decision import Decision
from domain.rules.explain import find_announced_start
from domain.state.days import DayOf, plus


class Stability(NamedTuple):
    """Rows read the same from `since` (None: from ever) until the day before `changes_on` (None: for ever)."""

    since: date | None
    changes_on: date | None


def change_days(facts: Collection[Recorded[Any]], day_of: DayOf) -> set[date]:
    """List the days on which one of the facts begins to count, or what it says begins or is over."""
    days = {day_of(fact.time) for fact in facts}
    for recorded in facts:
        fact = recorded.data
        if type(fact) in DATED:
            _add_dates(days, fact)
    return days


def _add_dates(days: set[date], fact: Fact) -> None:
    if (begins := fact.counts_from) is not None:
        days.add(begins)
    if (ends := fact.holds_until) is not None:
        days.add(plus(ends, 1))


def decision_days(decision: Decision) -> list[date]:
    """The days on which a decision turns by itself: the window is over, a start is overdue, the milestone reached."""
    if decision.case is None:
        return []  # no version governs the referral: it reads the same for ever
    ends, reached = decision.case.window_ends_on, decision.row.milestone_on
    due = find_announced_start(decision.case)
    return [*([plus(ends, 1)] if ends else []), *(day for day in (due, reached) if day)]


def stability(days: Collection[date], as_of: date) -> Stability:
    """How long before and after a day the rows decided for it hold."""
    last = max(days, default=None)
    if last is None or last <= as_of:  # nearly always: what happened is past
        return Stability(last, None)
    before = [day for day in days if day <= as_of]
    return Stability(max(before, default=None), min(day for day in days if day > as_of))


ALWAYS = Stability(None, None)
"""Of what reads the same on every day."""


def combine(found: Iterable[Stability]) -> Stability:
    """How long rows hold that hold as long as all of these."""
    since: date | None = None
    changes_on: date | None = None
    for each in found:
        if each.since is not None and (since is None or each.since > since):
            since = each.since
        if each.changes_on is not None and (changes_on is None or each.changes_on < changes_on):
            changes_on = each.changes_on
    return Stability(since, changes_on)
