"""Merge's offers: each is the application's."""

from collections.abc import Iterator

from consumers.vendors.applying import OUTCOME, read_schedule, tell_extension
from consumers.vendors.merge.versions import is_gone
from consumers.vendors.node import Node
from consumers.vendors.outcomes import Ignored
from consumers.vendors.statements import Opened, Told
from domain.facts.offer import OfferAccepted, OfferDeclined

SENT = ("SENT", "SENT-MANUALLY", "OPENED")
OUTCOMES = {"SIGNED": OfferAccepted, "DENIED": OfferDeclined}


def read_offer(opened: Opened, data: Node, verb: str) -> Iterator[Told]:
    """An offer was added or has changed: sent, decided, replaced, or not sent yet."""
    if is_gone(data, verb):
        raise Ignored("record_deleted")
    status = (data["status"].maybe() or "").upper()
    if status == "DEPRECATED":
        raise Ignored("superseded")
    outcome = OUTCOMES.get(status)
    if outcome is None and status not in SENT:
        raise Ignored("offer_not_sent")
    id_, start = data["application"].id(), data["start_date"].optional(Node.day)
    decided_at = opened.moment(data["closed_at"]) if outcome else None
    at = opened.moment(data["sent_at"]) if data["sent_at"] else decided_at or opened.receipt()
    yield tell_extension(opened, id_, id_, at, start, read_schedule(opened, None))
    if outcome is not None and decided_at is not None:
        yield Told(outcome(offer=opened.named(id_)), decided_at, OUTCOME)
