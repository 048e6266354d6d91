"""The bars: what makes a referral ineligible. All that apply are listed, in the order of spec/bonus.md §2."""

from collections.abc import Callable

from domain.rules.bars import candidate, ownership, referrer
from domain.rules.case import Case
from domain.rules.finding import Finding

BEFORE_DUPLICATES: tuple[Callable[[Case], Finding], ...] = (
    ownership.referral_withdrawn,
    ownership.self_referral,
    ownership.referral_after_application,
    ownership.referral_expired,
    ownership.requisition_not_open,
)
AFTER_DUPLICATES: tuple[Callable[[Case], Finding], ...] = (
    candidate.candidate_recent_applicant,
    candidate.candidate_is_employee,
    candidate.candidate_former_employee,
    candidate.agency_sourced,
    candidate.employment_type_excluded,
    referrer.referrer_not_employed,
    referrer.referrer_role_excluded,
    referrer.referrer_is_hiring_manager,
    referrer.referrer_in_management_chain,
    referrer.relationship_excluded,
)
