"""Decimals as texts: plain digits with or without a fraction, for money and the fte (spec/feed.md, "Types")."""

import re
from decimal import Decimal

LONGEST_DECIMAL = 30
_plain = re.compile(r"-?\d+(?:\.\d+)?", re.ASCII).fullmatch


def is_decimal(text: str) -> bool:
    """Tell whether the text is a plain decimal of at most 30 characters: no exponent, no blanks, no separators."""
    return len(text) <= LONGEST_DECIMAL and _plain(text) is not None


def is_amount(text: str) -> bool:
    """Tell whether the text is a decimal of 0 or more."""
    return is_decimal(text) and Decimal(text) >= 0


def is_portion(text: str) -> bool:
    """Tell whether the text is a decimal from 0 to 1."""
    return is_decimal(text) and 0 <= Decimal(text) <= 1


def is_fte(text: str) -> bool:
    """Tell whether the text is a full-time equivalent: a decimal over 0 up to 1."""
    return is_decimal(text) and 0 < Decimal(text) <= 1


def write_decimal(text: str) -> str:
    """Write the one spelling of a decimal: `0.50` and `00.5` are `0.5`; other texts stay as they are."""
    if not is_decimal(text):
        return text
    number = f"{Decimal(text):f}"
    shortest = (number.rstrip("0").rstrip(".") if "." in number else number) or "0"
    return "0" if shortest == "-0" else shortest
