"""What payroll has said of lines: settlements, in the order of spec/feed.md."""

from datetime import date
from decimal import Decimal
from typing import Literal

from msgspec import Struct

from domain.facts.base import Recorded
from domain.facts.payroll import PayrollLineSettled
from domain.money import round_half_even
from domain.state.entry import Order


class Settlement(Struct, frozen=True, kw_only=True):
    """One word of payroll on a line. The amount, if any is given, is rounded to its currency's minor unit.

    `ref` names the fact (`source#id`), `order` is its place among the facts about the line, `position` where it was
    recorded.
    """

    line: str
    outcome: Literal["paid", "rejected"]
    settled_on: date
    amount: Decimal | None
    currency: str | None
    ref: str
    order: Order
    position: int


def read_settlement(fact: Recorded[PayrollLineSettled], position: int) -> Settlement:
    """Read a settlement from the recorded fact and its position."""
    said = fact.data
    given = said.amount
    return Settlement(
        line=said.line,
        outcome=said.outcome,
        settled_on=said.settled_on,
        amount=None if given is None else round_half_even(Decimal(given.amount), given.currency),
        currency=None if given is None else given.currency,
        ref=fact.ref,
        order=fact.order,
        position=position,
    )
