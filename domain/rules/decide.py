"""decide(facts, as_of) -> rows: how every referral bonus stands on a day, and why (spec/bonus.md)."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, tzinfo

from domain.facts.base import Fact, Recorded
from domain.rules.cap import apply_cap
from domain.rules.decision import Decision, decide_case, decide_ungoverned
from domain.rules.eligibility import Judged, judge
from domain.rules.row import Row
from domain.state.organisation import Organisation


def recorded_by(facts: Iterable[Recorded[Fact]], instant: datetime | None) -> list[Recorded[Fact]]:
    """Keep the facts that had been recorded by the instant; None: all."""
    return [fact for fact in facts if instant is None or fact.recorded_at <= instant]


def decide(
    facts: Iterable[Recorded[Fact]], as_of: date, known_at: datetime | None = None, zone: tzinfo = UTC
) -> list[Row]:
    """Decide the rows of spec/bonus.md §5 for every referral known as of the day, by referral, then instalment order.

    The steps, each in its own file: the state as of the day, what counts and is barred (§1, §2), what each instalment
    waits for, loses or earns and how much it is (§3, §4), and the cap, which looks at all of a referrer's rows (§3).
    """
    organisation = Organisation(recorded_by(facts, known_at), as_of, zone)
    judged = judge(organisation)
    decisions = decide_uncapped(judged)
    return apply_cap([decision.uncapped for decision in decisions])


def decide_uncapped(judged: Judged) -> list[Decision]:
    """Decide every instalment of every referral, but for the cap; sorted by referral, then instalment order."""
    found = [decision for case in judged.cases.values() for decision in decide_case(case, judged)]
    found += [decide_ungoverned(referral, judged.organisation) for referral in judged.ungoverned]
    found.sort(key=lambda decision: decision.row.referral)
    return found
