"""Money: the currencies of ISO 4217 and rounding to their minor unit."""

from decimal import Decimal, localcontext

import iso4217
import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.money import is_currency, minor_unit, money_text, round_half_even, zero


@pytest.mark.parametrize(
    ("code", "decimals"),
    [
        ("USD", 2),
        ("EUR", 2),
        ("JPY", 0),
        ("KRW", 0),
        ("ISK", 0),
        ("KWD", 3),
        ("BHD", 3),
        ("IQD", 3),  # some tables of locales say 0
        ("COP", 2),  # and 0 here
        ("HUF", 2),
        ("CLF", 4),
        ("UYW", 4),
        ("XCG", 2),
        ("BGN", 2),  # withdrawn in 2026
        ("HRK", 2),  # withdrawn in 2023
        ("BYR", 0),
    ],
)
def test_the_minor_unit_is_the_standards(code: str, decimals: int) -> None:
    assert is_currency(code)
    assert minor_unit(code) == decimals
    assert zero(code) == f"{0:.{decimals}f}"


def test_every_current_currency_is_known() -> None:
    units = {code: entry["CcyMnrUnts"] for code, entry in iso4217.raw_table.items() if code}
    assert len(units) > 150
    for code, unit in units.items():
        assert is_currency(code) == str(unit).isdigit(), code
        if is_currency(code):
            assert minor_unit(code) == int(str(unit))


@pytest.mark.parametrize("code", ["", "usd", "US", "USDX", "XXX", "XAU", "XTS", "XDR", "$", "None", "ABC"])
def test_no_currency(code: str) -> None:
    assert not is_currency(code)


@pytest.mark.parametrize(
    ("amount", "currency", "text"),
    [
        ("0.005", "USD", "0.00"),
        ("0.015", "USD", "0.02"),
        ("0.025", "USD", "0.02"),
        ("0.0250000000000000000000000000000000000000000001", "USD", "0.03"),
        ("-0.015", "USD", "-0.02"),
        ("-0.005", "USD", "0.00"),
        ("0.5", "JPY", "0"),
        ("1.5", "JPY", "2"),
        ("1000", "JPY", "1000"),
        ("1E+3", "JPY", "1000"),
        ("1.0005", "KWD", "1.000"),
        ("1.0015", "KWD", "1.002"),
        ("1.00005", "CLF", "1.0000"),
        ("9" * 60 + ".995", "USD", "1" + "0" * 60 + ".00"),
    ],
)
def test_halves_go_to_the_even_neighbour(amount: str, currency: str, text: str) -> None:
    assert money_text(Decimal(amount), currency) == text
    assert str(round_half_even(Decimal(amount), currency)) == text


@given(st.integers(-(10**40), 10**40), st.integers(1, 1000))
def test_rounding_is_off_by_half_a_unit_at_most_whatever_the_context(numerator: int, parts: int) -> None:
    with localcontext(prec=200):
        exact = Decimal(numerator) / parts
    with localcontext(prec=5):
        rounded = round_half_even(exact, "USD")
    with localcontext(prec=200):
        assert abs(rounded - exact) <= Decimal("0.005")
        assert rounded.as_tuple().exponent == -2
