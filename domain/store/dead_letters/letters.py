"""Dead letters: what could not be recorded, kept with all its bytes, and what became of it."""

from datetime import datetime
from typing import Literal

from msgspec import Struct

Status = Literal["open", "replayed", "dropped"]

CONFLICT = "conflicting_resend"
CONFLICT_SAYS = "An event with the same source and id but other content is recorded already; the first one stands."


class LetterFilter(Struct, frozen=True):
    """Picks dead letters by reason, source, and the beginning of their place, such as a file's name; None: any."""

    reason: str | None = None
    source: str | None = None
    place: str | None = None


EVERY_LETTER = LetterFilter()


class DeadLetter(Struct, frozen=True):
    """A dead letter: its number, its first place, how often the same bytes came, what became of it.

    `source` and `id` name the event where they could be read. `raw` is there only when one dead letter is asked for,
    `settled_at` once it was replayed or dropped.
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
    settled_at: datetime | None = None


class Fate(Struct, frozen=True):
    """What became of a dead letter that was to be replayed or dropped.

    `recorded`, `repeated` (the same event is recorded already) and `dropped` settle it; `refused` (a conflicting
    resend) and `unreadable` leave it open; `settled` says that it was settled before, `unknown` that it does not exist.
    """

    letter: int
    outcome: Literal["recorded", "repeated", "dropped", "refused", "unreadable", "settled", "unknown"]
    detail: str


class Replay(Struct, frozen=True):
    """What became of each dead letter. Whoever has read up to `position` has seen what was recorded."""

    fates: list[Fate]
    position: int
