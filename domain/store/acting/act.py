"""An act: who asks for what under which key, how it is decided, and what comes of it."""

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple, Protocol

from msgspec import Struct

from domain.facts.base import Actor, Recorded
from domain.feed.delivery import Delivery
from domain.store.dead_letters.letters import DeadLetter, Status
from domain.store.values import Addition


class Sight(Protocol):
    """What an act is decided on: all that was recorded before, acts of the same transaction included."""

    instant: datetime
    """When the act counts as done: the later of the clock and the last act's instant + 1 microsecond."""

    def read_streams(self, streams: Collection[str]) -> dict[str, list[Recorded[Any]]]:
        """Read all facts of these streams, in the order of their versions; a stream without any is an empty list."""
        ...

    def version_of(self, stream: str) -> int:
        """Count the facts of a stream, without reading them."""
        ...

    def find_linked(self, things: Collection[str]) -> dict[str, list[str]]:
        """Find the streams that speak of each of the things (`kind/id`), by name."""
        ...

    def read_after(self, position: int, limit: int) -> list[tuple[int, Recorded[Any]]]:
        """Read up to `limit` events recorded before this transaction after `position`, each with its position."""
        ...

    def read_pending(self) -> list[Recorded[Any]]:
        """Read what the acts before this one in the same transaction record."""
        ...

    def head(self) -> int:
        """Find the last position recorded before this transaction."""
        ...

    def find_letter(self, number: int) -> DeadLetter | None:
        """Find a dead letter, with its bytes; None if there is none of this number."""
        ...

    def find_recorded(self, delivery: Delivery) -> bytes | None:
        """Find the hash of the content that is recorded under the source and id of a delivery; None: none is.

        It equals that of the delivery where this would be a repeat.
        """
        ...


class Effect(Struct, frozen=True):
    """What an act does: facts, Vouch's own events and dead letters settled; `answer` makes status and bytes of it.

    `answer` is called with the position at which all of it can be read. `actor` and `source` are kept beside the own
    events (`additions`); a delivery bears its own.
    """

    answer: Callable[[int], tuple[int, bytes]]
    facts: Sequence[Delivery] = ()
    additions: Sequence[Addition] = ()
    settled: Mapping[int, Status] = {}
    source: str = "/vouch"
    actor: Actor | None = None


class Refused(NamedTuple):
    """The act does nothing; `why` is whatever its decision says of it."""

    why: Any


class Act(NamedTuple):
    """What a principal asks for under a key; `request` tells requests apart and holds nothing of them.

    `admit` is called first, whatever the key: it looks at rights again and refuses, or gives None. `decide` is called
    where the key is not kept.
    """

    principal: str
    key: str
    request: str
    admit: Callable[[Sight], Refused | None]
    decide: Callable[[Sight], Effect | Refused]


class Done(NamedTuple):
    """The act has its effect: the answer, and whether it is that of an earlier time (`replayed`)."""

    status: int
    answer: bytes
    replayed: bool = False


class KeyReused(NamedTuple):
    """The key is that of another request of this principal."""


Outcome = Done | Refused | KeyReused
