"""What reading the feed gives: a delivery, or something unreadable."""

from datetime import datetime

from msgspec import Struct

from domain.facts.base import Actor, Fact


class Delivery(Struct, frozen=True, gc=False):
    """One event as a source has sent it. `(source, id)` names it; `content` (16 bytes) tells resends that differ.

    `actor` is there where Vouch says it for a person who commands.
    """

    source: str
    id: str
    time: datetime
    sequence: str
    content: bytes
    fact: Fact
    raw: bytes
    actor: Actor | None = None

    @property
    def stream(self) -> str:
        """The stream in which it is to be stored."""
        return self.fact.stream_from(self.source)


class Unreadable(Struct, frozen=True, gc=False):
    """What cannot be read: its bytes, a stable reason code, the field, and a sentence that echoes no value.

    `source` and `id` are given where they could be read all the same. `whole` is a hash of all the bytes where they
    were too many and `raw` is only their beginning.
    """

    raw: bytes
    reason: str
    field: str | None
    detail: str
    source: str | None = None
    id: str | None = None
    whole: bytes = b""
