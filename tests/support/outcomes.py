"""Every way in which a bonus can stand, named as in the rules and not as in the code (spec/bonus.md §2 and §3)."""

BARS = {
    "no_programme", "referral_withdrawn", "self_referral", "referral_after_application", "referral_expired",
    "requisition_not_open", "duplicate_referral", "candidate_recent_applicant", "candidate_is_employee",
    "candidate_former_employee", "agency_sourced", "employment_type_excluded", "referrer_not_employed",
    "referrer_role_excluded", "referrer_is_hiring_manager", "referrer_in_management_chain", "relationship_excluded",
}  # fmt: skip
LOSSES = {
    "application_rejected", "application_withdrawn", "offer_declined", "offer_withdrawn", "acceptance_withdrawn",
    "offer_expired", "never_started", "hire_left_before_milestone", "referrer_left_before_milestone", "cap_reached",
}  # fmt: skip
WAITS = {"application", "offer", "acceptance", "start", "milestone"}
