"""Money: which currencies there are, and amounts in their minor unit (ISO 4217)."""

from decimal import ROUND_HALF_EVEN, Context, Decimal
from functools import cache

WIDE = Context(prec=400, rounding=ROUND_HALF_EVEN)
"""Digits enough for any product of money, factor and share, so that nothing is rounded but to the minor unit."""

# Withdrawn since 2015: no longer in the current table, still in facts about those years.
_WITHDRAWN = {
    "ANG": 2, "BGN": 2, "BYR": 0, "CUC": 2, "HRK": 2, "LTL": 2, "MRO": 2, "SLL": 2, "STD": 2, "VEF": 2, "ZWL": 2,
}  # fmt: skip


@cache
def _minor_units() -> dict[str, int]:
    import iso4217  # noqa: PLC0415  reads and parses the standard's table: some 30 ms, paid by who needs it

    units = {code: str(entry["CcyMnrUnts"]) for code, entry in iso4217.raw_table.items()}
    return _WITHDRAWN | {code: int(unit) for code, unit in units.items() if unit.isdigit()}  # else "N.A."


def is_currency(code: str) -> bool:
    """Tell whether the code is one of ISO 4217 that has a minor unit (gold, test codes and the like have none)."""
    return code in _minor_units()


def minor_unit(currency: str) -> int:
    """Count the decimals that amounts of the currency have (ISO 4217): USD 2, JPY 0, KWD 3. KeyError if it is none."""
    return _minor_units()[currency]


def round_half_even(amount: Decimal, currency: str) -> Decimal:
    """Round the amount to the currency's minor unit, half-even (spec/bonus.md §4); never a negative zero."""
    rounded = amount.quantize(Decimal(1).scaleb(-minor_unit(currency)), context=WIDE)
    return rounded or abs(rounded)


def money_text(amount: Decimal, currency: str) -> str:
    """Write the amount as plain decimal text in the currency's minor unit: `1000.00` USD, `1000` JPY."""
    return f"{round_half_even(amount, currency):f}"


def zero(currency: str) -> str:
    """Write no money in the currency's minor unit: `0.00` USD, `0` JPY."""
    return money_text(Decimal(0), currency)
