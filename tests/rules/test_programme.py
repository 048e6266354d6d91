"""`no_programme`, and which version governs a referral for good."""

from collections.abc import Sequence

from tests.support.borders import after, ago, row, table
from tests.support.story import Event, employed, opened, programme, referred

ASKED = "2026-06-01"
PROMISE = [employed("E-1"), opened(), referred()]
OLD = programme(1, "2020-01-01", "2019-12-01")


def version(number: int, effective_from: str, published: str | None = None, amount: str | None = None) -> Event:
    """A version that pays as many dollars as its number says."""
    money = {"currency": "USD", "default": amount or f"{number}.00"}
    return programme(number, effective_from, published or "2025-12-01", amount=money)


@table(
    ("none published", PROMISE, ASKED, None),
    ("in force from the day before the referral's", [*PROMISE, version(1, ago(1))], ASKED, 1),
    ("in force from the referral's day", [*PROMISE, version(1, ago(0))], ASKED, 1),
    ("in force from the day after", [*PROMISE, version(1, after(1))], ASKED, None),
    ("a second from the referral's day", [*PROMISE, OLD, version(2, ago(0))], ASKED, 2),
    ("a second from the day after", [*PROMISE, OLD, version(2, after(1))], ASKED, 1),
    ("the later day before the greater version", [*PROMISE, version(3, ago(9)), version(2, ago(8))], ASKED, 2),
    ("of one day the greater version", [*PROMISE, version(2, ago(9)), version(3, ago(9)), version(1, ago(9))], ASKED,
     3),
    ("versions compare as numbers", [*PROMISE, version(9, ago(9)), version(10, ago(9))], ASKED, 10),
    ("published later, in force then", [*PROMISE, OLD, version(2, ago(0), after(90))], after(90), 2),
    ("not before it was published", [*PROMISE, OLD, version(2, ago(0), after(90))], after(89), 1),
    ("published later, when there was none", [*PROMISE, version(1, ago(0), after(90))], after(89), None),
)  # fmt: skip
def test_the_version_in_force_on_the_referrals_day(facts: Sequence[Event], day: str, expected: int | None) -> None:
    found = row(facts, day)
    assert found.programme_version == expected
    assert found.reasons == (() if expected else ("no_programme",))
    assert (found.instalment is None) == (found.currency is None) == (expected is None)
    assert found.amount == (
        "0" if expected is None else "1000.00" if expected == 1 and OLD in facts else f"{expected}.00"
    )


@table(
    ("published again, nothing changes", [*PROMISE, version(1, ago(9)), version(1, ago(9), amount="7.00")], ASKED,
     "1.00"),
    ("published again with another day", [*PROMISE, version(1, ago(9)), version(1, after(9))], ASKED, "1.00"),
    ("the first in order, not in arrival", [*PROMISE, version(1, ago(9), "2025-12-02"),
     version(1, ago(9), "2025-12-01", amount="7.00")], ASKED, "7.00"),
)  # fmt: skip
def test_a_version_is_fixed_by_its_first_publication(facts: Sequence[Event], day: str, expected: str) -> None:
    assert row(facts, day).amount == expected


def test_without_a_programme_nothing_else_is_tested() -> None:
    itself = [employed("E-1", candidate="C-1"), opened(hiring_manager="E-1"), referred(relationship="family")]
    found = row(itself, "2030-01-01")
    assert (found.entitlement, found.reasons) == ("ineligible", ("no_programme",))
    assert (found.instalment, found.milestone_on, found.amount, found.currency) == (None, None, "0", None)
