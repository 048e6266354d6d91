"""Kinds of text: what ids, dates, instants, decimals and free text in a fact have to look like."""

import re
from collections.abc import Callable
from datetime import date
from typing import NamedTuple

from domain.facts.decimals import LONGEST_DECIMAL, is_amount, is_decimal, is_fte, is_portion, write_decimal
from domain.facts.instants import Misread, find_misread, is_instant, write_instant
from domain.money import is_currency

LONGEST_ID = 200


class Refusal(NamedTuple):
    """Why a text is not taken: a reason code, and what it must be (ends "must be ...")."""

    reason: str
    says: str


class Kind(NamedTuple):
    """A kind of text: what it must be (ends "must be ..."), the reason code when it is not, and how to tell."""

    says: str
    reason: str
    accepts: Callable[[str], bool]
    respell: Callable[[str], str] | None = None  # where different texts mean the same: the one spelling to compare
    plain: bool = False  # nothing but its length and its characters has to be looked at
    explain: Callable[[str], Refusal | None] | None = None  # where a text can be wrong in several ways

    def refusal(self, text: str) -> Refusal:
        """Say why a text is not accepted, which it is not."""
        explained = None if self.explain is None else self.explain(text)
        return explained or Refusal(self.reason, self.says)


def _is_id(text: str) -> bool:
    return 0 < len(text) <= LONGEST_ID and text.isprintable()


def is_text(text: str) -> bool:
    """Tell whether the text can be kept by every store: databases take no NUL."""
    return "\0" not in text


def is_day(text: str) -> bool:
    """Tell whether the text is a real civil date written YYYY-MM-DD."""
    try:
        return date.fromisoformat(text).isoformat() == text  # it reads week dates as well
    except ValueError:
        return False


_YEARS = "in the years 0001 to 9999"
_NO_SUCH_DAY = "a day of the calendar: there is no such day"
_written_as_day = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII).fullmatch


def explain_day(text: str) -> Refusal | None:
    """Say why a text that is written as a civil date is none; None if it is not even written as one."""
    if _written_as_day(text) is None:
        return None
    if text.startswith("0000") and is_day(f"2000{text[4:]}"):
        return Refusal("out_of_range", _YEARS)
    return Refusal("bad_date", _NO_SUCH_DAY)


_MISREAD: dict[Misread, Refusal] = {
    "out_of_range": Refusal("out_of_range", f"{_YEARS}, in UTC"),
    "no_such_day": Refusal("bad_time", f"on {_NO_SUCH_DAY}"),
    "leap_second": Refusal("bad_time", "an instant with seconds from 00 to 59: the leap second 60 is not read"),
    "no_offset": Refusal("bad_time", "an instant with its offset from UTC, such as `Z` or `+02:00`"),
    "no_instant": Refusal("bad_time", "an instant of RFC 3339 with its offset, such as `2026-02-20T09:00:00Z`"),
}


def explain_instant(text: str) -> Refusal:
    """Say why a text is no instant that is read."""
    return _MISREAD[find_misread(text)]


def _allow_empty(accepts: Callable[[str], bool]) -> Callable[[str], bool]:
    return lambda text: not text or accepts(text)


def _make_clearable(kind: Kind) -> Kind:
    """Make the same kind for an optional field, which an empty text clears."""
    return kind._replace(accepts=_allow_empty(kind.accepts), says=f"{kind.says}, or empty")


_SHORT = f"of at most {LONGEST_DECIMAL} characters"

ID = Kind("an id: a text of 1 to 200 printable characters", "bad_id", _is_id, plain=True)
TEXT = Kind("a text of at least one character, without NUL", "bad_text", lambda t: bool(t) and is_text(t), plain=True)
CURRENCY = Kind("a currency code of ISO 4217", "bad_currency", is_currency)
DECIMAL = Kind(f"a decimal text such as `1000.00`, {_SHORT}", "bad_decimal", is_decimal, write_decimal)
AMOUNT = Kind(f"a decimal text of 0 or more, such as `1000.00`, {_SHORT}", "bad_decimal", is_amount, write_decimal)
PORTION = Kind(f"a decimal text from 0 to 1, such as `0.5`, {_SHORT}", "bad_decimal", is_portion, write_decimal)

OPTIONAL_ID = _make_clearable(ID)
OPTIONAL_TEXT = Kind("a text without NUL", "bad_text", is_text, plain=True)
OPTIONAL_DAY = _make_clearable(Kind("a date written YYYY-MM-DD", "bad_date", is_day, explain=explain_day))
INSTANT = Kind("an instant of RFC 3339 with its offset", "bad_time", is_instant, write_instant, explain=explain_instant)
OPTIONAL_INSTANT = _make_clearable(INSTANT)
OPTIONAL_FTE = _make_clearable(
    Kind(f"a decimal text over 0 up to 1, such as `0.5`, {_SHORT}", "bad_decimal", is_fte, write_decimal)
)
