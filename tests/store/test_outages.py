"""No room, no database, a lock that somebody keeps: an error says so, and work goes on when it is over."""

import itertools
import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import psycopg
import pytest
from eventsourcing.persistence import IntegrityError

from domain.store import EventStore, StoreFull, StoreUnavailable, open_store
from domain.store.postgres import faults
from domain.store.sqlite import connections
from domain.store.store import Store
from tests.store.agreeing import whole_batches
from tests.store.deliveries import delivery, record
from tests.store.pushing import batch
from tests.support.cluster import Cluster, PostgresMissingError


def path_of(sqlite_url: str) -> Path:
    return Path(sqlite_url.removeprefix("sqlite:///"))


def limit_pages(store: EventStore, pages: int) -> None:
    """Let the file grow to so many pages only, as a full disk would."""
    assert isinstance(store, Store)
    with store.backend.recorder.datastore.get_connection(commit=True) as connection:  # type: ignore[attr-defined]
        connection.cursor().execute(f"PRAGMA max_page_count = {pages}")


def until_full(store: EventStore) -> Iterator[int]:
    """The batches for which there is room."""
    for number in itertools.count():
        try:
            record(store, *batch(number))
        except StoreFull:
            return
        yield number


def test_a_full_disk_is_told_and_work_goes_on_when_there_is_room(sqlite_store: EventStore) -> None:
    limit_pages(sqlite_store, 30)
    done = set(until_full(sqlite_store))
    assert whole_batches(sqlite_store) == done
    with pytest.raises(StoreFull, match="no room"):
        record(sqlite_store, *batch(len(done)), *batch(len(done) + 1), *batch(len(done) + 2))
    limit_pages(sqlite_store, 1_000_000)
    assert record(sqlite_store, *batch(len(done))).recorded > 0
    assert whole_batches(sqlite_store) == {*done, len(done)}


def break_a_promise(store: Store) -> None:
    """Write something whose fault is found out only when it is committed."""
    with store.backend.writing() as session:
        session.run("CREATE TABLE kin (mother TEXT REFERENCES meta (name) DEFERRABLE INITIALLY DEFERRED)")
        session.run("INSERT INTO kin VALUES ('nobody')")


def test_a_commit_that_fails_leaves_nothing_open(sqlite_store: EventStore) -> None:
    assert isinstance(sqlite_store, Store)
    with sqlite_store.backend.recorder.datastore.get_connection(commit=True) as connection:  # type: ignore[attr-defined]
        connection.cursor().execute("PRAGMA foreign_keys = ON")
    with pytest.raises(IntegrityError):
        break_a_promise(sqlite_store)
    assert record(sqlite_store, delivery(1)).recorded == 1


def test_a_lock_that_somebody_keeps_is_told(sqlite_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connections, "LOCK_TIMEOUT", 0.1)
    store = open_store(sqlite_url, patience=0.2)
    with closing(sqlite3.connect(path_of(sqlite_url), isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreUnavailable, match="locked"):
            record(store, delivery(1))
        assert store.head() == 0
    assert record(store, delivery(1)).recorded == 1
    store.close()


def test_a_file_that_was_moved_away_is_told_and_found_again(sqlite_store: EventStore, sqlite_url: str) -> None:
    record(sqlite_store, delivery(1))
    path = path_of(sqlite_url)
    path.rename(path.with_suffix(".away"))
    with pytest.raises(StoreUnavailable, match="not where it was") as told:
        record(sqlite_store, delivery(2))
    assert str(path.parent) not in str(told.value)
    path.with_suffix(".away").rename(path)
    assert record(sqlite_store, delivery(1), delivery(2)).recorded == 1


def test_another_file_in_its_place_is_not_written_to(sqlite_store: EventStore, sqlite_url: str) -> None:
    path = path_of(sqlite_url)
    path.rename(path.with_suffix(".away"))
    path.touch()
    with pytest.raises(StoreUnavailable):
        record(sqlite_store, delivery(1))
    assert path.stat().st_size == 0


def test_connections_that_the_server_has_dropped_are_replaced(postgres_url: str) -> None:
    store = open_store(postgres_url, create=True)
    for number in range(3):
        record(store, *batch(number))
        assert drop_connections(postgres_url) >= 1
        assert store.head() > 0
    assert whole_batches(store) == {0, 1, 2}
    store.close()


def test_a_connection_lost_in_the_middle_is_no_loss(postgres_url: str) -> None:
    store = open_store(postgres_url, create=True)
    record(store, *batch(0))
    with psycopg.connect(postgres_url) as other:
        other.execute("LOCK TABLE stored_events IN EXCLUSIVE MODE")
        pushing = threading.Thread(target=lambda: record(store, *batch(1)))
        pushing.start()
        while not drop_connections(postgres_url, "wait_event_type = 'Lock'"):
            time.sleep(0.01)
    pushing.join()
    assert whole_batches(store) == {0, 1}
    store.close()


def drop_connections(url: str, which: str = "state = 'idle'") -> int:
    """Drop the connections of others to the database; gives how many there were."""
    drop = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database()"
    with psycopg.connect(url) as connection:
        return len(connection.execute(f"{drop} AND pid <> pg_backend_pid() AND {which}").fetchall())


@pytest.fixture
def cluster() -> Iterator[Cluster]:
    """A server of this test's own."""
    try:
        cluster = Cluster.create()
    except PostgresMissingError as missing:
        pytest.skip(str(missing))
    yield cluster
    cluster.remove()


def test_a_server_that_has_stopped_is_told_and_found_again(cluster: Cluster) -> None:
    store = open_store(cluster.url(), create=True, patience=0.5)
    record(store, *batch(0))
    cluster.stop("immediate")
    began = time.monotonic()
    with pytest.raises(StoreUnavailable, match="does not answer"):
        record(store, *batch(1))
    with pytest.raises(StoreUnavailable):
        store.head()
    assert time.monotonic() - began < 15
    cluster.start()
    assert record(store, *batch(1)).recorded > 0
    assert whole_batches(store) == {0, 1}
    store.close()


@pytest.mark.parametrize(
    ("error", "kind", "says", "is_transient"),
    [
        (psycopg.errors.DiskFull("x"), StoreFull, "no room", False),
        (psycopg.errors.AdminShutdown("x"), StoreUnavailable, "does not answer", True),
        (psycopg.errors.CannotConnectNow("x"), StoreUnavailable, "does not answer", True),
        (psycopg.errors.TooManyConnections("x"), StoreUnavailable, "does not answer", True),
        (psycopg.errors.LockNotAvailable("x"), StoreUnavailable, "locked", True),
        (psycopg.errors.DeadlockDetected("x"), StoreUnavailable, "locked", True),
        (psycopg.errors.ReadOnlySqlTransaction("x"), StoreUnavailable, "primary", False),
        (psycopg.errors.DataCorrupted("x"), StoreUnavailable, "damaged", False),
        (psycopg.OperationalError("connection lost"), StoreUnavailable, "does not answer", True),
    ],
)
def test_what_a_server_says_is_said_for_people(
    error: psycopg.Error, kind: type[StoreUnavailable], says: str, is_transient: bool
) -> None:
    fault = faults.find_fault(error)
    assert fault is not None
    assert (type(fault.error), fault.is_transient) == (kind, is_transient)
    assert says in str(fault.error)


@pytest.mark.parametrize(
    "error", [psycopg.errors.UndefinedColumn("x"), psycopg.errors.UniqueViolation("x"), KeyError()]
)
def test_our_own_mistakes_are_not_taken_for_outages(error: Exception) -> None:
    assert faults.find_fault(error) is None
