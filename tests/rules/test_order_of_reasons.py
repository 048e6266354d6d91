"""Reasons stand in the order of spec/bonus.md §2: each pair of neighbours that can apply together."""

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

import pytest

from tests.support.borders import after, ago, at, house, rejected, row, spell
from tests.support.story import Event, applied, employed, fact, opened, programme, recorded, referred

ORDER = (
    "no_programme",
    "referral_withdrawn",
    "self_referral",
    "referral_after_application",
    "referral_expired",
    "requisition_not_open",
    "duplicate_referral",
    "candidate_recent_applicant",
    "candidate_is_employee",
    "candidate_former_employee",
    "agency_sourced",
    "employment_type_excluded",
    "referrer_not_employed",
    "referrer_role_excluded",
    "referrer_is_hiring_manager",
    "referrer_in_management_chain",
    "relationship_excluded",
)
"""The table of spec/bonus.md §2, as it stands there."""

TERMS: dict[str, Any] = {
    "ownership": {"requisition_must_be_open": True, "window_days": 180},
    "candidate": {"not_applied_within_days": 90, "not_employed_within_days": 90},
    "referrer": {"management_chain": "all", "excluded_relationships": ["family"]},
}
STRICT = [programme(**TERMS), opened("Q-1", "2025-11-01"), referred()]
LATER = "2026-09-01"
SOON = "2026-04-01"
WITHDRAWN = fact("referral.withdrawn", "2026-01-13", referral="R-1")
SHUT = fact("requisition.closed", ago(3), requisition="Q-1", closed_on=ago(3))
BEFORE = referred(9, "E-8", ago(9), candidate="C-1")
RECENT = at(applied(9, ago(1), candidate="C-1", source="agency"), "08:00:00Z")
RECENT_OWN = at(applied(8, ago(1), candidate="C-1"), "08:00:00Z")
GONE = rejected(8, ago(1))
EMPLOYED = spell(7, ago(200))
FORMER = spell(6, ago(300), ago(30))
INTERN = [applied(), *spell(1, "2026-03-02", application="A-1", employment_type="intern")]
LEFT = spell(5, ago(900), ago(9), employee="E-1", candidate=None)
RECRUITER = recorded("E-1", ago(99), roles=["recruiter"])
MANAGED = [fact("requisition.updated", ago(9), requisition="Q-1", effective_on=ago(9), hiring_manager="E-1")]
ABOVE = recorded("H-1", ago(99), manager="E-1")
FAMILY = referred(day=after(1), relationship="family")

PAIRS: list[tuple[list[str], Sequence[Event], str]] = [
    (["referral_withdrawn", "self_referral"], [WITHDRAWN, *spell(4, ago(300), employee="E-1")], SOON),
    (["self_referral", "referral_after_application"], [RECENT_OWN, *spell(4, ago(300), ago(200), employee="E-1")],
     SOON),
    (["referral_after_application", "referral_expired"], [RECENT_OWN], LATER),
    (["referral_expired", "requisition_not_open"], [SHUT], LATER),
    (["requisition_not_open", "duplicate_referral"], [SHUT, BEFORE], SOON),
    (["duplicate_referral", "candidate_recent_applicant"], [BEFORE, RECENT_OWN, GONE, applied()], SOON),
    (["candidate_recent_applicant", "candidate_is_employee"], [RECENT_OWN, GONE, *EMPLOYED], SOON),
    (["candidate_is_employee", "candidate_former_employee"], [*EMPLOYED, *FORMER], SOON),
    (["candidate_former_employee", "agency_sourced"], [*FORMER, RECENT, rejected(9, ago(1))], SOON),
    (["agency_sourced", "employment_type_excluded"], [RECENT, rejected(9, ago(1)), *INTERN], SOON),
    (["employment_type_excluded", "referrer_not_employed"], [*INTERN, *LEFT], SOON),
    (["referrer_not_employed", "referrer_role_excluded"], [*LEFT, RECRUITER], SOON),
    (["referrer_role_excluded", "referrer_is_hiring_manager"], [RECRUITER, *MANAGED, applied()], SOON),
    (["referrer_is_hiring_manager", "referrer_in_management_chain"], [*MANAGED, *INTERN, ABOVE], SOON),
    (["referrer_in_management_chain", "relationship_excluded"], [*INTERN, ABOVE, FAMILY], SOON),
    (["referral_withdrawn", "referral_expired", "relationship_excluded"], [WITHDRAWN, FAMILY], LATER),
    (["requisition_not_open", "agency_sourced", "referrer_role_excluded"],
     [SHUT, RECENT, rejected(9, ago(1)), RECRUITER], SOON),
]  # fmt: skip


@pytest.mark.parametrize(("together", "facts", "day"), PAIRS, ids=[" then ".join(pair[0]) for pair in PAIRS])
def test_reasons_are_listed_in_the_order_of_the_table(together: list[str], facts: Sequence[Event], day: str) -> None:
    reasons = list(row([*STRICT, *facts], day).reasons)
    assert [reason for reason in reasons if reason in together] == together
    assert reasons == sorted(reasons, key=ORDER.index)


def test_every_pair_of_neighbours_is_there() -> None:
    told = {tuple(pair[0][place : place + 2]) for pair in PAIRS for place in range(len(pair[0]) - 1)}
    # Without a programme nothing else is tested, so it has no neighbour.
    assert set(pairwise(ORDER[1:])) <= told


def test_no_programme_stands_alone() -> None:
    facts = [opened(), employed("E-1", candidate="C-1"), referred(), WITHDRAWN]
    assert row(facts, LATER).reasons == ("no_programme",)


def test_with_any_bar_nothing_else_is_told() -> None:
    # The hire left, and the referrer, too; the row says only what bars it.
    facts = [*house(), referred(relationship="family"), *INTERN, fact("employment.ended", "2026-03-09",
             employment="EM-1", last_day="2026-03-09")]  # fmt: skip
    found = row(facts, LATER)
    assert (found.entitlement, found.waiting_for, found.reasons) == ("ineligible", None, ("employment_type_excluded",))
    assert (found.amount, str(found.milestone_on)) == ("0.00", "2026-05-31")
