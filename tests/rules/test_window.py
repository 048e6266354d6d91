"""The window of a referral: its last day counts, the day after does not (spec/bonus.md, "Covers", §2)."""

from collections.abc import Sequence

from tests.support.borders import after, house, standing, table
from tests.support.story import Event, applied, referred

PROMISE = [*house(), referred()]
NEVER = [*house(ownership={"window_days": None}), referred()]
ONE_DAY = [*house(ownership={"window_days": 0}), referred()]


@table(
    ("the window is open on the day before its last", PROMISE, after(179), "waiting for application"),
    ("the window is open on its last day", PROMISE, after(180), "waiting for application"),
    ("the referral is expired on the day after", PROMISE, after(181), "referral_expired"),
    ("a window that is off never closes", NEVER, after(20_000), "waiting for application"),
    ("a window of 0 days is open on the referral's day", ONE_DAY, after(0), "waiting for application"),
    ("a window of 0 days is closed on the next day", ONE_DAY, after(1), "referral_expired"),
)
def test_a_referral_expires(facts: Sequence[Event], day: str, expected: str) -> None:
    assert standing(facts, day) == expected


@table(
    ("an application of the last day but one is covered", [*PROMISE, applied(day=after(179))], after(400), "offer"),
    ("an application of the last day is covered", [*PROMISE, applied(day=after(180))], after(400), "offer"),
    ("an application of the day after is not", [*PROMISE, applied(day=after(181))], after(400), None),
    ("a window that is off covers any later one", [*NEVER, applied(day=after(4_000))], after(4_001), "offer"),
    ("a window of 0 days covers the referral's day", [*ONE_DAY, applied(day=after(0))], after(400), "offer"),
    ("a window of 0 days covers no other", [*ONE_DAY, applied(day=after(1))], after(400), None),
)
def test_an_application_is_covered_in_the_window(facts: Sequence[Event], day: str, expected: str | None) -> None:
    assert standing(facts, day) == (f"waiting for {expected}" if expected else "referral_expired")
