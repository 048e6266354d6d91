"""Facts sorted by the thing they speak of: the first step of every fold."""

from collections.abc import Callable, Iterable
from operator import attrgetter
from typing import Any

from domain.facts import (
    application,
    bonus_programme,
    candidate,
    employee,
    employment,
    leave,
    offer,
    referral,
    requisition,
)
from domain.facts.base import Recorded
from domain.state.days import DayOf
from domain.state.entry import Entry, in_order

KINDS: dict[type[Any], tuple[str, Callable[[Any], str]]] = {
    fact: (kind, attrgetter(key))
    for kind, key, facts in (
        ("referrals", "referral", (referral.ReferralMade, referral.ReferralWithdrawn)),
        (
            "applications",
            "application",
            (
                application.ApplicationSubmitted,
                application.ApplicationStageChanged,
                application.ApplicationRejected,
                application.ApplicationWithdrawn,
                application.ApplicationReopened,
            ),
        ),
        (
            "offers",
            "offer",
            (
                offer.OfferExtended,
                offer.OfferAccepted,
                offer.OfferDeclined,
                offer.OfferWithdrawn,
                offer.OfferAcceptanceWithdrawn,
                offer.OfferExpired,
            ),
        ),
        (
            "employments",
            "employment",
            (
                employment.EmploymentStarted,
                employment.EmploymentStartCorrected,
                employment.EmploymentChanged,
                employment.EmploymentCancelled,
                employment.EmploymentEnded,
                employment.EmploymentEndCancelled,
                leave.LeaveRecorded,
                leave.LeaveCancelled,
            ),
        ),
        ("employees", "employee", (employee.EmployeeRecorded,)),
        (
            "requisitions",
            "requisition",
            (requisition.RequisitionOpened, requisition.RequisitionUpdated, requisition.RequisitionClosed),
        ),
        ("merges", "losing", (candidate.CandidateMerged, candidate.CandidateUnmerged)),
        ("candidates", "candidate", (candidate.CandidateIdentified,)),
        ("programme", "version", (bonus_programme.BonusProgrammePublished,)),
    )
    for fact in facts
}
"""What each fact speaks of. Facts that decide nothing (interviews, introductions, ...) are not here."""


class Sorted:
    """Entries in order, by kind of thing and then by thing."""

    __slots__ = ("_kinds", "entries")

    def __init__(self, facts: Iterable[Recorded[Any]], day_of: DayOf) -> None:
        self.entries = in_order(facts, day_of)
        self._kinds: dict[str, dict[str, list[Entry]]] = {kind: {} for kind, _ in KINDS.values()}
        for entry in self.entries:
            kind = KINDS.get(type(entry.data))
            if kind is not None:
                self._kinds[kind[0]].setdefault(kind[1](entry.data), []).append(entry)

    def of(self, kind: str) -> dict[str, list[Entry]]:
        """The entries of each thing of a kind, in order."""
        return self._kinds[kind]

    def all_of(self, kind: str) -> list[Entry]:
        """All entries of a kind, in order."""
        kept = [entry for entries in self._kinds[kind].values() for entry in entries]
        return sorted(kept, key=lambda entry: entry.order)
