"""Instants, decimals and dates as texts: what they are, and when two of them are the same."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.facts.decimals import is_amount, is_decimal, is_fte, is_portion, write_decimal
from domain.facts.instants import find_misread, read_instant, read_knowledge, write_instant
from domain.facts.kinds import explain_day, is_day

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "instant"),
    [
        ("2026-03-02T12:00:00Z", NOON),
        ("2026-03-02t12:00:00z", NOON),
        ("2026-03-02T12:00:00+00:00", NOON),
        ("2026-03-02T12:00:00-00:00", NOON),
        ("2026-03-03T01:00:00+13:00", NOON),
        ("2026-03-02T06:15:00-05:45", NOON),
        ("2026-03-02T12:00:00.5Z", NOON + timedelta(milliseconds=500)),
        ("2026-03-02T12:00:00.123456Z", NOON + timedelta(microseconds=123456)),
        ("2026-03-02T12:00:00.1234569Z", NOON + timedelta(microseconds=123456)),
        ("2026-03-02T11:59:59.99999999999999999999Z", NOON - timedelta(microseconds=1)),
        ("2026-03-02T13:59:59.9999999+02:00", NOON - timedelta(microseconds=1)),
        ("2024-02-29T00:00:00Z", datetime(2024, 2, 29, tzinfo=UTC)),
        ("0001-01-01T00:00:00Z", datetime(1, 1, 1, tzinfo=UTC)),
        ("0001-01-01T00:00:00-14:00", datetime(1, 1, 1, 14, tzinfo=UTC)),
        ("9999-12-31T23:59:59.9999999Z", datetime(9999, 12, 31, 23, 59, 59, 999_999, UTC)),
    ],
)
def test_an_instant_is_read_in_utc_and_cut_to_the_microsecond(text: str, instant: datetime) -> None:
    assert read_instant(text) == instant


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2026-03-02",
        "2026-03-02T12:00:00",  # no offset
        "2026-03-02T12:00:60Z",
        "2026-03-02T24:00:00Z",
        "2026-03-02T12:60:00Z",
        "2026-02-29T12:00:00Z",
        "2026-13-01T12:00:00Z",
        "2026-00-01T12:00:00Z",
        "0000-01-01T12:00:00Z",
        "2026-W10-1T12:00:00Z",
        "2026-061T12:00:00Z",
        "2026-03-02 12:00:00Z",
        "20260302T120000Z",
        "2026-03-02T120000.5Z",
        "2026-03-02T12:00Z",
        "2026-03-02T12:00:00,5Z",
        "2026-03-02T12:00:00.Z",
        "2026-03-02T12:00:00+0100",
        "2026-03-02T12:00:00+01",
        "2026-03-02T12:00:00+24:00",
        "2026-03-02T12:00:00+01:60",
        "2026-03-02T12:00:00 Z",
        "2026-03-02T12:00:00Z\n",
        " 2026-03-02T12:00:00Z",
        "٢٠٢٦-03-02T12:00:00Z",
        "12026-03-02T12:00:00Z",
        "0001-01-01T00:00:00+00:01",
        "9999-12-31T23:59:59-00:01",
    ],
)
def test_other_texts_are_no_instant(text: str) -> None:
    assert read_instant(text) is None
    assert write_instant(text) == text


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("2026-03-02T12:00:00", "no_offset"),
        ("2026-03-02T12:00:60Z", "leap_second"),
        ("1990-12-31T15:59:60.5-08:00", "leap_second"),
        ("2026-02-29T12:00:00Z", "no_such_day"),
        ("1900-02-29T12:00:00Z", "no_such_day"),
        ("2026-13-01T12:00:00Z", "no_such_day"),
        ("0000-02-30T12:00:00Z", "no_such_day"),
        ("9999-02-29T12:00:00Z", "no_such_day"),
        ("0000-02-29T12:00:00Z", "out_of_range"),
        ("0000-12-31T23:59:59Z", "out_of_range"),
        ("0001-01-01T00:00:00+00:01", "out_of_range"),
        ("9999-12-31T23:59:59-00:01", "out_of_range"),
        ("10000-01-01T00:00:00Z", "out_of_range"),
        ("", "no_instant"),
        ("1768208400", "no_instant"),
        ("2026-03-02 12:00:00Z", "no_instant"),
        ("2026-03-02T24:00:00Z", "no_instant"),
        ("2026-03-02T12:00:00+24:00", "no_instant"),
    ],
)
def test_why_a_text_is_no_instant_is_said_as_it_is(text: str, why: str) -> None:
    assert read_instant(text) is None
    assert find_misread(text) == why


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("2026-02-29", "bad_date"),
        ("2026-00-01", "bad_date"),
        ("0000-02-29", "out_of_range"),
        ("0000-02-30", "bad_date"),
    ],
)
def test_why_a_day_is_none_is_said_as_it_is(text: str, reason: str) -> None:
    found = explain_day(text)
    assert found is not None
    assert found.reason == reason
    assert ("no such day" in found.says) == (reason == "bad_date")
    assert explain_day(f"{text}T00:00:00Z") is None


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("9999-12-31T23:59:59Z", 9999),
        ("9999-12-31T23:59:59.5-12:00", 9999),
        ("0001-01-01T00:00:00+14:00", 1),
        ("0000-02-29T00:00:00z", 1),
        ("2026-03-02T12:00:00Z", 2026),
    ],
)
def test_knowledge_may_be_of_any_instant(text: str, year: int) -> None:
    instant = read_knowledge(text)
    assert instant is not None
    assert instant.year == year


@pytest.mark.parametrize("text", ["9999-12-32T00:00:00Z", "0000-02-30T00:00:00Z", "9999-12-31", "2026-02-29T00:00:00Z"])
def test_knowledge_is_of_an_instant(text: str) -> None:
    assert read_knowledge(text) is None


@given(st.integers(1, 3_650_000), st.integers(0, 86_400_000_000 - 1), st.integers(-1439, 1439))
def test_an_instant_is_the_same_however_it_is_written(days: int, microseconds: int, offset: int) -> None:
    instant = datetime(1, 1, 2, tzinfo=UTC) + timedelta(days=days, microseconds=microseconds)
    sign, away = "-" if offset < 0 else "+", abs(offset)
    local = (instant + timedelta(minutes=offset)).replace(tzinfo=None).isoformat()
    text = f"{local}{sign}{away // 60:02}:{away % 60:02}"
    assert read_instant(text) == instant
    assert write_instant(text) == instant.isoformat()


@pytest.mark.parametrize("text", ["0", "1000.00", "-5", "-0.5", "007", "0.0000001", "9" * 30])
def test_a_decimal_is_plain(text: str) -> None:
    assert is_decimal(text)


@pytest.mark.parametrize(
    "text", ["", "1.", ".5", "+1", "1e3", "1,5", "1_000", " 1", "1\n", "NaN", "Infinity", "--1", "٣", "0x1", "9" * 31]
)
def test_other_texts_are_no_decimal(text: str) -> None:
    assert not is_decimal(text)
    assert not is_amount(text)
    assert write_decimal(text) == text


@pytest.mark.parametrize(
    ("text", "amount", "portion", "fte"),
    [
        ("-0.01", False, False, False),
        ("-0", True, True, False),
        ("0", True, True, False),
        ("0.00", True, True, False),
        ("0.01", True, True, True),
        ("0.00000000000000000000000001", True, True, True),
        ("1", True, True, True),
        ("1.00", True, True, True),
        ("1.01", True, False, False),
        ("2", True, False, False),
    ],
)
def test_borders_of_amounts_portions_and_full_time_equivalents(
    text: str, amount: bool, portion: bool, fte: bool
) -> None:
    assert (is_amount(text), is_portion(text), is_fte(text)) == (amount, portion, fte)


@pytest.mark.parametrize(
    ("text", "same"),
    [
        ("0.50", "0.5"),
        ("00.5", "0.5"),
        ("1.00", "1"),
        ("1000", "1000"),
        ("1000.0", "1000"),
        ("-0", "0"),
        ("-0.0", "0"),
        ("-1.50", "-1.5"),
        ("0", "0"),
        ("", ""),
        ("123456789012345678901234567.10", "123456789012345678901234567.1"),
    ],
)
def test_a_decimal_has_one_spelling(text: str, same: str) -> None:
    assert write_decimal(text) == same


@pytest.mark.parametrize("text", ["2026-03-02", "2024-02-29", "0001-01-01", "9999-12-31"])
def test_a_day_is_a_real_one(text: str) -> None:
    assert is_day(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2026-02-29",
        "2026-3-2",
        "20260302",
        "2026-W10-1",
        "0000-01-01",
        "2026-03-02T00:00:00Z",
        "2026-03-02 ",
        "today",
    ],
)
def test_other_texts_are_no_day(text: str) -> None:
    assert not is_day(text)
