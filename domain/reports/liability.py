"""What is owed at the ends of months (spec/reports.md, "bonus-liability"), by what is known now."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from msgspec import Struct

from domain.money import money_text
from domain.payouts.books import Books
from domain.payouts.key import Key
from domain.payouts.owed import NOTHING, ZERO, Owed
from domain.payouts.views.balance import gather_amounts
from domain.reports.forecast import write_month
from domain.rules.row import Row
from domain.state.days import plus


class LiabilityRow(Struct, frozen=True):
    """What stands in a currency on the last day of a month that counts."""

    month: str
    on: date
    currency: str
    accrued: str
    earned: str
    proposed: str
    approved: str
    sent: str
    paid: str
    recovered: str
    kept: str
    to_pay: str
    to_recover: str


class Sums(NamedTuple):
    """The sums of a currency on a day."""

    accrued: Decimal = ZERO
    earned: Decimal = ZERO
    proposed: Decimal = ZERO
    approved: Decimal = ZERO
    sent: Decimal = ZERO
    paid: Decimal = ZERO
    recovered: Decimal = ZERO
    kept: Decimal = ZERO
    to_pay: Decimal = ZERO
    to_recover: Decimal = ZERO


def list_days(first: date | None, last: date) -> list[date]:
    """List the days at which months are looked at: the last of each from `first`'s month on, and `last` of its own.

    None: only the month of `last`.
    """
    days = [last]
    while first is not None and (before := plus(days[-1].replace(day=1), -1)) >= first.replace(day=1):
        if before == days[-1]:
            break
        days.append(before)
    return days[::-1]


def sum_up(rows: Iterable[Row], owed: Mapping[Key, Owed], books: Books) -> dict[str, Sums]:
    """Sum up each currency: `rows` and what is `owed` by them are those of the day of the books."""
    sums: dict[str, Sums] = {}

    def add(currency: str, **amounts: Decimal) -> None:
        known = sums.get(currency, Sums())
        sums[currency] = known._replace(**{name: getattr(known, name) + each for name, each in amounts.items()})

    for row in rows:
        if row.currency is not None:
            amount = Decimal(row.amount)
            add(row.currency, accrued=amount if row.waiting_for == "milestone" else ZERO)
            add(row.currency, earned=amount if row.entitlement == "earned" else ZERO)
    for currency, amounts in _of_lines(books):
        add(currency, **amounts)
    for key in {*owed, *map(books.key, books.ledger.lines.values())}:
        of_key = gather_amounts(books, key, owed.get(key, NOTHING))
        add(key.currency, kept=of_key.kept, to_pay=max(ZERO, of_key.open), to_recover=max(ZERO, -of_key.open))
    return sums


def _of_lines(books: Books) -> Iterator[tuple[str, dict[str, Decimal]]]:
    """Go through the lines: what each adds to the sums of its currency."""
    for line in books.ledger.lines.values():
        if line.is_pending:
            yield line.currency, {books.ledger.runs[line.run].state: line.amount}
        elif line.is_exported:
            state, counts = books.stands(line)
            if state in ("sent", "differs"):
                yield line.currency, {"sent": counts}
            elif state == "paid":
                yield line.currency, {"paid": max(ZERO, counts), "recovered": max(ZERO, -counts)}


def report_liability(days: Iterable[tuple[date, Mapping[str, Sums]]]) -> list[LiabilityRow]:
    """Report the sums of these days, for each currency that has anything but zeros on any of them."""
    days = list(days)
    met = sorted({currency for _, sums in days for currency, each in sums.items() if any(each)})
    return [_row(on, currency, sums.get(currency, Sums())) for on, sums in days for currency in met]


def _row(on: date, currency: str, sums: Sums) -> LiabilityRow:
    return LiabilityRow(write_month(on), on, currency, *(money_text(each, currency) for each in sums))
