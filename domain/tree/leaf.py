"""The leaf of a recording: what of it is hashed, and how."""

from collections.abc import Iterable, Sequence
from hashlib import sha256
from struct import pack
from typing import NamedTuple

EventParts = tuple[str | bytes, int, str, bytes]
"""Stream (a text, or its UTF-8), version, topic, and the bytes of the state as they are stored, boxes and all."""

_LONGEST = 4_096
_LENGTHS = [pack(">I", length) for length in range(_LONGEST)]
"""The lengths that come up, ready: packing each anew would take as long as hashing does."""


class Leaf(NamedTuple):
    """A recording as the tree has it: `number` counts from 0, `recorded_at` is in microseconds since 1970.

    `events` is how many it has, `body` the SHA-256 of what they say.
    """

    number: int
    last_position: int
    recorded_at: int
    events: int
    body: bytes

    def hash(self) -> bytes:
        """Compute the hash of the leaf. OverflowError if a number does not fit."""
        return sha256(
            b"\0"
            + self.number.to_bytes(8, "big")
            + self.last_position.to_bytes(8, "big")
            + self.recorded_at.to_bytes(8, "big", signed=True)
            + self.events.to_bytes(4, "big")
            + self.body
        ).digest()


def make_leaf(number: int, last_position: int, recorded_at: int, events: Sequence[EventParts]) -> Leaf:
    """Make the leaf of the recording of these events, which stand in the order of their positions."""
    return Leaf(number, last_position, recorded_at, len(events), sha256(write_body(events)).digest())


def write_body(events: Iterable[EventParts]) -> bytes:
    """Write what is hashed of a recording: each event's stream, version, topic and state, each with its length.

    TypeError, ValueError or OverflowError if a value is none that an event can have.
    """
    topics: dict[str | bytes, bytes] = {}
    parts: list[bytes] = []
    add = parts.append
    for stream, version, topic, state in events:
        name = stream if isinstance(stream, bytes) else stream.encode()
        add(_lp_head(len(name)))
        add(name)
        add(version.to_bytes(8, "big"))
        add(topics.get(topic) or topics.setdefault(topic, _with_length(topic)))
        add(_lp_head(len(state)))
        add(state)
    return b"".join(parts)


def _with_length(text: str | bytes) -> bytes:
    raw = text if isinstance(text, bytes) else text.encode()
    return _lp_head(len(raw)) + raw


def _lp_head(length: int) -> bytes:
    return _LENGTHS[length] if length < _LONGEST else pack(">I", length)
