"""Ids of events that Vouch makes out of deliveries: the same fact told by several deliveries is one event."""

import hashlib
from datetime import datetime
from typing import NamedTuple

import msgspec

from consumers.vendors.statements import Moment, Told
from domain.facts.base import Fact


class Event(NamedTuple):
    """An event of the feed: a fact, told by a source under an id."""

    id: str
    source: str
    time: datetime
    sequence: str
    fact: Fact

    @property
    def order(self) -> tuple[datetime, str, str, bytes]:
        """Its place in what is printed: the feed's order, then by type and data."""
        return (self.time, self.sequence, self.fact.TOPIC, msgspec.json.encode(self.fact, order="sorted"))


def make_event(told: Told, key: str, source: str) -> Event:
    """Make the event of a fact. Where the vendor gave no time, the delivery's `key` stands for it in the id."""
    sequence = told.sequence.sequence() if isinstance(told.sequence, Moment) else told.sequence
    named = [
        told.fact.TOPIC,
        _stable(told.time, key),
        _stable(told.sequence, key) if isinstance(told.sequence, Moment) else told.sequence,
        told.fact,
    ]
    id_ = hashlib.sha256(msgspec.json.encode(named, order="sorted")).hexdigest()[:32]
    return Event(id_, source, told.time.instant, sequence, told.fact)


def _stable(moment: Moment, key: str) -> str:
    return f"key:{key}" if moment.is_receipt else moment.sequence()
