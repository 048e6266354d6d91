"""The bonus rows for people, and what they add up to."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal

from rich.text import Text

from api.command.output import count_of
from api.command.terminal_tables import Cell, Heading, draw_table, format_amount, show
from api.command.views.words import describe_state
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
    """Show the rows, then the totals."""
    show(draw_bonuses(rows), "", write_totals(rows, as_of))


def draw_bonuses(rows: Iterable[Row]) -> list[Text]:
    """Draw a line for each row."""
    return draw_table(HEADINGS, (_cells(row) for row in rows))


def _cells(row: Row) -> tuple[Cell, ...]:
    milestone = row.milestone_on.isoformat() if row.milestone_on else None
    return (
        row.referral,
        row.instalment,
        row.referrer,
        describe_state(row),
        milestone,
        format_amount(row.amount, row.currency),
    )


def write_totals(rows: Sequence[Row], as_of: date) -> str:
    """Write how many rows have each entitlement, and what is earned and waiting in each currency."""
    numbers = Counter(row.entitlement for row in rows)
    worth: dict[tuple[str, str], Decimal] = {}
    for row in rows:
        if row.currency is not None and row.entitlement in ("earned", "waiting"):
            key = row.entitlement, row.currency
            worth[key] = worth.get(key, Decimal(0)) + Decimal(row.amount)
    parts = [f"{numbers[each]:,} {each}{_write_worth(each, worth)}" for each in ENTITLEMENTS if numbers[each]]
    referrals = count_of(len({row.referral for row in rows}), "referral")
    what = f"{count_of(len(rows), 'row')} of {referrals} as of {as_of}"
    return f"{what}: {', '.join(parts)}." if parts else f"{what}."


def _write_worth(entitlement: str, worth: dict[tuple[str, str], Decimal]) -> str:
    sums = [format_amount(str(worth[key]), key[1]) for key in sorted(worth) if key[0] == entitlement]
    return f" ({' + '.join(sums)})" if sums else ""
