"""Reach: whose decisions a new fact about somebody else's post or colleague can change, told without deciding them.

It may tell too many, never too few: whoever is told is decided again. The decisions of others ask of a post its doors
on a referral's day, its bonus, level and department on that day or its opening day, and its hiring managers; of an
employee the roles on a referral's day, and the managers.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from domain.facts.base import Fact, Recorded
from domain.facts.employee import EmployeeRecorded
from domain.facts.requisition import RequisitionClosed, RequisitionOpened, RequisitionUpdated

Facts = Sequence[Recorded[Fact]]


class Reach(NamedTuple):
    """Those whom facts can concern, of all whose decisions look at their thing.

    Whoever has a referral on the day `since` or later (None: nobody by that), whose referrer is one of `referrers`, or,
    where `above` is set, whose referrer may stand above the employee.
    """

    since: date | None = None
    referrers: frozenset[str] = frozenset()
    above: bool = False

    def __or__(self, other: "Reach") -> "Reach":
        """Add whom the other one reaches."""
        days = [day for day in (self.since, other.since) if day is not None]
        return Reach(min(days, default=None), self.referrers | other.referrers, self.above or other.above)


NOBODY = Reach()


def find_reach(older: Facts, new: Facts) -> Reach | None:
    """Find whom the `new` facts of one stream can concern, beside the `older` ones in it; None: everybody."""
    reach = NOBODY
    for each in new:
        found = _find_reach(older, each)
        if found is None:
            return None
        reach |= found
    return reach


def _find_reach(older: Facts, new: Recorded[Fact]) -> Reach | None:
    match new.data:
        case RequisitionUpdated() as update:
            return _of_update(older, new, update)
        case RequisitionClosed(closed_on=day):
            return Reach(since=day)
        case EmployeeRecorded() as record:
            return _of_record(older, new, record)
    return None


def _of_update(older: Facts, new: Recorded[Fact], update: RequisitionUpdated) -> Reach | None:
    if not any(isinstance(each.data, RequisitionOpened) for each in older):
        return NOBODY  # a post that is not known says nothing
    if not _is_later(new, older):
        return None
    reach = NOBODY
    if update.bonus is not None or update.level is not None or update.department is not None:
        reach |= Reach(since=_first_day_paid(older, update.effective_on))
    if update.hiring_manager is not None:
        reach |= Reach(referrers=_name_managers([*older, new]))
    return reach


def _first_day_paid(older: Facts, changed_on: date) -> date:
    """Find the first day of a referral that is paid by the fields of the day or of a later one.

    What is opened after the referral pays by the fields of its opening day.
    """
    opened = (each.data.opened_on for each in older if isinstance(each.data, RequisitionOpened))
    return date.min if any(day >= changed_on for day in opened) else changed_on


def _of_record(older: Facts, new: Recorded[Fact], record: EmployeeRecorded) -> Reach | None:
    if record.keys or not _is_later(new, older):
        return None
    since = None if record.roles is None else record.effective_on
    return Reach(since=since, above=record.manager is not None)


def _is_later(new: Recorded[Fact], older: Facts) -> bool:
    """Tell whether a dated fact is never the first of its thing: that one would also hold before its date."""
    dated = new.data.counts_from
    return dated is not None and any(
        (earlier := each.data.counts_from) is not None
        and not isinstance(each.data, RequisitionClosed)
        and each.time < new.time
        and earlier < dated
        for each in older
    )


def _name_managers(facts: Iterable[Recorded[Fact]]) -> frozenset[str]:
    told = (each.data for each in facts)
    named = (fact.hiring_manager for fact in told if isinstance(fact, RequisitionOpened | RequisitionUpdated))
    return frozenset(manager for manager in named if manager)
