"""What goes through the door of the store about raw deliveries (spec/vendors.md §1)."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from msgspec import Struct

from domain.feed.delivery import Delivery, Unreadable
from domain.store.errors import StoreError


class StaleRound(StoreError):  # noqa: N818 - named for what it is
    """Another process has translated deliveries of the connection meanwhile: look again."""


class Arrival(Struct, frozen=True):
    """A delivery as it came: `key` is the vendor's name for it, `headers` those that matter, names in small letters."""

    connection: str
    key: str
    received_at: datetime
    headers: Mapping[str, str]
    body: bytes


class Kept(Struct, frozen=True):
    """A delivery that is kept under a number.

    `body` is None once its key is gone. `answers` is what was fetched for it, in the words of whoever kept it.
    """

    number: int
    connection: str
    received_at: datetime
    headers: Mapping[str, str] = {}
    body: bytes | None = None
    answers: bytes | None = None
    outcome: str | None = None


class Rejected(Struct, frozen=True):
    """A delivery that was refused for `reason`, kept apart under a number."""

    number: int
    reason: str
    arrival: Arrival


class Judged(NamedTuple):
    """What became of the delivery of this number."""

    number: int
    outcome: str
    reason: str | None


class Teller(NamedTuple):
    """An event of a source, and where it comes from: a delivery, or the versions of a thing."""

    origin: str
    source: str
    event: str


class Retraction(NamedTuple):
    """Whether an event `stands` retracted, how often it was retracted or restored, and when last."""

    event: str
    said: int
    stands: bool
    said_at: datetime


class Waiting(NamedTuple):
    """Deliveries of a connection that wait, and the number of the round that may settle them."""

    round: int
    deliveries: list[Kept]


class Round(Struct, frozen=True):
    """What a round of translation of one connection brought about: everything of it is kept, or nothing.

    `round` is the number that was read before; `events` are recorded, each with its place. `sightings` are things with
    the delivery that speaks of them; `mended` are places of dead letters that are understood by now.
    """

    connection: str
    round: int
    source: str
    events: Sequence[Delivery | Unreadable] = ()
    places: Sequence[str] = ()
    judged: Sequence[Judged] = ()
    sightings: Sequence[tuple[str, int]] = ()
    told: Sequence[Teller] = ()
    untold: Sequence[Teller] = ()
    retractions: Sequence[Retraction] = ()
    mended: Sequence[str] = ()
