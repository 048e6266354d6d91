"""Test support: the rows of a story, explained."""

from datetime import date

from domain.rules.decide import decide_uncapped
from domain.rules.eligibility import judge
from domain.rules.explain import Explanation, RuleTested, explain
from domain.state.organisation import Organisation
from tests.support.story import Event
from tests.support.told import all_told

LATER = "2026-09-01"


def explained(events: list[Event], as_of: str = LATER) -> dict[tuple[str, str | None], Explanation]:
    """The explanations by referral and instalment."""
    organisation = Organisation(all_told(events), date.fromisoformat(as_of))
    found = explain(decide_uncapped(judge(organisation)))
    return {(each.row.referral, each.row.instalment): each for each in found}


def rule(explanation: Explanation, name: str) -> RuleTested:
    """The one rule of that name."""
    (tested,) = [tested for tested in explanation.rules if tested.rule == name]
    return tested


def refs(*events: Event) -> list[str]:
    """How explanations name the facts."""
    return [f"{event['source']}#{event['id']}" for event in events]


def kinds(events: list[Event], named: list[str]) -> str:
    """The types of the facts that an explanation names, in its order: `referral.made application.submitted`."""
    types = {f"{event['source']}#{event['id']}": str(event["type"]) for event in events}
    return " ".join(types[name].removeprefix("hr.").removesuffix(".v1") for name in named)
