"""decide(facts, as_of) -> rows: how every referral bonus stands on a day, and why (spec/bonus.md)."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, tzinfo
from typing import Any

from domain.facts.base import Recorded
from domain.rules.cap import apply_cap
from domain.rules.decision import Decision, decide_case
from domain.rules.eligibility import Judged, judge
from domain.rules.row import Row
from domain.state.organisation import Organisation


def known_by(facts: Iterable[Recorded[Any]], known_at: datetime | None) -> list[Recorded[Any]]:
    """The facts that had been recorded by the instant; None: all."""
    return [fact for fact in facts if known_at is None or fact.recorded_at <= known_at]


def decide(
    facts: Iterable[Recorded[Any]], as_of: date, known_at: datetime | None = None, zone: tzinfo = UTC
) -> list[Row]:
    """The rows of spec/bonus.md §5 for every referral known as of the day, by referral, then instalment order."""
    organisation = Organisation(known_by(facts, known_at), as_of, zone)
    return apply_cap([decision.uncapped for decision in decisions(judge(organisation))])


def decisions(judged: Judged) -> list[Decision]:
    """Every instalment of every referral, but for the cap, sorted by referral, then instalment order."""
    ordered = sorted(judged.cases, key=lambda case: case.referral.referral)
    return [decision for case in ordered for decision in decide_case(case, judged)]
