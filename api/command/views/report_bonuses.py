"""The bonus rows for people, and what they add up to."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal

from rich.text import Text

from api.command.output import counted
from api.command.terminal_tables import Cell, Heading, amount, show, table
from api.command.views.words import stands
from domain.rules.row import Row

HEADINGS = (
    Heading("Referral"),
    Heading("Instalment"),
    Heading("Referrer"),
    Heading("Stands", soft=True),
    Heading("Milestone"),
    Heading("Amount", right=True),
)
ENTITLEMENTS = ("earned", "waiting", "forfeited", "ineligible")


def show_bonuses(rows: Sequence[Row], as_of: date) -> None:
    """The rows, then the totals."""
    show(bonus_table(rows), "", totals(rows, as_of))


def bonus_table(rows: Iterable[Row]) -> list[Text]:
    """A line for each row."""
    return table(HEADINGS, (_cells(row) for row in rows))


def _cells(row: Row) -> tuple[Cell, ...]:
    milestone = row.milestone_on.isoformat() if row.milestone_on else None
    return row.referral, row.instalment, row.referrer, stands(row), milestone, amount(row.amount, row.currency)


def totals(rows: Sequence[Row], as_of: date) -> str:
    """How many rows stand how, and what those earned and waiting are worth in each currency."""
    numbers = Counter(row.entitlement for row in rows)
    worth: dict[tuple[str, str], Decimal] = {}
    for row in rows:
        if row.currency is not None and row.entitlement in ("earned", "waiting"):
            key = row.entitlement, row.currency
            worth[key] = worth.get(key, Decimal(0)) + Decimal(row.amount)
    parts = [f"{numbers[each]:,} {each}{_worth(each, worth)}" for each in ENTITLEMENTS if numbers[each]]
    referrals = counted(len({row.referral for row in rows}), "referral")
    what = f"{counted(len(rows), 'row')} of {referrals} as of {as_of}"
    return f"{what}: {', '.join(parts)}." if parts else f"{what}."


def _worth(entitlement: str, worth: dict[tuple[str, str], Decimal]) -> str:
    sums = [amount(str(worth[key]), key[1]) for key in sorted(worth) if key[0] == entitlement]
    return f" ({' + '.join(sums)})" if sums else ""
