"""Explanations of the cap: the bonuses that count before a row, and what becomes of one that waits."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import pytest

from domain.facts.referral import ReferralMade
from domain.rules.decide import decide_uncapped
from domain.rules.eligibility import judge
from domain.rules.explain import explain
from domain.state.entry import Entry
from domain.state.organisation import Organisation
from tests.rules.explaining import LATER, explained, refs, rule
from tests.support.story import Event, employed, hired, opened, programme
from tests.support.told import all_told

TWO_A_YEAR = {"bonuses": 2, "per": "calendar_year"}
ONE_IN_365_DAYS = {"bonuses": 1, "per": "rolling_365_days"}


def three_hires(cap: dict[str, Any], third: str = "2026-03-04", **terms: Any) -> list[Event]:
    """Of E-1, started on 2 March, 3 March and another day."""
    days = ("2026-03-02", "2026-03-03", third)
    hires = [each for number, day in enumerate(days, 1) for each in hired(number, day=day, application=f"A-{number}")]
    return [programme(cap=cap, **terms), employed("E-1"), opened(), *hires]


def made(events: list[Event], *referrals: str) -> list[str]:
    by_name = {each["data"]["referral"]: each for each in events if each["type"] == "hr.referral.made.v1"}
    return refs(*(by_name[name] for name in referrals))


FIRST = {"referral": "R-1", "milestone_on": date(2026, 5, 31)}
SECOND = {"referral": "R-2", "milestone_on": date(2026, 6, 1)}


def test_a_row_over_the_cap_lists_the_bonuses_that_fill_it() -> None:
    events = three_hires(TWO_A_YEAR)
    over = explained(events)["R-3", "day-90"]
    found = rule(over, "cap_reached")
    assert (found.verdict, found.says) == ("loses", "E-1 has earned the 2 bonuses in a calendar year already.")
    assert found.values == {"bonuses": 2, "per": "calendar_year", "counting": [FIRST, SECOND]}
    assert found.facts == made(events, "R-3", "R-1", "R-2")
    assert over.rules[-1] == found
    assert over.row.amount == "0.00"


@pytest.mark.parametrize(
    ("referral", "counting", "so_far"),
    [("R-1", [], "none counts"), ("R-2", [FIRST], "1 counts")],
)
def test_an_earned_row_says_how_many_count_before_it(referral: str, counting: list[Any], so_far: str) -> None:
    events = three_hires(TWO_A_YEAR)
    found = rule(explained(events)[referral, "day-90"], "cap_reached")
    assert found.verdict == "passes"
    assert found.says == f"E-1 is within the 2 bonuses in a calendar year: {so_far} before this one."
    assert found.values["counting"] == counting
    assert found.facts == made(events, referral, *(each["referral"] for each in counting))


def test_a_waiting_row_says_that_the_cap_is_full_already() -> None:
    events = three_hires(TWO_A_YEAR, third="2026-08-03")
    waiting = explained(events)["R-3", "day-90"]
    found = rule(waiting, "cap_reached")
    assert found.verdict == "waits"
    assert found.says == (
        "2 bonuses of E-1 already count towards the cap of 2 in a calendar year: this one would be over it."
    )
    assert found.facts == made(events, "R-3", "R-1", "R-2")
    assert (waiting.row.entitlement, waiting.forecast_on) == ("waiting", None)
    assert waiting.would_be_earned_by == (
        "employed through 2026-11-01, and room in the cap of 2 bonuses in a calendar year"
    )
    assert [tested.rule for tested in waiting.rules[-3:]] == ["cap_reached", "earned", "amount"]


@pytest.mark.parametrize(
    ("cap", "third", "as_of", "verdict"),
    [
        (TWO_A_YEAR, "2026-10-02", "2026-12-30", "waits"),  # milestone on 2026-12-31
        (TWO_A_YEAR, "2026-10-03", "2026-12-30", "passes"),  # on 2027-01-01: another year
        (ONE_IN_365_DAYS, "2027-03-01", "2027-03-01", "waits"),  # on 2027-05-30, 364 days after the first
        (ONE_IN_365_DAYS, "2027-03-02", "2027-03-02", "passes"),  # on 2027-05-31, 365 days after the first
    ],
)
def test_the_year_is_that_of_the_milestone_waited_for(cap: Any, third: str, as_of: str, verdict: str) -> None:
    waiting = explained(three_hires(cap, third=third), as_of)["R-3", "day-90"]
    assert rule(waiting, "cap_reached").verdict == verdict
    assert (waiting.forecast_on is None) == (verdict == "waits")


@pytest.mark.parametrize(
    ("third", "counting"),
    [
        ("2027-03-01", ["R-1", "R-2"]),  # milestone on 2027-05-30, 364 and 363 days after theirs
        ("2027-03-02", ["R-2"]),  # 365 and 364
        ("2027-03-03", []),
        ("2027-03-04", []),  # 367 and 366
    ],
)
def test_a_bonus_counts_for_364_days_after_its_own(third: str, counting: list[str]) -> None:
    cap = {"bonuses": 5, "per": "rolling_365_days"}
    waiting = explained(three_hires(cap, third=third), third)["R-3", "day-90"]
    counted: Any = rule(waiting, "cap_reached").values["counting"]
    assert [each["referral"] for each in counted] == counting


HALVES = [
    {"name": "day-90", "tenure_days": 90, "share": "0.5"},
    {"name": "day-180", "tenure_days": 180, "share": "0.5"},
]


def test_later_instalments_share_the_place_of_the_first() -> None:
    found = explained(three_hires(TWO_A_YEAR, third="2026-08-03", instalments=HALVES), "2026-08-05")
    assert rule(found["R-2", "day-180"], "cap_reached").verdict == "passes"
    # Its own milestone is in 2027, but it goes with the first instalment, which would be over in 2026.
    assert found["R-3", "day-180"].row.milestone_on == date(2027, 1, 30)
    assert rule(found["R-3", "day-180"], "cap_reached").verdict == "waits"


def test_the_cap_is_not_tested_where_there_is_none_or_nothing_to_count() -> None:
    free = explained([programme(), opened(), *hired()])["R-1", "day-90"]
    nothing = programme(cap=TWO_A_YEAR, amount={"currency": "USD", "default": "0"})
    unpaid = explained([nothing, opened(), *hired()])["R-1", "day-90"]
    assert [rule(each, "cap_reached").verdict for each in (free, unpaid)] == ["not_tested", "not_tested"]


def test_of_one_milestone_the_lesser_referral_counts_before() -> None:
    hires = [each for number in (1, 2) for each in hired(number, application=f"A-{number}")]
    found = explained([programme(cap=TWO_A_YEAR), employed("E-1"), opened(), *hires])
    assert rule(found["R-1", "day-90"], "cap_reached").values["counting"] == []
    assert rule(found["R-2", "day-90"], "cap_reached").values["counting"] == [FIRST]


ONE_A_YEAR = {"bonuses": 1, "per": "calendar_year"}


def test_a_cap_of_one_is_told_in_the_singular() -> None:
    found = explained(three_hires(ONE_A_YEAR, third="2026-08-03"))
    told = {name: rule(found[name, "day-90"], "cap_reached").says for name in ("R-1", "R-2", "R-3")}
    assert told == {
        "R-1": "E-1 is within the 1 bonus in a calendar year: none counts before this one.",
        "R-2": "E-1 has earned the 1 bonus in a calendar year already.",
        "R-3": "1 bonus of E-1 already counts towards the cap of 1 in a calendar year: this one would be over it.",
    }


def test_a_cap_of_more_is_told_in_the_plural() -> None:
    found = explained(three_hires(TWO_A_YEAR, third="2026-08-03"))
    assert rule(found["R-3", "day-90"], "cap_reached").says == (
        "2 bonuses of E-1 already count towards the cap of 2 in a calendar year: this one would be over it."
    )


def test_more_may_count_already_than_the_cap_of_later_terms_allows() -> None:
    events = three_hires(TWO_A_YEAR, third="2026-08-03")
    stricter = programme(2, "2026-01-13", "2026-01-02", cap=ONE_A_YEAR)
    made_later = [
        {**each, "time": "2026-01-14T09:00:00Z"} if each["data"].get("referral") == "R-3" else each for each in events
    ]
    found = rule(explained([*made_later, stricter])["R-3", "day-90"], "cap_reached")
    assert found.says == (
        "2 bonuses of E-1 already count towards the cap of 1 in a calendar year: this one would be over it."
    )


@pytest.mark.parametrize(("referral", "asked_for"), [("R-1", []), ("R-2", [["R-1"]]), ("R-3", [["R-1", "R-2"]])])
def test_one_referral_is_explained_by_the_rows_of_the_others(referral: str, asked_for: list[list[str]]) -> None:
    events = three_hires(TWO_A_YEAR, third="2026-08-03")
    decisions = decide_uncapped(judge(Organisation(all_told(events), date.fromisoformat(LATER))))
    own = [each for each in decisions if each.row.referral == referral]
    others = [each.uncapped for each in decisions if each.row.referral != referral]
    asked: list[list[str]] = []

    def find_made(referrals: Sequence[str]) -> dict[str, Entry[ReferralMade]]:
        asked.append(list(referrals))
        return {each.row.referral: each.referral.made for each in decisions if each.row.referral in referrals}

    assert explain(own, others, find_made) == [explained(events)[referral, "day-90"]]
    assert asked == asked_for
