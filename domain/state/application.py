"""An application and its walk: open, offered, accepted, closed (spec/bonus.md, "State of an application")."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from operator import itemgetter
from typing import Literal

from domain.facts.application import (
    ApplicationRejected,
    ApplicationReopened,
    ApplicationStageChanged,
    ApplicationSubmitted,
    ApplicationWithdrawn,
)
from domain.facts.base import Fact
from domain.facts.offer import OfferAcceptanceWithdrawn, OfferAccepted, OfferDeclined, OfferExpired, OfferWithdrawn
from domain.state.entry import Entry, Order, carried, of_kind
from domain.state.offer import Offer, stands_after

State = Literal["open", "offered", "accepted", "closed"]

CLOSING_REASON: dict[type[Fact], str] = {
    ApplicationRejected: "application_rejected",
    ApplicationWithdrawn: "application_withdrawn",
    OfferDeclined: "offer_declined",
    OfferWithdrawn: "offer_withdrawn",
    OfferAcceptanceWithdrawn: "acceptance_withdrawn",
    OfferExpired: "offer_expired",
}
"""What a closed application was lost by, named after the fact that closed it (spec/bonus.md §3)."""

APPLIED = "applied"
COLUMN: dict[State, str | None] = {"open": None, "offered": "offer", "accepted": "accepted", "closed": "closed"}
"""The column by state; an open application stands in its latest stage (spec/interfaces.md, "The pipeline")."""


class Walk:
    """The state of an application after the facts walked so far.

    `column` is where it stands in the pipeline, `entered` the fact that brought it there (None: its submission).
    """

    __slots__ = ("closed_by", "column", "entered", "latest", "offer_latest", "stage", "standing", "state")

    def __init__(self) -> None:
        self.state: State = "open"
        self.closed_by: Entry[Fact] | None = None
        self.latest: Entry[Fact] | None = None
        self.stage: str | None = None
        self.standing: dict[str, str] = {}
        self.offer_latest: dict[str, Entry[Fact]] = {}
        self.column = APPLIED
        self.entered: Entry[Fact] | None = None

    def step(self, entry: Entry[Fact], offer: Offer | None) -> bool:
        """Take the next fact in order; False if it was passed over."""
        if offer is None:
            self._own(entry)
        elif not self._offers(entry, offer):
            return False
        self.latest = entry
        column = COLUMN[self.state] or self.stage or APPLIED
        if column != self.column:
            self.column, self.entered = column, entry
        return True

    def _own(self, entry: Entry[Fact]) -> None:
        fact = entry.data
        if isinstance(fact, ApplicationStageChanged):
            self.stage = fact.stage
        elif isinstance(fact, ApplicationRejected | ApplicationWithdrawn):
            self._close(entry)
        elif isinstance(fact, ApplicationReopened) and self.state == "closed":
            self._reopen("open")

    def _offers(self, entry: Entry[Fact], offer: Offer) -> bool:
        walked, stands = stands_after(self.standing.get(offer.offer), entry.data)
        if not walked:
            return False
        self.offer_latest[offer.offer] = entry
        if stands is None:
            self.standing.pop(offer.offer, None)
            self._offer_gone(entry)
        else:
            self.standing[offer.offer] = stands
            self._reopen("offered")
        return True

    def _offer_gone(self, entry: Entry[Fact]) -> None:
        if self.state == "closed":
            return
        if self.standing:
            self._reopen("open")
        else:
            self._close(entry)

    def _reopen(self, otherwise: State) -> None:
        stands = self.standing.values()
        self.state = "accepted" if "accepted" in stands else "offered" if stands else otherwise
        self.closed_by = None

    def _close(self, entry: Entry[Fact]) -> None:
        # What is closed keeps its first reason until something opens it again.
        if self.state != "closed":
            self.state, self.closed_by = "closed", entry

    @property
    def closing_reason(self) -> str | None:
        """The name of the fact that closed it, if it is closed."""
        return CLOSING_REASON[type(self.closed_by.data)] if self.closed_by else None


class Application:
    """An application as of a day, with its offers: announced, or else implied by a spell that stands for it."""

    __slots__ = (
        "_standing",
        "_walk",
        "announcements",
        "application",
        "candidate",
        "entries",
        "offers",
        "requisition",
        "source",
        "submission",
        "submitted",
        "submitted_on",
        "tie",
    )

    def __init__(
        self,
        *,
        candidate: str,
        submitted: Entry[Fact],
        submitted_on: date,
        submission: Order,
        tie: str = "",
        application: str | None = None,
        requisition: str | None = None,
        source: str | None = None,
        entries: Sequence[Entry[Fact]] = (),
        announcements: Sequence[Entry[ApplicationSubmitted]] = (),
    ) -> None:
        """`submission` is its place in the order of facts, `submitted` the fact that explanations name for it."""
        self.application = application
        self.candidate = candidate
        self.requisition = requisition
        self.source = source
        self.submitted = submitted
        self.submitted_on = submitted_on
        self.submission = submission
        self.tie = tie
        self.entries = entries
        self.announcements = announcements
        self.offers: list[Offer] = []
        self._walk: Walk | None = None
        self._standing: tuple[Offer | None] | None = None

    @property
    def submitted_at(self) -> datetime:
        """The instant of submission."""
        return self.submission[0]

    def steps(self) -> list[tuple[Order, Entry[Fact], Offer | None]]:
        """List its own facts and its offers' facts, in order."""
        steps: list[tuple[Order, Entry[Fact], Offer | None]] = [(entry.order, entry, None) for entry in self.entries]
        for offer in self.offers:
            steps.extend((entry.order, entry, offer) for entry in offer.entries)
        if self.offers:
            steps.sort(key=itemgetter(0))
        return steps

    @property
    def walk(self) -> Walk:
        """Where all the counted facts lead."""
        if self._walk is None:
            self._walk = Walk()
            for _, entry, offer in self.steps():
                self._walk.step(entry, offer)
        return self._walk

    def walk_before(self, day: date) -> Walk:
        """Walk the facts of the days before `day` only."""
        walk = Walk()
        for _, entry, offer in self.steps():
            if entry.day < day:
                walk.step(entry, offer)
        return walk

    @property
    def latest(self) -> tuple[Order, str]:
        """The place in the order of the latest fact as walked, and what decides between equal places."""
        latest = self.walk.latest
        return (latest.order if latest else self.submission, self.tie)

    def standing_acceptances(self) -> Iterator[Entry[OfferAccepted]]:
        """List the `accepted` facts of those of its offers that stand accepted."""
        standing = self.walk.standing
        for offer in self.offers:
            if standing.get(offer.offer) == "accepted":
                yield from of_kind(offer.entries, OfferAccepted)

    def standing_offer(self) -> Offer | None:
        """Find the standing offer: accepted before extended, then the one whose latest fact, as walked, is later."""
        if self._standing is None:
            self._standing = (self._find_standing(),)
        return self._standing[0]

    def _find_standing(self) -> Offer | None:
        walk = self.walk
        standing = [offer for offer in self.offers if offer.offer in walk.standing]
        return max(
            standing,
            key=lambda offer: (walk.standing[offer.offer] == "accepted", walk.offer_latest[offer.offer].order),
            default=None,
        )


def fold_application(application: str, entries: Sequence[Entry[Fact]], as_of: date) -> Application | None:
    """Fold the application as of the day, or None while it has not been submitted."""
    counted = [entry for entry in entries if entry.day <= as_of]
    announcements = of_kind(counted, ApplicationSubmitted)
    if not announcements:
        return None
    first = announcements[0]  # its instant stands, whatever is announced again
    return Application(
        application=application,
        candidate=announcements[-1].data.candidate,
        requisition=announcements[-1].data.requisition,
        source=carried(announcements, lambda fact: fact.source),
        submitted=first,
        submitted_on=first.day,
        submission=first.order,
        entries=counted,
        announcements=announcements,
    )
