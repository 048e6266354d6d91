"""Good and bad values for each kind of field of spec/feed.md, at their borders: (value, reason code) where bad."""

from typing import Any, NamedTuple


class Values(NamedTuple):
    """What a kind of field takes, and what it does not and why."""

    good: list[Any]
    bad: list[tuple[Any, str]]


def _wrong(*values: Any) -> list[tuple[Any, str]]:
    return [(value, "wrong_type") for value in values]


def _code(*codes: str) -> Values:
    others = ("FULL_TIME", "full time", codes[0] + " ", "x\0")
    return Values(list(codes), [*((other, "not_in_list") for other in others), *_wrong(1, True, [], {})])


def _list(of: Values) -> Values:
    bad = [([of.good[0], value], reason) for value, reason in of.bad]
    return Values([[], of.good[:1], of.good], [*bad, *_wrong([None], "x", {}, 1)])


def _decimal(good: list[str], bad: list[str]) -> Values:
    never = ["1e0", "NaN", "Infinity", "1,0", " 1", "1 ", "+1", ".5", "1.", "0x1", "1_0", "1\0", "1" * 31]
    return Values(good, [*((value, "bad_decimal") for value in [*bad, *never]), *_wrong(1, 0.5, True, [], {})])


def _money(amounts: Values, clears: bool) -> Values:
    good = [{"amount": amount, "currency": code} for amount in amounts.good for code in ("USD", "JPY")]
    good.append(good[0] | {"unknown": [None]})
    good += [{}, {"amount": None, "currency": None}] if clears else []
    bad = [(good[0] | {"amount": value}, reason) for value, reason in amounts.bad]
    bad += [(good[0] | {"currency": value}, "bad_currency") for value in ("", "usd", "XAU", "XXX", "US", "US\0")]
    bad += [({"amount": "1"}, "missing_field"), ({"currency": "USD"}, "missing_field")]
    bad += [({"amount": None, "currency": "USD"}, "missing_field"), ({"unknown": 1}, "missing_field")]
    bad += [] if clears else [({}, "missing_field")]
    return Values(good, [*bad, *_wrong("", "5 USD", 5, [], good[0] | {"currency": 1}, good[0] | {"amount": ""})[:-1]])


TEXT = Values(
    ["x", " ", "a\nb\tc", "Zoë 😀", "x" * 5000], [("\0", "bad_text"), ("a\0b", "bad_text"), *_wrong(5, True, [], {})]
)
ID = Values(
    ["x", "a b/c#d?%", "é" * 200, "0", "😀"],
    [
        ("x" * 201, "bad_id"),
        ("a\nb", "bad_id"),
        ("a\0", "bad_id"),
        ("\x7f", "bad_id"),
        ("a\u200bb", "bad_id"),
        *_wrong(5, True, [], {}),
    ],
)
DATE = Values(
    ["2026-03-02", "2024-02-29", "0001-01-01", "9999-12-31"],
    [
        *((text, "bad_date") for text in ("2026-02-29", "2026-13-01", "2026-3-2", "20260302", "soon")),
        *((text, "bad_date") for text in ("2026-03-02T00:00:00Z", " 2026-03-02", "2026-W10-1", "2026-03-02\0")),
        ("0000-01-01", "out_of_range"),
        *_wrong(20260302, True, [], {}),
    ],
)
INSTANT = Values(
    ["2026-03-02T09:00:00Z", "2026-03-02T09:00:00.123456789+05:45"],
    [
        *((text, "bad_time") for text in ("2026-03-02T09:00:00", "2026-03-02T09:00:60Z", "2026-03-02", "noon")),
        ("0000-12-31T23:59:59Z", "out_of_range"),
        *_wrong(1700000000, True, [], {}),
    ],
)
SCHEDULE = _code("full_time", "part_time")


def _whole(good: list[Any], *over: int) -> Values:
    """A whole number: those `over` its limits, like the hugest ones, are of the right type."""
    huge: tuple[Any, ...] = (*over, -1, 10**30, -(10**30), 1e300)
    return Values(good, [*((value, "out_of_range") for value in huge), *_wrong(1.5, 1e-300, "1", "", True, [], {})])


VALUES = {
    "id": ID,
    "text": TEXT,
    "ids": _list(ID),
    "texts": _list(TEXT),
    "date": DATE,
    "instant": INSTANT,
    "fte": _decimal(["1", "1.0", "0.5", "0.01", "00.60"], ["0", "0.0", "-0.5", "1.01", "2"]),
    "money": _money(_decimal(["0", "1500.00", "0.005", "-0"], ["-1", "-0.01"]), clears=True),
    "signed money": _money(_decimal(["0", "-1500.00", "1500.00"], []), clears=False),
    "openings": _whole([0, 1, 3.0, 1e2, 1_000_000], 1_000_001),
    "version": _whole([1, 2.0, 2**53 - 1], 0, 2**53),
    "closeness": _whole([1, 5, 3.0], 0, 6),
    "truth": Values([True, False], _wrong(0, 1, "true", "", [], {})),
    "schedules": _list(SCHEDULE),
    "schedule": SCHEDULE,
    "relationship": _code("family", "friend", "neighbour", "former_colleague", "acquaintance", "other"),
    "origin": _code("referral", "careers_site", "agency", "event", "sourced", "internal", "other"),
    "type": TEXT,
    "outcome": _code("paid", "rejected"),
    "ask": _code("advice", "conversation", "introduction", "referral", "hiring_meeting"),
    "answer": _code("accepted", "declined", "no_reply"),
    "terms": Values([{"amount": {"currency": "USD", "default": "1"}}], [({}, "missing_field"), *_wrong("x", 1, [])]),
}

EMPTY = {"id": "bad_id", "text": "bad_text", "date": "bad_date", "terms": "wrong_type"}
"""Why a required field may not be an empty text; codes: not in the list."""

LISTS = {"ids", "texts", "schedules"}

CLEARABLE = {"id", "text", "date", "instant", "fte", "schedule", "relationship", "origin", "type"}
"""Kinds of optional fields that an empty text clears."""
