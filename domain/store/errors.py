"""What the store says when it cannot do what it is asked. No message holds data of an event or a file's full path.

StoreError
├── SettingsRefused       how it is set up is not safe, or does not fit the store; says what to set
├── RecordedAtRefused     an instant of recording before the last one
├── StaleOffsets          another consumer has gone on with a partition: begin again from the stored offsets
├── VersionConflict       another writer has added to the stream since it was read: read it again, decide again
└── StoreUnavailable      the database is away, locked or damaged; calls work again once that is mended
    ├── StoreFull         there is no room on the disk
    └── ClockAstray       this machine's clock and the last recording cannot both be right
"""
# ruff: noqa: N818 - a refusal is named for what it is

from collections.abc import Sequence


class StoreError(Exception):
    """Anything that the store refuses or cannot do; its text is written for people."""


class SettingsRefused(StoreError):
    """The store cannot be opened with these settings; the text says what to set."""


class RecordedAtRefused(StoreError):
    """Instants of recording never fall from one position to the next."""


class StaleOffsets(StoreError):
    """A partition is not at the offset that its reader expected; nothing was written."""

    def __init__(self, partitions: Sequence[str]) -> None:
        super().__init__(f"Another consumer has gone on with {', '.join(partitions)}, or it was rewound.")


class VersionConflict(StoreError):
    """A stream is not at the version that was expected."""

    def __init__(self, stream: str, expected: int, found: int) -> None:
        super().__init__(f"The stream {stream} is at version {found}, not {expected}.")
        self.stream = stream
        self.expected = expected
        self.found = found


class StoreUnavailable(StoreError):
    """The database cannot be used at the moment. What was acknowledged is safe."""


class StoreFull(StoreUnavailable):
    """There is no room to write."""


class ClockAstray(StoreUnavailable):
    """This machine's clock and the last recording cannot both be right; nothing is recorded until they agree."""
