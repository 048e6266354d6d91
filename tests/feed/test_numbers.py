"""Numbers of JSON in one spelling."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import Raw

from domain.feed.numbers import spelled, whole_or_raw


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("0.0", 0),
        ("-0.0", 0),
        ("0e5", 0),
        ("1.0", 1),
        ("-12e1", -120),
        ("1e17", 10**17),
        ("999999999999999999.0", 10**18 - 1),
        ("1e18", b"1e18"),
        ("-1e18", b"-1e18"),
        ("1.5", b"15e-1"),
        ("0.0010", b"1e-3"),
        ("100.50E-2", b"1005e-3"),
    ],
)
def test_one_spelling(text: str, number: int | bytes) -> None:
    assert whole_or_raw(text) == (Raw(number) if isinstance(number, bytes) else number)


@pytest.mark.parametrize(
    ("number", "same"), [(10**18 - 1, 10**18 - 1), (10**18, b"1e18"), (-(10**20) - 10, b"-10000000000000000001e1")]
)
def test_long_whole_numbers(number: int, same: int | bytes) -> None:
    assert spelled(number) == (Raw(same) if isinstance(same, bytes) else same)


@given(st.decimals(allow_nan=False, allow_infinity=False), st.integers(0, 30))
def test_it_is_the_same_number_however_written(number: Decimal, zeros: int) -> None:
    digits, exponent = f"{number:e}".lower().split("e")
    text = f"{digits}{'' if '.' in digits else '.0'}{'0' * zeros}e{exponent}"
    one = whole_or_raw(text)
    assert one == whole_or_raw(f"{number:e}")
    assert Decimal(one if isinstance(one, int) else bytes(one).decode()) == number
