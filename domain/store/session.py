"""One connection in use: the statements of both databases, and the few that each says in its own way."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Collection, Iterable, Sequence
from contextlib import AbstractContextManager
from functools import partial
from typing import Any, ClassVar, NamedTuple, Protocol

from msgspec.json import encode

from domain.store.errors import StoreUnavailable
from domain.store.port import StoredRow

Row = tuple[Any, ...]
EventRow = tuple[str, int, str, bytes]
"""Stream, version, topic, state: as stored_events has them."""
InboxRow = tuple[int, str, bytes]
"""Number of the source, id, hash of the content."""

_stored_row = partial(tuple.__new__, StoredRow)  # without a Python frame for each row: three times as fast


def listed(texts: Collection[str]) -> str:
    """Any number of texts as one value: a JSON array, which both databases can read as a table."""
    return encode(texts).decode()


class Collision(Exception):  # noqa: N818 - not an error: it leads to the careful way
    """Some of the deliveries have been here before."""


class Session(ABC):
    """Runs statements in which each `?` stands for a value."""

    position: ClassVar[str]
    """The column of stored_events that orders all events."""
    texts: ClassVar[str]
    """A table `k` with a column `value`, made of one parameter: texts as `listed` gives them."""

    @abstractmethod
    def rows(self, sql: str, *values: Any) -> list[Row]:
        """All rows that a statement gives."""

    @abstractmethod
    def run(self, sql: str, *values: Any) -> None:
        """Run a statement that gives no rows."""

    @abstractmethod
    def run_many(self, sql: str, rows: Iterable[Row]) -> None:
        """Run it for each row of values."""

    @abstractmethod
    def asking(self, sql: str, *values: Any) -> AbstractContextManager[Callable[[], list[Row]]]:
        """Put a question whose answer is fetched later; meanwhile the database may be at work."""

    @abstractmethod
    def events_of(self, streams: Collection[str], up_to: int) -> list[Row]:
        """Position, stream, version, topic, state of the events of these streams (each named once)."""

    @abstractmethod
    def claim(self, deliveries: Sequence[InboxRow]) -> None:
        """Put new deliveries into the inbox; Collision if one is there already: then nothing more can be done here."""

    @abstractmethod
    def insert(self, events: Sequence[EventRow]) -> None:
        """Insert events, in this order."""

    def value(self, sql: str, *values: Any) -> Any:
        """The first value of the first row; None if there is no row."""
        found = self.rows(sql, *values)
        return found[0][0] if found else None

    def stored_after(self, position: int, limit: int) -> list[StoredRow]:
        """The next events after a position."""
        at = self.position
        sql = f"SELECT {at}, originator_id, originator_version, topic, state FROM stored_events"
        return list(map(_stored_row, self.rows(f"{sql} WHERE {at} > ? ORDER BY {at} LIMIT ?", position, limit)))

    def stored_of(self, streams: Collection[str], up_to: int) -> list[StoredRow]:
        """All events of these streams up to a position."""
        return list(map(_stored_row, self.events_of(streams, up_to)))

    def asking_versions(self, streams: Collection[str]) -> AbstractContextManager[Callable[[], list[Row]]]:
        """Ask for each stream with its version; None where there is none yet."""
        version = "(SELECT max(originator_version) FROM stored_events WHERE originator_id = k.value)"
        return self.asking(f"SELECT k.value, {version} FROM {self.texts}", listed(streams))

    def known(self, source: int, ids: Collection[str]) -> list[Row]:
        """Each of the ids of one source with the content that is in the inbox; None where it is not."""
        content = "(SELECT content FROM inbox WHERE source = ? AND id = k.value)"
        return self.rows(f"SELECT k.value, {content} FROM {self.texts}", source, listed(ids))


class DatabaseFault(NamedTuple):
    """What has gone wrong in a database, as the store says it, and whether it may pass within seconds."""

    error: StoreUnavailable
    passes: bool


class Backend(Protocol):
    """A database: sessions on it, and what its errors mean."""

    def reading(self) -> AbstractContextManager[Session]:
        """A session that only reads."""
        ...

    def writing(self) -> AbstractContextManager[Session]:
        """A session that no other writer shares; it commits on leaving, or rolls everything back."""
        ...

    def fault(self, error: BaseException) -> DatabaseFault | None:
        """What an error means; None if it is not the database's trouble."""
        ...

    def close(self) -> None:
        """Give back every connection."""
        ...
