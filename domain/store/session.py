"""One connection in use: the statements of both databases, and the few that differ between them."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Collection, Iterable, Sequence
from contextlib import AbstractContextManager
from functools import partial
from typing import Any, ClassVar, NamedTuple, Protocol

from msgspec.json import encode

from domain.store.errors import StoreUnavailable
from domain.store.values import StoredRow

_LAST = (1 << 63) - 1

Row = tuple[Any, ...]
EventRow = tuple[str, int, str, bytes]
"""Stream, version, topic, state: as stored_events has them."""
InboxRow = tuple[int, str, bytes]
"""Number of the source, id, hash of the content."""

_stored_row = partial(tuple.__new__, StoredRow)  # without a Python frame for each row: three times as fast


def to_json(texts: Collection[str]) -> str:
    """Encode any number of texts as one value: a JSON array, which both databases can read as a table."""
    return encode(texts).decode()


class Collision(Exception):  # noqa: N818 - not an error: it leads to `careful`
    """Some of the deliveries were recorded before."""


class Session(ABC):
    """Runs statements in which each `?` stands for a value."""

    position: ClassVar[str]
    """The column of stored_events that orders all events."""
    raw_texts: ClassVar[str]
    """Stream, version and topic as columns that can be read even if no text."""
    texts: ClassVar[str]
    """A table `k` with a column `value`, made of one parameter: texts as `to_json` encodes them."""

    @abstractmethod
    def rows(self, sql: str, *values: Any) -> list[Row]:
        """Run a statement and return all its rows."""

    @abstractmethod
    def run(self, sql: str, *values: Any) -> None:
        """Run a statement that returns no rows."""

    @abstractmethod
    def run_many(self, sql: str, rows: Iterable[Row]) -> None:
        """Run a statement once for each row of values."""

    @abstractmethod
    def asking(self, sql: str, *values: Any) -> AbstractContextManager[Callable[[], list[Row]]]:
        """Send a query whose rows are fetched later; meanwhile the database may be at work."""

    @abstractmethod
    def events_of(self, streams: Collection[str], up_to: int) -> list[Row]:
        """Find the events of `streams` (each named once) up to a position: rows as `stored_after` reads them."""

    @abstractmethod
    def claim(self, deliveries: Sequence[InboxRow]) -> None:
        """Insert new deliveries into the inbox. After a Collision (one is there already) roll the transaction back."""

    @abstractmethod
    def insert(self, events: Sequence[EventRow]) -> None:
        """Insert events, in this order."""

    @abstractmethod
    def find_damage(self, *, full: bool) -> list[str]:
        """Have the database check itself, thoroughly if `full`; returns what it says is damaged."""

    def value(self, sql: str, *values: Any) -> Any:
        """Run a statement and return the first value of its first row; None if there is no row."""
        found = self.rows(sql, *values)
        return found[0][0] if found else None

    def stored_after(self, position: int, limit: int, max_bytes: int | None = None) -> list[StoredRow]:
        """Read up to `limit` events after `position`; none after those that come to `max_bytes` bytes of state."""
        at = self.position
        last = _LAST if max_bytes is None else self._find_last(position, limit, max_bytes)
        sql = f"SELECT {at}, originator_id, originator_version, topic, state FROM stored_events"
        sql += f" WHERE {at} > ? AND {at} <= ? ORDER BY {at} LIMIT ?"
        return list(map(_stored_row, self.rows(sql, position, last, limit)))

    def _find_last(self, position: int, limit: int, max_bytes: int) -> int:
        """Find up to where events are read: sizes are added up in the database, so that no state is read in vain."""
        at = self.position
        sizes = f"SELECT {at} AS p, length(state) AS size FROM stored_events WHERE {at} > ? ORDER BY {at} LIMIT ?"
        before = f"SELECT p, sum(size) OVER (ORDER BY p) - size AS before FROM ({sizes}) AS sizes"
        last = self.value(f"SELECT max(p) FROM ({before}) AS added WHERE before < ?", position, limit, max_bytes)
        return position if last is None else int(last)

    def raw_events(self, after: int | None, up_to: int, limit: int) -> list[Any]:
        """Read up to `limit` events after a position (None: from the first) up to another, as their bytes are stored.

        Rows as those of `stored_after`; texts may come as bytes.
        """
        at, texts = self.position, self.raw_texts
        behind, values = ("", ()) if after is None else (f"{at} > ? AND ", (after,))
        sql = f"SELECT {at}, {texts}, state FROM stored_events WHERE {behind}{at} <= ? ORDER BY {at} LIMIT ?"
        return self.rows(sql, *values, up_to, limit)

    def stored_of(self, streams: Collection[str], up_to: int) -> list[StoredRow]:
        """Read all events of these streams up to a position."""
        return list(map(_stored_row, self.events_of(streams, up_to)))

    def is_stored(self, event: EventRow) -> bool:
        """Tell whether exactly this event is there: who wrote it was not told so if the answer of a commit was lost."""
        stream, version, topic, state = event
        sql = "SELECT topic, state FROM stored_events WHERE originator_id = ? AND originator_version = ?"
        return self.rows(sql, stream, version) == [(topic, state)]

    def asking_versions(self, streams: Collection[str]) -> AbstractContextManager[Callable[[], list[Row]]]:
        """Send a query for the version of each stream; None where there is none yet."""
        version = "(SELECT max(originator_version) FROM stored_events WHERE originator_id = k.value)"
        return self.asking(f"SELECT k.value, {version} FROM {self.texts}", to_json(streams))

    def known(self, source: int, ids: Collection[str]) -> list[Row]:
        """Find the content that the inbox has for each of the ids of one source; None where it has none."""
        content = "(SELECT content FROM inbox WHERE source = ? AND id = k.value)"
        return self.rows(f"SELECT k.value, {content} FROM {self.texts}", source, to_json(ids))


class DatabaseFault(NamedTuple):
    """What has gone wrong in a database, as the store says it. A transient fault may be gone within seconds."""

    error: StoreUnavailable
    is_transient: bool


class Backend(Protocol):
    """A database: sessions on it, and what its errors mean."""

    def reading(self) -> AbstractContextManager[Session]:
        """Begin a session that only reads."""
        ...

    def writing(self) -> AbstractContextManager[Session]:
        """Begin a session that excludes other writers; it commits at its end, or rolls everything back."""
        ...

    def turn(self) -> AbstractContextManager[None]:
        """Keep all writers but this thread out until its end; all may be read, and read models be written."""
        ...

    def fault(self, error: BaseException) -> DatabaseFault | None:
        """Say what an error means; None if it is not a fault of the database."""
        ...

    def close(self) -> None:
        """Close every connection."""
        ...
