"""The event store: all facts, in the order in which they were recorded, on SQLite or PostgreSQL.

It is the only room of the domain that does input and output. `open_store` gives an `EventStore` (see `port`).
"""

from domain.store.dead_letters.letters import DeadLetter, Fate, Replay
from domain.store.errors import (
    RecordedAtRefused,
    SettingsRefused,
    StaleOffsets,
    StoreError,
    StoreFull,
    StoreUnavailable,
    VersionConflict,
)
from domain.store.opening import migrate, open_store
from domain.store.port import EventStore
from domain.store.seam import PlainSeam, Seam
from domain.store.values import Addition, DeadLetterNotice, Recording, StoredRow

__all__ = [
    "Addition",
    "DeadLetter",
    "DeadLetterNotice",
    "EventStore",
    "Fate",
    "PlainSeam",
    "RecordedAtRefused",
    "Recording",
    "Replay",
    "Seam",
    "SettingsRefused",
    "StaleOffsets",
    "StoreError",
    "StoreFull",
    "StoreUnavailable",
    "StoredRow",
    "VersionConflict",
    "migrate",
    "open_store",
]
