"""Rounding: half-even to the currency's minor unit; instalments and split shares add up to the whole."""

from decimal import Decimal

import pytest

from tests.support.borders import decided, house, standing
from tests.support.story import Event, hired, referred

LATER = "2029-01-01"


def amounts(amount: str, currency: str, *shares: str, factor: str = "1") -> list[str]:
    """What the instalments of these shares are worth."""
    instalments = [{"name": f"i{place}", "tenure_days": 90, "share": share} for place, share in enumerate(shares)]
    money = {"currency": currency, "default": amount}
    facts = [*house(amount=money, instalments=instalments, factors={"full_time": factor}), *hired()]
    return [each.amount for each in decided(facts, LATER)]


@pytest.mark.parametrize(
    ("amount", "currency", "factor", "expected"),
    [
        ("0.01", "USD", "0.5", "0.00"),  # a half goes to the even neighbour, down
        ("0.03", "USD", "0.5", "0.02"),  # and up
        ("0.05", "USD", "0.5", "0.02"),
        ("0.0101", "USD", "0.5", "0.01"),  # more than a half goes up
        ("0.0099", "USD", "0.5", "0.00"),  # less goes down
        ("1000.00", "USD", "0.3333", "333.30"),
        ("1", "JPY", "0.5", "0"),
        ("3", "JPY", "0.5", "2"),
        ("5", "JPY", "0.5", "2"),
        ("1000.00", "JPY", "1", "1000"),
        ("0.001", "KWD", "0.5", "0.000"),
        ("0.003", "KWD", "0.5", "0.002"),
        ("0.005", "KWD", "0.5", "0.002"),
        ("1000", "KWD", "1", "1000.000"),
        ("999999999999999999999999999999", "USD", "0.999999999999", "999999999998999999999999999999.00"),
    ],
)
def test_one_instalment(amount: str, currency: str, factor: str, expected: str) -> None:
    assert amounts(amount, currency, "1", factor=factor) == [expected]


@pytest.mark.parametrize(
    ("amount", "currency", "shares", "expected"),
    [
        ("1000.01", "USD", ["0.5", "0.5"], ["500.00", "500.01"]),
        ("1000.03", "USD", ["0.5", "0.5"], ["500.02", "500.01"]),
        ("0.01", "USD", ["0.3", "0.3", "0.4"], ["0.00", "0.01", "0.00"]),
        ("100.00", "USD", ["0.333", "0.333", "0.334"], ["33.30", "33.30", "33.40"]),
        ("1001", "JPY", ["0.5", "0.5"], ["500", "501"]),
        ("1003", "JPY", ["0.5", "0.5"], ["502", "501"]),
        ("1", "JPY", ["0.5", "0", "0.5"], ["0", "0", "1"]),
        ("1.001", "KWD", ["0.5", "0.5"], ["0.500", "0.501"]),
        ("1000.00", "USD", ["0", "1"], ["0.00", "1000.00"]),
    ],
)
def test_instalments_are_what_is_due_less_what_was_due(
    amount: str, currency: str, shares: list[str], expected: list[str]
) -> None:
    assert amounts(amount, currency, *shares) == expected
    assert sum(map(Decimal, expected)) == Decimal(amount)


def split(amount: str, currency: str, ways: int, **more: object) -> list[Event]:
    """So many referrers of one candidate, one after the other."""
    terms = house(amount={"currency": currency, "default": amount}, ownership={"duplicates": "split"}, **more)
    rivals = [
        referred(number, f"E-{number}", f"2026-01-{11 + number}", candidate="C-1") for number in range(2, ways + 1)
    ]
    return [*terms, *hired(), *rivals]


@pytest.mark.parametrize(
    ("amount", "currency", "ways", "expected"),
    [
        ("100.00", "USD", 1, ["100.00"]),
        ("100.00", "USD", 2, ["50.00", "50.00"]),
        ("100.00", "USD", 3, ["33.33", "33.34", "33.33"]),
        ("0.01", "USD", 2, ["0.00", "0.01"]),
        ("0.03", "USD", 2, ["0.02", "0.01"]),
        ("0.02", "USD", 3, ["0.01", "0.00", "0.01"]),
        ("100", "JPY", 3, ["33", "34", "33"]),
        ("1.000", "KWD", 3, ["0.333", "0.334", "0.333"]),
        ("10.00", "USD", 6, ["1.67", "1.66", "1.67", "1.67", "1.66", "1.67"]),
    ],
)
def test_a_split_adds_up(amount: str, currency: str, ways: int, expected: list[str]) -> None:
    assert [each.amount for each in decided(split(amount, currency, ways), LATER)] == expected
    assert sum(map(Decimal, expected)) == Decimal(amount)


def test_a_split_is_of_each_instalment() -> None:
    halves = [{"name": name, "tenure_days": 90, "share": "0.5"} for name in ("a", "b")]
    rows = decided(split("0.06", "USD", 2, instalments=halves), LATER)
    assert [(each.referral, each.amount) for each in rows] == [
        ("R-1", "0.02"), ("R-1", "0.02"), ("R-2", "0.01"), ("R-2", "0.01"),
    ]  # fmt: skip


def test_what_is_lost_is_nothing_in_the_minor_unit() -> None:
    for currency, nothing in (("USD", "0.00"), ("JPY", "0"), ("KWD", "0.000")):
        facts = [*house(amount={"currency": currency, "default": "1"}), referred()]
        (expired,) = decided(facts, LATER)
        assert (standing(facts, LATER), expired.amount) == ("referral_expired", nothing)
