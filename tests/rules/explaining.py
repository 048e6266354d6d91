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
    """The facts that an explanation names, in its order, by type and thing: `referral.made:R-1 offer.extended:O-1`."""
    told = {f"{event['source']}#{event['id']}": event for event in events}
    return " ".join(_kind(told[name]) for name in named)


def _kind(event: Event) -> str:
    kind = str(event["type"]).removeprefix("hr.").removesuffix(".v1")
    thing = kind.partition(".")[0]
    return f"{kind}:{event['data'].get(thing, event['data'].get('version'))}"
