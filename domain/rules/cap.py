"""The cap: how many bonuses a referrer may earn in a year (spec/bonus.md, "Cap").

It looks at all of a referrer's rows at once, so it is a pass over decided rows, made whenever rows are read.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from itertools import chain
from typing import NamedTuple

from msgspec.structs import replace

from domain.money import zero
from domain.rules.row import Row
from domain.state.days import plus


class CapTerms(NamedTuple):
    """At most `bonuses` bonuses per calendar year, or per any 365 days."""

    bonuses: int
    per: str


class Uncapped(NamedTuple):
    """A row as it would be but for the cap of the terms that govern it."""

    row: Row
    cap: CapTerms | None


class First(NamedTuple):
    """A referral's place in its referrer's list: its first milestone, then its id."""

    milestone: date
    referral: str
    cap: CapTerms | None


def over_the_cap(rows: Iterable[Uncapped]) -> set[str]:
    """Find the referrals that are over the cap; `rows` must be all of the referrers in question."""
    return {first.referral for firsts in _earned(rows).values() for first in _gone_down(firsts)[1]}


def _earned(rows: Iterable[Uncapped]) -> dict[str, list[First]]:
    return _lists(each for each in rows if each.row.entitlement == "earned")


def _lists(rows: Iterable[Uncapped]) -> dict[str, list[First]]:
    """List each referrer's referrals with an amount over 0, in the order in which the cap goes down them."""
    by_referrer: dict[str, dict[str, First]] = {}
    for row, cap in rows:
        if row.milestone_on is not None and Decimal(row.amount) > 0:
            firsts = by_referrer.setdefault(row.referrer, {})
            known = firsts.get(row.referral)
            if known is None or row.milestone_on < known.milestone:
                firsts[row.referral] = First(row.milestone_on, row.referral, cap)
    return {referrer: sorted(firsts.values(), key=lambda f: f[:2]) for referrer, firsts in by_referrer.items()}


def _gone_down(firsts: Sequence[First]) -> tuple[list[First], list[First]]:
    """Split a list: those within the cap, and those over it."""
    within: list[First] = []
    over: list[First] = []
    milestones: list[date] = []
    for first in firsts:
        if first.cap is not None and _count(first, first.cap, milestones) >= first.cap.bonuses:
            over.append(first)
        else:
            within.append(first)
            milestones.append(first.milestone)
    return within, over


def _count(first: First, cap: CapTerms, before: Sequence[date]) -> int:
    """Count the milestones before one, in their order, that are in the same year as it."""
    if cap.per == "calendar_year":
        return len(before) - bisect_left(before, first.milestone.replace(month=1, day=1))
    return len(before) - bisect_right(before, plus(first.milestone, -365))


def _counting(first: First, cap: CapTerms, before: Iterable[First]) -> list[First]:
    if cap.per == "calendar_year":
        return [other for other in before if other.milestone.year == first.milestone.year]
    since = plus(first.milestone, -365)
    return [other for other in before if other.milestone > since]


class Counting:
    """Which bonuses count before a referral's own: asked only when a row is explained.

    A referral that has earned nothing yet has the place that the first milestone it waits for would give it.
    """

    def __init__(self, rows: Sequence[Uncapped]) -> None:
        earned = _earned(rows)
        coming = _lists(each for each in rows if each.row.waiting_for == "milestone")
        self._within = {referrer: _gone_down(firsts)[0] for referrer, firsts in earned.items()}
        self._places = {first.referral: first for first in chain(*coming.values(), *earned.values())}

    def before(self, row: Row, cap: CapTerms) -> list[First] | None:
        """List the bonuses within the cap, earlier in the list, in the same year; None: the referral has no place."""
        place = self._places.get(row.referral)
        if place is None:
            return None
        earlier = [other for other in self._within.get(row.referrer, ()) if other[:2] < place[:2]]
        return _counting(place, cap, earlier)


def loses_to_cap(row: Row) -> bool:
    """Tell whether being over the cap takes this row: it was earned, or waiting for its milestone."""
    return row.entitlement == "earned" or row.waiting_for == "milestone"


def forfeit_to_cap(row: Row) -> Row:
    """Forfeit the row to the cap."""
    amount = zero(row.currency) if row.currency else "0"
    return replace(row, entitlement="forfeited", waiting_for=None, reasons=("cap_reached",), amount=amount)


def apply_cap(rows: Sequence[Uncapped]) -> list[Row]:
    """Apply the cap; `rows` must be all of the referrers in question."""
    if not any(cap for _, cap in rows):
        return [row for row, _ in rows]
    over = over_the_cap(rows)
    return [forfeit_to_cap(row) if row.referral in over and loses_to_cap(row) else row for row, _ in rows]
