"""Explanations of amounts: the values multiplied and the facts that they rest on."""

from datetime import date
from typing import Any

from domain.rules.explain import RuleTested
from tests.rules.explaining import LATER, explained, refs, rule
from tests.support.story import Event, accepted, applied, employed, fact, hired, offered, opened, programme, referred


def amount_of(events: list[Event], as_of: str = LATER) -> RuleTested:
    return rule(explained(events, as_of)["R-1", "day-90"], "amount")


def changed(day: str, **more: Any) -> Event:
    return fact("employment.changed", day, employment="EM-1", effective_on=day, **more)


def test_an_amount_from_the_terms_names_the_version_the_post_and_the_hours() -> None:
    terms, post = programme(factors={"full_time": "1", "part_time": "0.5"}), opened(level="senior")
    story = hired(schedule="part_time")
    found = amount_of([terms, employed("E-1"), post, *story])
    assert found.facts == refs(terms, post, story[-1])
    assert found.says == "The programme's default amount, 1000.00 USD, x 0.5 x 1 = 500.00."
    assert found.values == {
        "base": "1000.00", "currency": "USD", "in_force_on": date(2026, 1, 12), "schedule": "part_time",
        "factor": "0.5", "share": "1", "part": [1, 1],
    }  # fmt: skip


def test_ids_and_levels_keep_their_capitals() -> None:
    levels = programme(amount={"currency": "USD", "default": "1", "by_level": {"RN-III": "2000.00"}})
    bonus = {"amount": "777.77", "currency": "EUR"}
    story = hired()
    story[0]["data"]["requisition"] = story[1]["data"]["requisition"] = "Q-ICU/B"
    by_level = amount_of([levels, opened("Q-ICU/B", level="RN-III"), *story])
    by_bonus = amount_of([levels, opened("Q-ICU/B", bonus=bonus), *story])
    assert by_level.says.startswith("The amount for level RN-III, 2000.00 USD,")
    assert by_bonus.says.startswith("The bonus of Q-ICU/B, 777.77 EUR,")
    assert by_bonus.values["currency"] == "EUR"


def test_the_post_is_read_on_its_opening_day_when_that_is_later_than_the_referral() -> None:
    bonus = {"amount": "2500.00", "currency": "USD"}
    post = opened(day="2026-01-15")
    raised = fact("requisition.updated", "2026-01-15", requisition="Q-1", effective_on="2026-01-15", bonus=bonus)
    too_late = fact("requisition.updated", "2026-01-16", requisition="Q-1", effective_on="2026-01-16", level="x")
    terms, story = programme(), hired()
    found = amount_of([terms, post, raised, too_late, *story])
    assert found.values["base"] == "2500.00"
    assert found.values["in_force_on"] == date(2026, 1, 15)
    assert found.facts == refs(terms, post, raised, story[-1])


def test_the_fact_that_gives_the_factor_is_the_last_to_say_it_by_the_milestone() -> None:
    terms, post, story = programme(factors={"by": "fte"}), opened(), hired(schedule="full_time")
    halved, moved = changed("2026-04-01", fte="0.6"), changed("2026-04-02", employment_type="regular")
    after = changed("2026-06-01", fte="0.9")
    found = amount_of([terms, post, *story, halved, moved, after])
    assert (found.values["fte"], found.values["factor"]) == ("0.6", "0.6")
    assert found.facts == refs(terms, post, halved)


def test_a_cleared_fte_rests_on_the_schedule_as_well() -> None:
    terms, post, story = programme(factors={"by": "fte"}), opened(), hired(schedule="part_time", fte="0.7")
    cleared = changed("2026-04-01", fte="")
    found = amount_of([terms, post, *story, cleared])
    assert found.values["factor"] == "0.5"
    assert found.facts == refs(terms, post, story[-1], cleared)


def test_without_a_hire_the_offer_gives_the_factor() -> None:
    terms, post, offer = programme(), opened(), offered()
    story = [referred(), applied(), offer, accepted()]
    assert amount_of([terms, post, *story], "2026-02-10").facts == refs(terms, post, offer)
    assert amount_of([terms, post, *story[:2]], "2026-02-10").facts == refs(terms, post)


def test_a_split_amount_says_which_part_it_is() -> None:
    terms = programme(ownership={"duplicates": "split"})
    rival = referred(2, "E-2", candidate="C-1", day="2026-01-13")
    found = explained([terms, opened(), *hired(), rival])
    assert rule(found["R-1", "day-90"], "amount").says.endswith("= 500.00, part 1 of 2.")
    assert rule(found["R-2", "day-90"], "amount").values["part"] == [2, 2]


def test_a_row_without_worth_has_no_amount_to_explain() -> None:
    barred = explained([programme(), referred(), fact("referral.withdrawn", "2026-01-13", referral="R-1")])
    assert "amount" not in [tested.rule for tested in barred["R-1", "day-90"].rules]


def test_of_several_facts_that_give_the_schedule_the_last_is_named() -> None:
    terms, post, story = programme(factors={"part_time": "0.5"}), opened(), hired(schedule="full_time")
    halved, restored = changed("2026-04-01", schedule="part_time"), changed("2026-04-02", schedule="full_time")
    assert amount_of([terms, post, *story, halved, restored]).facts == refs(terms, post, restored)
    at_the_milestone = changed("2026-05-31", schedule="part_time")
    found = amount_of([terms, post, *story, halved, restored, at_the_milestone])
    assert found.facts == refs(terms, post, at_the_milestone)


def test_of_several_facts_that_give_the_fte_the_last_is_named() -> None:
    terms, post, story = programme(factors={"by": "fte"}), opened(), hired(schedule="full_time", fte="0.9")
    third = [changed(f"2026-04-0{day}", fte=f"0.{day}") for day in (1, 2, 3)]
    assert amount_of([terms, post, *story, *third]).facts == refs(terms, post, third[-1])
    by_schedule = changed("2026-04-04", schedule="part_time")
    assert amount_of([terms, post, *story, *third, by_schedule]).facts == refs(terms, post, by_schedule)


def test_where_nothing_says_the_hours_the_first_fact_is_named() -> None:
    for terms in (programme(), programme(factors={"by": "fte"})):
        post, story = opened(), hired()
        other = changed("2026-04-01", employment_type="regular")
        assert amount_of([terms, post, *story, other]).facts == refs(terms, post, story[-1])
