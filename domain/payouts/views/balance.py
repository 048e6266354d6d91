"""The balance: for each key what is entitled, what was sent, and what is open between the two."""

from collections.abc import Iterable
from decimal import Decimal
from typing import NamedTuple

from msgspec import Struct

from domain.money import money_text
from domain.payouts.books import Books
from domain.payouts.key import Key
from domain.payouts.line import Line
from domain.payouts.owed import NOTHING, ZERO, OnDay, Owed


class Amounts(NamedTuple):
    """The amounts of a key: at every moment entitled = paid + in_flight + open - kept."""

    entitled: Decimal
    waiting: Decimal
    paid: Decimal
    in_flight: Decimal
    rejected: Decimal
    pending: Decimal
    open: Decimal
    kept: Decimal


class BalanceRow(Struct, frozen=True, kw_only=True):
    """The balance of a key as it is shown, in its currency's minor unit."""

    referral: str
    instalment: str
    referrer: str
    currency: str
    entitled: str
    waiting: str
    paid: str
    in_flight: str
    rejected: str
    pending: str
    open: str
    kept: str


def balance(books: Books, owed: OnDay) -> list[BalanceRow]:
    """Draw up the balance as of the day of the books and what is owed on it: keys with a line, or not all zeros."""
    with_line = {books.key(line) for line in books.ledger.lines.values()}
    amounts = ((key, gather_amounts(books, key, owed.get(key, NOTHING))) for key in sorted({*owed, *with_line}))
    return [_row(key, each) for key, each in amounts if key in with_line or any(each)]


def gather_amounts(books: Books, key: Key, owed: Owed) -> Amounts:
    """Gather the amounts of one key."""
    lines, tally = books.lines(key), books.tally(key)
    exported = [(line, *books.stands(line)) for line in lines if line.is_exported]
    paid = sum((counts for _, state, counts in exported if state == "paid"), ZERO)
    in_flight = sum((counts for _, state, counts in exported if state != "paid"), ZERO)
    return Amounts(
        entitled=owed.entitled,
        waiting=owed.waiting,
        paid=paid,
        in_flight=in_flight,
        rejected=_sum(line for line, state, _ in exported if state == "rejected"),
        pending=_sum(line for line in lines if line.is_pending),
        open=tally.difference(owed),
        kept=max(ZERO, min(tally.waived, tally.sent - owed.entitled)),
    )


def _sum(lines: Iterable[Line]) -> Decimal:
    return sum((line.amount for line in lines), ZERO)


def _row(key: Key, amounts: Amounts) -> BalanceRow:
    written = {name: money_text(amount, key.currency) for name, amount in amounts._asdict().items()}
    return BalanceRow(**key._asdict(), **written)
