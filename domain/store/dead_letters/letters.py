"""Dead letters: what could not be recorded, kept whole, and what became of it."""

from datetime import datetime
from typing import Literal

from msgspec import Struct

Status = Literal["open", "replayed", "dropped"]

CONFLICT = "conflicting_resend"
CONFLICT_SAYS = "An event with the same source and id but other content is recorded already; the first one stands."


class DeadLetterNotice(Struct, frozen=True):
    """A dead letter as whoever delivered it is told: which one, where it stood, and why it was parked."""

    letter: int
    place: str
    reason: str
    field: str | None
    detail: str


class DeadLetter(Struct, frozen=True):
    """A dead letter: its number, its first place, how often the same bytes came, what became of it.

    `source` and `id` name the event where they could be read. `raw` is there only when one letter is asked for.
    """

    letter: int
    status: Status
    reason: str
    field: str | None
    detail: str
    source: str | None
    id: str | None
    place: str
    parked_at: datetime
    seen: int
    size: int
    raw: bytes | None = None


class Fate(Struct, frozen=True):
    """What became of a letter that was to be replayed or dropped.

    `recorded`, `repeated` (the same is recorded already) and `dropped` settle it; `refused` (a conflicting resend) and
    `unreadable` leave it open; `settled` says that it was before; `unknown` that there is none of this number.
    """

    letter: int
    outcome: Literal["recorded", "repeated", "dropped", "refused", "unreadable", "settled", "unknown"]
    detail: str


class Replay(Struct, frozen=True):
    """What became of each letter, and the position up to which to read to see it."""

    fates: list[Fate]
    position: int
