"""The bars: what makes a referral ineligible. All that apply are listed, in the order of spec/bonus.md §2."""

from collections.abc import Callable
from typing import NamedTuple

from domain.rules import duplicates
from domain.rules.bars import candidate, ownership, referrer
from domain.rules.case import Case
from domain.rules.finding import Finding
from domain.rules.rivals import Rivals
from domain.state.programme import Version
from domain.state.referral import Referral

SECTION = "spec/bonus.md §2"


class ProgrammeBar(NamedTuple):
    """A bar that is tested before there is a claim: on a referral and the version that governs it, if one does."""

    name: str
    paragraph: str
    test: Callable[[Referral, Version | None], Finding]


class Bar(NamedTuple):
    """A bar that looks at one case: the reason it gives, where the specification says when, and its test."""

    name: str
    paragraph: str
    test: Callable[[Case], Finding]


class RivalBar(NamedTuple):
    """A bar that looks at a case among its rivals: its test is also given the rivals."""

    name: str
    paragraph: str
    test: Callable[[Case, Rivals], Finding]


BARS: tuple[ProgrammeBar | Bar | RivalBar, ...] = (
    ProgrammeBar("no_programme", SECTION, ownership.no_programme),
    Bar("referral_withdrawn", SECTION, ownership.referral_withdrawn),
    Bar("self_referral", SECTION, ownership.self_referral),
    Bar("referral_after_application", SECTION, ownership.referral_after_application),
    Bar("referral_expired", SECTION, ownership.referral_expired),
    Bar("requisition_not_open", SECTION, ownership.requisition_not_open),
    RivalBar("duplicate_referral", SECTION, duplicates.duplicate_referral),
    Bar("candidate_recent_applicant", SECTION, candidate.candidate_recent_applicant),
    Bar("candidate_is_employee", SECTION, candidate.candidate_is_employee),
    Bar("candidate_former_employee", SECTION, candidate.candidate_former_employee),
    Bar("agency_sourced", SECTION, candidate.agency_sourced),
    Bar("employment_type_excluded", SECTION, candidate.employment_type_excluded),
    Bar("referrer_not_employed", SECTION, referrer.referrer_not_employed),
    Bar("referrer_role_excluded", SECTION, referrer.referrer_role_excluded),
    Bar("referrer_is_hiring_manager", SECTION, referrer.referrer_is_hiring_manager),
    Bar("referrer_in_management_chain", SECTION, referrer.referrer_in_management_chain),
    Bar("relationship_excluded", SECTION, referrer.relationship_excluded),
)
"""Every bar, in the order of the specification."""

OWN_BARS: tuple[Bar, ...] = tuple(bar for bar in BARS if isinstance(bar, Bar))
"""Those that look at one case only."""
