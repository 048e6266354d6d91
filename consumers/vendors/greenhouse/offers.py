"""Greenhouse's offers: all versions and successive offers are one, the application's. A hire is an acceptance."""

from collections.abc import Iterator
from datetime import datetime
from typing import NamedTuple

from consumers.vendors.applying import DELETED, read_schedule, tell_extension, tell_hire, tell_unhire
from consumers.vendors.greenhouse.applications import find_version
from consumers.vendors.node import Node
from consumers.vendors.outcomes import Ignored, Parked
from consumers.vendors.statements import Moment, Opened, Seen, Told, Walked
from domain.facts.offer import OfferAccepted, OfferDeclined, OfferWithdrawn

OUTCOMES = {"Accepted": OfferAccepted, "Rejected": OfferDeclined}


class Hire(NamedTuple):
    """A hire as one delivery tells it."""

    application: str
    candidate: str
    offer: Node
    accepted_at: Moment


class Unhire(NamedTuple):
    """A hire is undone."""

    application: str
    at: Moment


def read_offer(opened: Opened, offer: Node) -> Iterator[Told]:
    """An offer is made, approved or changed. A version that was superseded is history: its extension alone."""
    application = offer["application_id"].id()
    status = offer["offer_status"].maybe()
    if not offer["sent_on"] and (status == "Deprecated" or not offer["resolved_at"]):
        raise Ignored("offer_not_sent")
    outcome = OUTCOMES.get(status or "")
    sent = offer["sent_on"] or offer["resolved_at"]
    yield extend(opened, application, offer, Moment(sent.moment(opened.connection.zone)), offer["start_date"])
    if outcome is not None and offer["resolved_at"]:
        happened = outcome(offer=opened.named(application))
        yield Told(happened, opened.moment(offer["resolved_at"]), f"{_read_version(offer)}.1")


def extend(opened: Opened, application: str, offer: Node, at: Moment, start: Node) -> Told:
    """Tell that an offer is extended."""
    day, schedule = start.optional(Node.day), read_schedule(opened, _read_words(offer))
    return tell_extension(opened, application, application, at, day, schedule, f"{_read_version(offer)}.0")


def _read_words(offer: Node) -> str | None:
    """Read what an offer says about hours: its custom field `employment_type`."""
    field = offer["custom_fields"]["employment_type"]
    return field["value"].maybe() if isinstance(field.value, dict) else field.maybe()


def _read_version(offer: Node) -> str:
    return f"{offer['version'].optional(Node.whole) or 0:04}"


def read_hire(opened: Opened, payload: Node) -> Iterator[Told | Seen]:
    """A candidate is hired: the offer was accepted. Whether it was undone before, the walk knows."""
    application, offer = payload["application"], payload["application"]["offer"]
    id_ = application["id"].id()
    accepted_at = opened.moment(offer["resolved_at"])
    sent = offer["sent_at"] or offer["sent_on"]
    at = opened.moment(sent) if sent else accepted_at
    yield extend(opened, id_, offer, at, offer["starts_at"])
    yield Seen(id_, opened.receipt().instant, Hire(id_, application["candidate"]["id"].id(), offer, accepted_at))


def read_unhire(opened: Opened, payload: Node) -> Iterator[Told | Seen]:
    """A hire is undone."""
    application = payload["application"]
    id_, at = application["id"].id(), find_version(opened, application)
    yield from tell_unhire(opened, id_, [id_], at)
    yield Seen(id_, opened.receipt().instant, Unhire(id_, at))


def walk(known: datetime | None, seen: Seen, opened: Opened) -> Walked:
    """Tell the acceptances of an application; one that is told again after a later un-hire is a new one, at receipt.

    What is known is the last instant at which a hire was undone.
    """
    if isinstance(seen.state, Unhire):
        undone = seen.state.at.instant
        return (undone if known is None else max(known, undone)), []
    hire: Hire = seen.state
    is_again = known is not None and hire.accepted_at.instant <= known
    at = opened.receipt() if is_again else hire.accepted_at
    told = [Told(OfferAccepted(offer=opened.named(hire.application)), at, f"{_read_version(hire.offer)}.1")]
    start, schedule = hire.offer["starts_at"].optional(Node.day), read_schedule(opened, _read_words(hire.offer))
    return known, [*told, *tell_hire(opened, hire.application, hire.candidate, start, schedule, at)]


def read_deleted_offer(opened: Opened, payload: Node) -> Iterator[Told]:
    """An offer is deleted: it is taken back if it was sent and still stood."""
    offer = payload["offer"] or payload
    status = offer["status"].maybe() or offer["offer_status"].maybe()
    if status == "Accepted":
        raise Ignored("superseded")
    was_sent = offer["sent_at"] or offer["sent_on"]
    if not was_sent:
        raise Ignored("offer_not_sent")
    if status is None:
        raise Parked(f"missing:{offer['status'].path}")
    if status != "Created":
        raise Ignored("superseded")
    application = offer["application_id"] or offer["application"]["id"]
    withdrawn = OfferWithdrawn(offer=opened.named(application.id()), reason=DELETED)
    yield Told(withdrawn, opened.receipt(), f"{_read_version(offer)}.1")
