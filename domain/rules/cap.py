"""The cap: how many bonuses a referrer may earn in a year (bonus.md, "Cap").

It looks at all of a referrer's rows at once, so it is a pass over decided rows, made whenever rows are read.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from msgspec.structs import replace

from domain.money import zero
from domain.rules.row import Row
from domain.state.days import plus


class CapTerms(NamedTuple):
    """So many bonuses per calendar year, or per any 365 days."""

    bonuses: int
    per: str


class Uncapped(NamedTuple):
    """A row as it would be but for the cap of the terms that govern it."""

    row: Row
    cap: CapTerms | None


class _First(NamedTuple):
    milestone: date
    referral: str
    cap: CapTerms | None


def over_the_cap(rows: Iterable[Uncapped]) -> set[str]:
    """The referrals that are over: give all rows of the referrers in question."""
    by_referrer: dict[str, dict[str, _First]] = {}
    for row, cap in rows:
        if row.entitlement == "earned" and row.milestone_on is not None and Decimal(row.amount) > 0:
            firsts = by_referrer.setdefault(row.referrer, {})
            known = firsts.get(row.referral)
            if known is None or row.milestone_on < known.milestone:
                firsts[row.referral] = _First(row.milestone_on, row.referral, cap)
    return {
        referral for firsts in by_referrer.values() for referral in _over(sorted(firsts.values(), key=lambda f: f[:2]))
    }


def _over(firsts: Sequence[_First]) -> list[str]:
    within: list[_First] = []
    over = []
    for first in firsts:
        if first.cap is not None and _counting(first, within) >= first.cap.bonuses:
            over.append(first.referral)
        else:
            within.append(first)
    return over


def _counting(first: _First, before: Iterable[_First]) -> int:
    assert first.cap is not None
    if first.cap.per == "calendar_year":
        return sum(other.milestone.year == first.milestone.year for other in before)
    since = plus(first.milestone, -365)
    return sum(other.milestone > since for other in before)


def loses_to_cap(row: Row) -> bool:
    """Whether being over the cap takes this row: it was earned, or waiting for its milestone."""
    return row.entitlement == "earned" or row.waiting_for == "milestone"


def capped(row: Row) -> Row:
    """The row forfeited to the cap."""
    amount = zero(row.currency) if row.currency else "0"
    return replace(row, entitlement="forfeited", waiting_for=None, reasons=("cap_reached",), amount=amount)


def apply_cap(rows: Sequence[Uncapped]) -> list[Row]:
    """The rows after the cap: give all rows of the referrers in question."""
    if not any(cap for _, cap in rows):
        return [row for row, _ in rows]
    over = over_the_cap(rows)
    return [capped(row) if row.referral in over and loses_to_cap(row) else row for row, _ in rows]
