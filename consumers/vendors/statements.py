"""What reading one delivery gives: facts, sightings of a thing that are compared later, and rows that are bad."""

from collections.abc import Callable
from datetime import datetime
from typing import Any, NamedTuple

from msgspec import Struct, field

from consumers.vendors.connection import Connection
from consumers.vendors.node import Node
from consumers.vendors.outcomes import NeedsFetch, Parked
from consumers.vendors.raw import RawDelivery
from domain.facts.base import Fact


class Moment(NamedTuple):
    """An instant; `is_receipt` where it is only when the delivery was first received, for want of the vendor's."""

    instant: datetime
    is_receipt: bool = False

    def sequence(self) -> str:
        """Write it as the `sequence` of an announcement: `YYYY-MM-DDThh:mm:ss.ffffffZ`."""
        return self.instant.strftime("%Y-%m-%dT%H:%M:%S.%fZ")


class Told(Struct, frozen=True):
    """A fact that a delivery tells, when it happened, and its place among announcements of the same instant."""

    fact: Fact
    time: Moment
    sequence: Moment | str = ""


class Seen(Struct, frozen=True):
    """A thing as one version of it shows it: what is new depends on the version before."""

    thing: str
    version: datetime
    state: Any


class BadRow(Struct, frozen=True):
    """A row of a delivery that cannot be read; the others can."""

    reason: str


class Aside(Struct, frozen=True):
    """Why a delivery tells nothing, if it is so that it tells nothing."""

    reason: str


Statement = Told | Seen | BadRow | Aside
Walked = tuple[Any, list[Told]]
Walk = Callable[[Any, Seen, "Opened"], Walked]
"""Compares a version with what was known before (None: nothing): what is known now, and the facts that it adds."""


class PartlyParked(Parked):
    """A version of a thing tells something, and something more has to be fetched."""

    def __init__(self, reason: str, known: Any, told: list[Told]) -> None:
        super().__init__(reason)
        self.known = known
        self.told = told


class Opened(Struct, frozen=True):
    """A delivery whose signature holds, parsed, with the key that names it."""

    raw: RawDelivery
    key: str
    body: Node
    connection: Connection
    lacking: list[str] = field(default_factory=list)
    """Requests that were wanted and have no answer, whether it can be read without them or not."""

    def named(self, id_: str) -> str:
        """Name something of the vendor's as the feed does."""
        return self.connection.name_id(id_)

    def setting(self, name: str, default: Any = None) -> Any:
        """Look a setting of the connection up."""
        return self.connection.settings.get(name, default)

    def receipt(self) -> Moment:
        """Find when it was first received. Raises Parked if nobody said so."""
        if self.raw.received_at is None:
            raise Parked("missing:received_at")
        return Moment(self.raw.received_at, is_receipt=True)

    def moment(self, node: Node) -> Moment:
        """Read an instant, or the first one of a date; the receipt where there is none."""
        return Moment(node.moment(self.connection.zone)) if node else self.receipt()

    def answer(self, request: str) -> Node:
        """Find what the vendor's API answered. Raises Parked `needs_fetch` if it was not asked or gave an error.

        A place without a value: the thing is gone (404).
        """
        for answer in reversed(self.raw.answers or ()):
            if answer.request == request:
                if answer.status == 404:
                    return Node(None, request)
                if answer.status < 300:
                    return Node(answer.body, request)
        self.lacking.append(request)
        raise NeedsFetch(request)

    def fetched_at(self, request: str) -> datetime:
        """Find when it was asked. Raises Parked `needs_fetch` if it was not."""
        times = [answer.fetched_at for answer in self.raw.answers or () if answer.request == request]
        if not times:
            raise NeedsFetch(request)
        return times[-1]
