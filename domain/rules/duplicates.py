"""Who governs among rivals, and who is barred as a duplicate (spec/bonus.md §2)."""

from collections.abc import Sequence, Set

from domain.rules.case import Case
from domain.rules.finding import Finding, bars, passes


def find_governing(rivals: Sequence[Case], otherwise_barred: Set[str]) -> Case | None:
    """Find the earliest of the rivals, the referral itself included, that has no bar but this one."""
    return next((rival for rival in rivals if rival.referral.referral not in otherwise_barred), None)


def duplicate_referral(case: Case, rivals: Sequence[Case], otherwise_barred: Set[str]) -> Finding:
    """Barred when an earlier rival governs and pays the first only, or was already made by the same referrer."""
    rule = "duplicate_referral"
    unbarred = [rival for rival in rivals if rival.referral.referral not in otherwise_barred]
    earlier = [rival for rival in unbarred if rival.referral.place < case.referral.place]
    facts = [rival.referral.made for rival in rivals]
    ids = [rival.referral.referral for rival in rivals]
    if earlier and earlier[0].terms.ownership.duplicates == "first":
        first = earlier[0].referral
        says = f"{first.referrer} had referred the candidate before, on {first.day}: the first referral wins."
        return bars(rule, says, facts, rivals=ids, governing=first.referral)
    same = next((rival.referral for rival in earlier if rival.referral.referrer == case.referral.referrer), None)
    if same is not None:
        says = f"The same referrer had referred the candidate before, on {same.day}."
        return bars(rule, says, facts, rivals=ids, governing=same.referral)
    if len(rivals) == 1:
        return passes(rule, "Nobody else referred the candidate for this.", facts, rivals=ids)
    return passes(rule, "No earlier referral takes the bonus from this one.", facts, rivals=ids)
