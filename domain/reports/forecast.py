"""What may fall due when (spec/reports.md, "bonus-forecast")."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from msgspec import Struct

from domain.money import money_text
from domain.rules.row import Row

WAITING_FOR = ("milestone", "start", "acceptance", "offer", "application")
"""What a row may wait for, from the nearest to the farthest."""


class Expected(NamedTuple):
    """A row, and the day on which it would be earned if an announced start comes true; None: nobody can say."""

    row: Row
    expected_on: date | None


class ForecastRow(Struct, frozen=True):
    """The instalments that would be earned in a month (None: nobody can say), by what they wait for."""

    month: str | None
    currency: str
    waiting_for: str
    instalments: int
    amount: str


def report_forecast(rows: Iterable[Expected], as_of: date) -> list[ForecastRow]:
    """Report what waits, by the month in which it would be earned."""
    found: dict[tuple[str | None, str, str], tuple[int, Decimal]] = {}
    for row, expected_on in rows:
        if row.entitlement == "waiting" and row.currency is not None and row.waiting_for is not None:
            day = row.milestone_on or expected_on
            month = write_month(day) if day is not None and day > as_of else None
            number, amount = found.get((month, row.currency, row.waiting_for), (0, Decimal(0)))
            found[month, row.currency, row.waiting_for] = number + 1, amount + Decimal(row.amount)
    return [
        ForecastRow(*key, found[key][0], money_text(found[key][1], key[1]))
        for key in sorted(found, key=lambda key: (key[0] is None, key[0] or "", key[1], WAITING_FOR.index(key[2])))
    ]


def write_month(day: date) -> str:
    """Write the month of a day, YYYY-MM."""
    return day.isoformat()[:7]
