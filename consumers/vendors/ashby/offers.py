"""Ashby's offers, with ids of their own, and hires, which are acceptances."""

from collections.abc import Callable, Iterator
from datetime import date

from consumers.vendors.applying import OUTCOME, read_schedule, tell_acceptance, tell_extension, tell_hire
from consumers.vendors.ashby.applications import find_version, see_status
from consumers.vendors.ashby.versions import Acceptance
from consumers.vendors.node import Node
from consumers.vendors.outcomes import Ignored
from consumers.vendors.statements import Moment, Opened, Seen, Statement, Told
from domain.facts.offer import OfferAccepted, OfferDeclined, OfferOutcome, OfferWithdrawn


def read_offer(opened: Opened, data: Node) -> Iterator[Statement]:
    """An offer is made or changed: waiting for an answer, decided, or cancelled; before that it was not sent."""
    offer = data["offer"]
    status = offer["offerStatus"].text()
    if status not in STATUSES:
        raise Ignored("offer_not_sent")
    yield from STATUSES[status](opened, offer)


def read_deletion(opened: Opened, data: Node) -> Iterator[Statement]:
    """An offer is deleted: taken back."""
    yield from _withdraw(opened, data["offer"])


def read_hire(opened: Opened, data: Node) -> Iterator[Statement]:
    """A candidate is hired: the offer was accepted; where none is told of, the hire itself is an acceptance."""
    application, offer = data["application"], data["offer"]
    id_, candidate = application["id"].id(), application["candidate"]["id"].id()
    yield see_status(opened, application)
    if offer and offer["offerStatus"].maybe() in (None, "CandidateAccepted"):
        at, start = opened.moment(offer["decidedAt"]), _read_start(offer)
        yield from _accept(opened, offer)
    else:
        at, start = find_version(opened, application), None
        yield from tell_acceptance(opened, id_, candidate, at, None)
        yield Seen(id_, at.instant, Acceptance(id_))
    yield from tell_hire(opened, id_, candidate, start, read_schedule(opened, None), at)


def _extend(opened: Opened, offer: Node, at: Moment) -> Told:
    id_, application = offer["id"].id(), offer["applicationId"].id()
    return tell_extension(opened, id_, application, at, _read_start(offer), read_schedule(opened, None))


def _read_start(offer: Node) -> date | None:
    """Read the first day: midnight in UTC stands for a date."""
    return offer["latestVersion"]["startDate"].optional(Node.day)


def _wait(opened: Opened, offer: Node) -> Iterator[Statement]:
    yield _extend(opened, offer, opened.receipt())


def _accept(opened: Opened, offer: Node) -> Iterator[Statement]:
    yield from _decide(opened, offer, OfferAccepted)
    at = opened.moment(offer["decidedAt"]).instant
    yield Seen(offer["applicationId"].id(), at, Acceptance(offer["id"].id()))


def _decline(opened: Opened, offer: Node) -> Iterator[Statement]:
    yield from _decide(opened, offer, OfferDeclined)


def _decide(opened: Opened, offer: Node, outcome: type[OfferOutcome]) -> Iterator[Statement]:
    """Tell what the candidate decided, and announce the offer at that same instant."""
    at = opened.moment(offer["decidedAt"])
    yield _extend(opened, offer, at)
    yield Told(outcome(offer=opened.named(offer["id"].id())), at, OUTCOME)


def _withdraw(opened: Opened, offer: Node) -> Iterator[Statement]:
    yield Told(OfferWithdrawn(offer=opened.named(offer["id"].id())), opened.receipt(), OUTCOME)


STATUSES: dict[str, Callable[[Opened, Node], Iterator[Statement]]] = {
    "WaitingOnCandidateResponse": _wait,
    "CandidateAccepted": _accept,
    "CandidateRejected": _decline,
    "OfferCancelled": _withdraw,
}
"""What an offer's status means; any other is one of an offer that was not sent."""
