"""A referral: somebody vouched for a candidate, at an instant that stands whatever is said of it later."""

from collections.abc import Sequence
from datetime import date

from domain.facts.base import Fact
from domain.facts.referral import ReferralMade, ReferralWithdrawn
from domain.state.entry import Entry, Order, carried, of_kind


class Referral:
    """One referral's counted facts, at least one of them `made`."""

    __slots__ = (
        "candidate",
        "credited",
        "introduction",
        "made",
        "referral",
        "referrer",
        "relationship",
        "requisition",
        "withdrawn",
    )

    def __init__(self, referral: str, entries: Sequence[Entry[Fact]]) -> None:
        announcements = of_kind(entries, ReferralMade)
        self.referral = referral
        self.made = announcements[0]
        self.credited = announcements[-1].data.referrer
        self.referrer = self.credited  # as given; who that is, the organisation finds out
        self.candidate = announcements[-1].data.candidate
        self.requisition = carried(announcements, lambda fact: fact.requisition)
        self.introduction = carried(announcements, lambda fact: fact.introduction)
        self.relationship = carried(announcements, lambda fact: fact.relationship)
        # A withdrawal is final: the first one counts, whatever is announced afterwards.
        self.withdrawn = next(iter(of_kind(entries, ReferralWithdrawn)), None)

    @property
    def day(self) -> date:
        """The referral's day: the promise in force on it governs the referral for good."""
        return self.made.day

    @property
    def place(self) -> tuple[Order, str]:
        """Where it stands among rivals: first instant, order, referral id."""
        return (self.made.order, self.referral)


def fold_referral(referral: str, entries: Sequence[Entry[Fact]], as_of: date) -> Referral | None:
    """Fold the referral as of the day, or None while it is not known."""
    counted = [entry for entry in entries if entry.day <= as_of]
    if not any(isinstance(entry.data, ReferralMade) for entry in counted):
        return None
    return Referral(referral, counted)
