"""Kinds of text: what ids, dates, instants, decimals and free text in a fact have to look like."""

from collections.abc import Callable
from datetime import date
from typing import NamedTuple

from domain.facts.decimals import is_amount, is_decimal, is_fte, is_portion, write_decimal
from domain.facts.instants import is_instant, write_instant
from domain.money import is_currency

LONGEST_ID = 200


class Kind(NamedTuple):
    """A kind of text: what it must be (ends "must be ..."), the reason code when it is not, and how to tell."""

    says: str
    reason: str
    accepts: Callable[[str], bool]
    respell: Callable[[str], str] | None = None  # where different texts mean the same: the one spelling to compare
    plain: bool = False  # nothing but its length and its characters has to be looked at


def _is_id(text: str) -> bool:
    return 0 < len(text) <= LONGEST_ID and text.isprintable()


def is_text(text: str) -> bool:
    """Whether the text can be kept by every store: databases take no NUL."""
    return "\0" not in text


def is_day(text: str) -> bool:
    """Whether the text is a real civil date written YYYY-MM-DD."""
    try:
        return date.fromisoformat(text).isoformat() == text  # it reads week dates as well
    except ValueError:
        return False


def _or_empty(accepts: Callable[[str], bool]) -> Callable[[str], bool]:
    return lambda text: not text or accepts(text)


def _clearing(kind: Kind) -> Kind:
    """The same for an optional field, which an empty text clears."""
    return kind._replace(accepts=_or_empty(kind.accepts), says=f"{kind.says}, or empty")


ID = Kind("an id: a text of 1 to 200 printable characters", "bad_id", _is_id, plain=True)
TEXT = Kind("a text of at least one character, without NUL", "bad_text", lambda t: bool(t) and is_text(t), plain=True)
CURRENCY = Kind("a currency code of ISO 4217", "bad_currency", is_currency)
DECIMAL = Kind("a decimal text such as `1000.00`", "bad_decimal", is_decimal, write_decimal)
AMOUNT = Kind("a decimal text of 0 or more, such as `1000.00`", "bad_decimal", is_amount, write_decimal)
PORTION = Kind("a decimal text from 0 to 1, such as `0.5`", "bad_decimal", is_portion, write_decimal)

OPTIONAL_ID = _clearing(ID)
OPTIONAL_TEXT = Kind("a text without NUL", "bad_text", is_text, plain=True)
OPTIONAL_DAY = _clearing(Kind("a date written YYYY-MM-DD", "bad_date", is_day))
OPTIONAL_INSTANT = _clearing(Kind("an instant of RFC 3339 with its offset", "bad_time", is_instant, write_instant))
OPTIONAL_FTE = _clearing(Kind("a decimal text over 0 up to 1, such as `0.5`", "bad_decimal", is_fte, write_decimal))
