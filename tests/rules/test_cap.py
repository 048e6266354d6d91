"""The cap: which of a referrer's bonuses are over it, in a calendar year or in any 365 days."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from domain.rules.cap import over_the_cap
from domain.rules.decide import decide_uncapped
from domain.rules.eligibility import judge
from domain.state.organisation import Organisation
from tests.support.borders import after, decided, ended, house, row, standings, table, told_on
from tests.support.story import Event, employed, fact, hired, opened
from tests.support.told import all_told

YEAR = {"bonuses": 1, "per": "calendar_year"}
ROLLING = {"bonuses": 1, "per": "rolling_365_days"}
FAR = "2029-01-01"
OVER = "cap_reached"


def told(cap: dict[str, Any] | None, **terms: Any) -> list[Event]:
    return [*house(cap=cap, ownership={"window_days": None}, **terms), employed("E-2")]


def bonus(number: int, milestone: str, referrer: str = "E-1", **more: Any) -> list[Event]:
    """Referral R-N, the hire of which has served ninety days on the day."""
    return hired(number, referrer, day=after(-90, milestone), application=f"A-{number}", **more)


def both(cap: dict[str, Any] | None, first: str, second: str, **terms: Any) -> list[Event]:
    return [*told(cap, **terms), *bonus(1, first), *bonus(2, second)]


BY_LEVEL = {"currency": "USD", "default": "0.00", "by_level": {"senior": "5.00"}}


def for_post(requisition: str, events: list[Event]) -> list[Event]:
    """The events, about another post."""
    return [
        {**each, "data": {**each["data"], "requisition": requisition}} if "requisition" in each["data"] else each
        for each in events
    ]


def verdicts(*over: int, of: int = 2) -> dict[str, str]:
    return {f"R-{number}": OVER if number in over else "earned" for number in range(1, of + 1)}


@table(
    ("the last and the first day of one year", both(YEAR, "2027-01-01", "2027-12-31"), FAR, verdicts(2)),
    ("the last day of a year and the first of the next", both(YEAR, "2026-12-31", "2027-01-01"), FAR, verdicts()),
    ("two days of one year, a year full at two", both({**YEAR, "bonuses": 2}, "2027-01-01", "2027-12-31"), FAR,
     verdicts()),
    ("a third one, a year full at two", [*both({**YEAR, "bonuses": 2}, "2027-01-01", "2027-12-30"),
     *bonus(3, "2027-12-31")], FAR, verdicts(3, of=3)),
    ("no cap", both(None, "2027-01-01", "2027-01-01"), FAR, verdicts()),
    ("364 days apart", both(ROLLING, "2026-08-01", after(364, "2026-08-01")), FAR, verdicts(2)),
    ("365 days apart", both(ROLLING, "2026-08-01", after(365, "2026-08-01")), FAR, verdicts()),
    ("366 days apart", both(ROLLING, "2026-08-01", after(366, "2026-08-01")), FAR, verdicts()),
    ("one that is over counts for nobody after it",
     [*both(ROLLING, "2026-08-01", "2026-12-01"), *bonus(3, "2027-08-01")], FAR, verdicts(2, of=3)),
    ("of one day, by the referral's id", both(YEAR, "2027-03-01", "2027-03-01"), FAR, verdicts(2)),
    ("the order is that of milestones, not of ids", both(YEAR, "2027-03-02", "2027-03-01"), FAR, verdicts(1)),
    ("each referrer has a list of its own", [*told(YEAR), *bonus(1, "2027-03-01"), *bonus(2, "2027-03-01", "E-2")],
     FAR, verdicts()),
    ("an amount of 0 counts for nothing", [*told(YEAR, amount=BY_LEVEL), opened("Q-2", level="senior"),
     *bonus(1, "2027-03-01"), *for_post("Q-2", bonus(2, "2027-03-02"))], FAR, verdicts()),
    ("an amount over 0 does", [*told(YEAR, amount=BY_LEVEL), opened("Q-2", level="senior"),
     *for_post("Q-2", bonus(1, "2027-03-01")), *for_post("Q-2", bonus(2, "2027-03-02"))], FAR, verdicts(2)),
)  # fmt: skip
def test_bonuses_over_the_cap(facts: Sequence[Event], day: str, expected: dict[str, str]) -> None:
    assert standings(facts, day) == expected


@table(
    ("an amount of a cent counts", both(YEAR, "2027-03-01", "2027-03-02", amount={"currency": "USD",
     "default": "0.01"}), FAR, verdicts(2)),
    ("a bonus lost before does not count", [*both(YEAR, "2027-03-01", "2027-03-02"), ended("EM-1", "2027-02-28")], FAR,
     {"R-1": "hire_left_before_milestone", "R-2": "earned"}),
    ("a bonus still waited for does not count", both(YEAR, "2027-03-01", "2027-03-02"), "2027-02-28",
     {"R-1": "waiting for milestone", "R-2": "waiting for milestone"}),
    ("nor on the day on which only the first is earned", both(YEAR, "2027-03-01", "2027-03-02"), "2027-03-01",
     {"R-1": "earned", "R-2": "waiting for milestone"}),
    ("but from the day on which both are", both(YEAR, "2027-03-01", "2027-03-02"), "2027-03-02", verdicts(2)),
)  # fmt: skip
def test_what_counts_towards_the_cap(facts: Sequence[Event], day: str, expected: dict[str, str]) -> None:
    assert standings(facts, day) == expected


def test_each_one_is_judged_by_the_cap_of_its_own_terms() -> None:
    second = fact(
        "bonus_program.published", "2026-01-02", version=2, effective_from="2026-01-13",
        terms={"amount": {"currency": "USD", "default": "1000.00"}, "ownership": {"window_days": None}},
    )  # fmt: skip
    later = [told_on(each, after(10, each["time"][:10])) for each in bonus(2, "2027-03-02")]
    facts = [*told(YEAR), second, *bonus(1, "2027-03-01"), *later, *bonus(3, "2027-03-03")]
    assert standings(facts, FAR) == verdicts(3, of=3)


HALVES = [
    {"name": "first", "tenure_days": 90, "share": "0.5"},
    {"name": "second", "tenure_days": 180, "share": "0.5"},
]


def test_over_the_cap_are_the_instalments_that_were_earned_or_waiting_for_their_milestone() -> None:
    facts = [*told(YEAR, instalments=HALVES), *bonus(1, "2027-03-01"), *bonus(2, "2027-03-02")]
    for day in ("2027-03-02", FAR):
        found = {(each.referral, each.instalment): each for each in decided(facts, day)}
        for name in ("first", "second"):
            capped = found["R-2", name]
            assert (capped.entitlement, capped.waiting_for, capped.reasons) == ("forfeited", None, (OVER,))
            assert (capped.amount, capped.currency) == ("0.00", "USD")
            assert found["R-1", name].reasons == ()
    assert found["R-1", "second"].amount == "500.00"


def test_a_loss_of_its_own_stays_what_it_is() -> None:
    facts = [*told(YEAR, instalments=HALVES), *bonus(1, "2027-03-01"), *bonus(2, "2027-03-02")]
    left = ended("EM-2", "2027-03-20")
    found = {(each.referral, each.instalment): each.reasons for each in decided([*facts, left], FAR)}
    assert found["R-2", "first"] == (OVER,)
    assert found["R-2", "second"] == ("hire_left_before_milestone",)


def test_the_first_milestone_with_an_amount_is_a_referrals_place() -> None:
    nothing_first = [{**HALVES[0], "share": "0"}, {**HALVES[1], "share": "1"}]
    facts = [*told(YEAR, instalments=nothing_first), *bonus(1, "2026-11-01"), *bonus(2, "2026-12-01")]
    # Their paid milestones, ninety days after those, are both in 2027.
    assert {(each.referral, each.instalment): each.reasons for each in decided(facts, FAR)}["R-2", "second"] == (OVER,)
    assert row([*told(YEAR), *bonus(1, "2026-11-01")], FAR).reasons == ()


def test_the_cap_goes_down_the_list_in_whatever_order_rows_are_given() -> None:
    facts = [*told(YEAR, instalments=HALVES), *bonus(1, "2026-11-01"), *bonus(2, "2026-11-01"), *bonus(3, "2027-01-05")]
    organisation = Organisation(all_told(facts), date.fromisoformat(FAR))
    rows = [decision.uncapped for decision in decide_uncapped(judge(organisation))]
    assert over_the_cap(rows) == over_the_cap(rows[::-1]) == {"R-2"}
