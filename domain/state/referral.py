"""A referral: somebody vouched for a candidate, at an instant that stands whatever is said of it later."""

from collections.abc import Sequence
from datetime import date

from domain.facts.referral import ReferralMade
from domain.state.entry import Entry, Order, carried


class Referral:
    """One referral's counted facts, at least one of them `made`."""

    __slots__ = ("candidate", "made", "referral", "referrer", "relationship", "requisition", "withdrawn")

    def __init__(self, referral: str, entries: Sequence[Entry]) -> None:
        announcements = [entry for entry in entries if isinstance(entry.data, ReferralMade)]
        self.referral = referral
        self.made = announcements[0]
        self.referrer: str = carried(announcements, "referrer")
        self.candidate: str = carried(announcements, "candidate")
        self.requisition: str | None = carried(announcements, "requisition")
        self.relationship: str | None = carried(announcements, "relationship")
        # A withdrawal is final: the first one counts, whatever is announced afterwards.
        self.withdrawn = next((entry for entry in entries if not isinstance(entry.data, ReferralMade)), None)

    @property
    def day(self) -> date:
        """The referral's day: the promise in force on it governs the referral for good."""
        return self.made.day

    @property
    def place(self) -> tuple[Order, str]:
        """Where it stands among rivals: first instant, order, referral id."""
        return (self.made.order, self.referral)


def referral_from(referral: str, entries: Sequence[Entry], as_of: date) -> Referral | None:
    """The referral as of the day, or None while it is not known."""
    counted = [entry for entry in entries if entry.day <= as_of]
    if not any(isinstance(entry.data, ReferralMade) for entry in counted):
        return None
    return Referral(referral, counted)
