"""Trying again: a commit whose answer was lost is neither done twice nor taken for somebody else's."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from domain.feed.reading import read_event
from domain.store import EventStore, Seam, StoreUnavailable, VersionConflict, open_store
from domain.store.session import Session
from domain.store.sqlite.backend import SqliteBackend
from domain.store.sqlite.session import SqliteSession
from domain.store.store import Store
from tests.store.deliveries import counts, deliveries, delivery, record
from tests.store.test_appending import CLOCK, STREAM, reached, revoked
from tests.support.sealing import make_seam


class Forgetful(SqliteBackend):
    """Commits, and then some of the answers are lost; or is undone at its end; or fails before it has begun."""

    lost_answers = 0
    failing = 0
    undone = 0

    @contextmanager
    def writing(self) -> Iterator[SqliteSession]:
        """A session whose commit may seem to have failed."""
        if self.failing:
            self.failing -= 1
            raise busy()
        with super().writing() as session:
            yield session
            if self.undone:
                self.undone -= 1
                raise busy()
        if self.lost_answers:
            self.lost_answers -= 1
            raise busy()


def busy() -> sqlite3.OperationalError:
    error = sqlite3.OperationalError("database is locked")
    error.sqlite_errorcode = sqlite3.SQLITE_BUSY
    return error


@pytest.fixture
def backend(sqlite_url: str) -> Iterator[Forgetful]:
    """A file whose answers can be lost."""
    open_store(sqlite_url).close()
    backend = Forgetful(Path(sqlite_url.removeprefix("sqlite:///")))
    yield backend
    backend.close()


@pytest.fixture
def seam(tmp_path: Path) -> Iterator[Seam]:
    """Keys of their own."""
    made = make_seam(tmp_path)
    yield made
    made.close()


@pytest.fixture
def forgetful(backend: Forgetful, seam: Seam) -> EventStore:
    """A store on it."""
    return Store(backend, timezone="UTC", seam=seam, patience=2)


def test_what_fails_before_it_begins_is_done_again(backend: Forgetful, forgetful: EventStore) -> None:
    backend.failing = 2
    assert counts(record(forgetful, *deliveries(range(5)))) == (5, 5, 0, 0)


def test_after_some_seconds_it_is_given_up(backend: Forgetful, seam: Seam) -> None:
    store = Store(backend, timezone="UTC", seam=seam, patience=0.2)
    backend.failing = 1_000
    with pytest.raises(StoreUnavailable, match="locked"):
        record(store, delivery(1))
    backend.failing = 0
    assert record(store, delivery(1)).recorded == 1


def test_deliveries_whose_commit_was_not_answered_are_not_recorded_twice(
    backend: Forgetful, forgetful: EventStore
) -> None:
    backend.lost_answers = 1
    recording = record(forgetful, *deliveries(range(5)))
    assert (counts(recording), recording.position) == ((5, 5, 0, 0), 5)
    assert len(forgetful.read_after(0, 99)) == 5
    backend.lost_answers = 1
    partly = record(forgetful, *deliveries(range(3, 8)), read_event(b"{"))
    assert (counts(partly), partly.position) == ((6, 3, 2, 1), 8)
    assert counts(record(forgetful, *deliveries(range(8)))) == (8, 0, 8, 0)


def test_what_an_undone_transaction_has_learnt_is_forgotten(
    backend: Forgetful, forgetful: EventStore, sqlite_url: str, seam: Seam
) -> None:
    impatient = Store(backend, timezone="UTC", seam=seam, patience=0)
    backend.undone = 1
    with pytest.raises(StoreUnavailable):
        record(impatient, delivery(1, source="/ats"))
    other = open_store(sqlite_url)
    record(other, delivery(1, source="/payroll"))  # its source is given the number that was not kept
    assert counts(record(impatient, delivery(1, source="/ats"))) == (1, 1, 0, 0)
    assert counts(record(other, delivery(1, source="/payroll"))) == (1, 0, 1, 0)
    assert counts(record(impatient, delivery(1, source="/ats"))) == (1, 0, 1, 0)
    other.close()


def test_appended_events_whose_commit_was_not_answered_are_no_conflict(
    backend: Forgetful, forgetful: EventStore
) -> None:
    backend.lost_answers = 1
    assert forgetful.append(STREAM, [reached(), revoked()], expected_version=0, source=CLOCK) == 2
    assert [row.version for row in forgetful.read_after(0, 9)] == [1, 2]


def test_somebody_elses_events_are_a_conflict_even_if_an_answer_was_lost(
    backend: Forgetful, forgetful: EventStore, sqlite_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = open_store(sqlite_url)
    begin = SqliteBackend.writing

    @contextmanager
    def overtaken(self: SqliteBackend) -> Iterator[Session]:
        monkeypatch.setattr(SqliteBackend, "writing", begin)
        other.append(STREAM, [reached()], expected_version=0, source=CLOCK)
        raise busy()
        yield

    monkeypatch.setattr(SqliteBackend, "writing", overtaken)
    with pytest.raises(VersionConflict):
        forgetful.append(STREAM, [reached()], expected_version=0, source=CLOCK)
    assert len(other.read_after(0, 9)) == 1
    other.close()
