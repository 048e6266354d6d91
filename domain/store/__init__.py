"""The event store: all facts, in the order in which they were recorded, on SQLite or PostgreSQL.

It is the only room of the domain that does input and output. `open_store` gives an `EventStore` (see `port`).
"""

from domain.store.acting.act import Act, Done, Effect, KeyReused, Outcome, Refused, Sight
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
from domain.store.seam import Seam
from domain.store.values import Addition, DeadLetterNotice, Recording, StoredRow

__all__ = [
    "Act",
    "Addition",
    "DeadLetter",
    "DeadLetterNotice",
    "Done",
    "Effect",
    "EventStore",
    "Fate",
    "KeyReused",
    "Outcome",
    "RecordedAtRefused",
    "Recording",
    "Refused",
    "Replay",
    "Seam",
    "SettingsRefused",
    "Sight",
    "StaleOffsets",
    "StoreError",
    "StoreFull",
    "StoreUnavailable",
    "StoredRow",
    "VersionConflict",
    "migrate",
    "open_store",
]
