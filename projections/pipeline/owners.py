"""Whose referral an application is: of those that count it and have no bar, the first in the order of rivals."""

from domain.rules.case import Case
from domain.rules.eligibility import Judged
from domain.state.referral import Referral


def find_owners(judged: Judged) -> dict[int, Referral]:
    """Find the owner of each application that has one, by the application's identity."""
    counting = [case for case in judged.cases.values() if _counts_unbarred(case, judged)]
    found: dict[int, Referral] = {}
    for case in sorted(counting, key=lambda case: case.referral.place):
        found.setdefault(id(case.counted), case.referral)
    return found


def _counts_unbarred(case: Case, judged: Judged) -> bool:
    return case.counted is not None and case.referral.referral not in judged.barred
