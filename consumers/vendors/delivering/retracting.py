"""Facts about facts: taken back when they no longer follow from what a vendor delivered, and given again."""

import hashlib
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from consumers.vendors.event_ids import Event
from consumers.vendors.writing import to_line
from domain.facts.retraction import FactRestored, FactRetracted
from domain.store.raw_deliveries.values import Retraction

_NEXT = timedelta(microseconds=1)
REASON = "later_delivery"


def make_retractions(
    source: str, lost: Sequence[str], found: Sequence[str], known: Mapping[str, Retraction], now: datetime
) -> list[tuple[Retraction, bytes]]:
    """Make what takes back the `lost` events of a source, and gives again the `found`, each as a line of the feed.

    `known` is what was said of them before: nothing is said at an instant before that.
    """
    stands = [(event, True) for event in lost if event not in known or not known[event].stands]
    stands += [(event, False) for event in found]
    return [_make(source, event, known.get(event), is_retracted, now) for event, is_retracted in stands]


def _make(
    source: str, event: str, before: Retraction | None, is_retracted: bool, now: datetime
) -> tuple[Retraction, bytes]:
    said = before.said + 1 if before else 1
    at = max(now, before.said_at + _NEXT) if before else now
    id_ = hashlib.sha256(f"{event}/{said}".encode()).hexdigest()[:32]
    fact = FactRetracted(fact=event, reason=REASON) if is_retracted else FactRestored(fact=event, reason=REASON)
    return Retraction(event, said, is_retracted, at), to_line(Event(id_, source, at, "", fact))
