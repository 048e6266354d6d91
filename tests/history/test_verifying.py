"""Verifying a store with its anchors, and saying where it forked after a restore."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from threading import Event

import pytest

from consumers.history.anchoring import HistoryAltered, anchor, look_quickly
from consumers.history.verifying import ForkRefused, read_forks, record_fork, verify
from consumers.history.watching import Watch
from domain.facts.history import FORKS, HistoryForked
from domain.store import EventStore, open_store
from domain.store.keys.database import KeysAway
from domain.tree.judging import Fork
from tests.store.deliveries import deliveries, delivery, record
from tests.support.damage import execute


def test_a_history_that_nobody_altered_verifies(history: EventStore) -> None:
    anchor(history)
    given = [history.read_checkpoint(history.checkpoint())]
    record(history, delivery(99))
    found = verify(history, given)
    assert (found.fault, found.recordings, found.events, found.checkpoints) == (None, 11, 21, 2)
    look_quickly(history)


def test_what_an_empty_store_has_verifies(sqlite_url: str) -> None:
    store = open_store(sqlite_url)
    anchor(store)
    assert verify(store).fault is None
    store.close()


def test_an_altered_state_is_found_by_verifying_alone(history: EventStore, sqlite_url: str) -> None:
    anchor(history)
    execute(sqlite_url, "UPDATE stored_events SET state = CAST('{}' AS BLOB) WHERE rowid = 7")
    look_quickly(history)
    fault = verify(history).fault
    assert fault is not None
    assert (fault.number, fault.first_position, fault.last_position) == (3, 7, 8)
    assert fault.recorded_at is not None


@pytest.mark.parametrize(
    ("statements", "says"),
    [
        (("DELETE FROM stored_events WHERE rowid > 18", "DELETE FROM recordings WHERE number = 9"), "there are 9"),
        (("DELETE FROM stored_events WHERE rowid > 18",), "do not end where"),
        (("DELETE FROM recordings WHERE number = 7",), "another root"),
        (("UPDATE recordings SET nodes = zeroblob(128) WHERE number = 7",), "another root"),
    ],
)
def test_what_shows_at_the_ends_is_found_at_once(
    history: EventStore, sqlite_url: str, statements: tuple[str, ...], says: str
) -> None:
    anchor(history)
    for statement in statements:
        execute(sqlite_url, statement)
    with pytest.raises(HistoryAltered, match=says):
        look_quickly(history)
    with pytest.raises(HistoryAltered, match=says):
        anchor(history)
    assert verify(history).fault is not None


def test_an_anchor_of_nobody_shows(history: EventStore) -> None:
    history.keep_anchor("nonsense")
    for look in (look_quickly, verify):
        with pytest.raises(HistoryAltered, match="cannot be read"):
            look(history)


class Restored:
    """A store to which an older copy was put back, with a checkpoint of the copy."""

    def __init__(self, url: str) -> None:
        self.url, file = url, Path(url.removeprefix("sqlite:///"))
        store = open_store(url)
        for number in range(5):
            record(store, delivery(number))
        self.kept = store.checkpoint()
        store.close()
        shutil.copy(file, file.with_suffix(".copy"))
        store = open_store(url)
        for number in range(5, 9):
            record(store, delivery(number))
        self.lost = anchor(store)
        store.close()
        shutil.move(file.with_suffix(".copy"), file)
        self.store = open_store(url)


@pytest.fixture
def restored(sqlite_url: str) -> Iterator[Restored]:
    found = Restored(sqlite_url)
    yield found
    found.store.close()


def test_a_restore_shows_until_it_is_recorded(restored: Restored) -> None:
    store = restored.store
    lost = store.read_checkpoint(restored.lost)
    record(store, *deliveries([50, 51, 52]))
    with pytest.raises(HistoryAltered):
        look_quickly(store)
    assert verify(store).fault is not None
    assert record_fork(store, restored.kept, "the disk died") == Fork(5, 9)
    look_quickly(store)
    found = verify(store, [lost, store.read_checkpoint(restored.kept)])
    assert (found.fault, found.given_up, found.forks) == (None, [lost], [Fork(5, 9)])
    (fact,) = store.decode_rows(store.read_streams([FORKS]))
    assert fact.data == HistoryForked(kept=5, lost=9, checkpoint=restored.kept, reason="the disk died")


def test_a_restore_excuses_nothing_else(restored: Restored) -> None:
    store = restored.store
    record_fork(store, restored.kept, "the disk died")
    execute(restored.url, "UPDATE stored_events SET originator_version = 77 WHERE rowid = 2")
    fault = verify(store, [store.read_checkpoint(restored.lost)]).fault
    assert fault is not None
    assert fault.number == 1


def test_a_fork_that_explains_nothing_is_refused(restored: Restored) -> None:
    store = restored.store
    with pytest.raises(ForkRefused, match="does not explain"):
        record_fork(store, restored.lost, "another checkpoint")
    execute(restored.url, "UPDATE recordings SET recorded_at = recorded_at + 1 WHERE number = 3")
    with pytest.raises(ForkRefused, match="does not explain"):
        record_fork(store, restored.kept, "altered besides")
    assert read_forks(store) == []


def test_without_a_fork_none_is_recorded(history: EventStore) -> None:
    note = anchor(history)
    with pytest.raises(ForkRefused, match="Nothing shows"):
        record_fork(history, note, "nothing happened")


def test_the_watch_looks_verifies_and_anchors(history: EventStore, sqlite_url: str) -> None:
    told: list[str] = []
    watch = Watch(history, told.append)
    watch.look()
    watch(Event())
    assert history.anchor() == history.checkpoint()
    record(history, delivery(70))
    watch(Event())
    assert history.anchor() == history.checkpoint()
    assert told == []
    execute(sqlite_url, "UPDATE stored_events SET topic = 'x' WHERE rowid = 1")
    watch = Watch(history, told.append)
    watch.look()
    assert watch.says is None
    watch(Event())
    assert told == [watch.says] == ["recording 0: its events, its instant or its hash were altered"]
    watch(Event())
    assert len(told) == 1


def test_the_watch_stops_when_it_is_told_to_and_waits_for_a_key_store_that_is_away(
    history: EventStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    stopping = Event()
    stopping.set()
    watch = Watch(history, lambda _: None)
    watch(stopping)
    assert history.anchor() is None

    def be_away() -> str:
        raise KeysAway("away")

    monkeypatch.setattr(history, "anchor", be_away)
    watch.look()
    watch(Event())
    assert watch.says is None
    monkeypatch.undo()
    watch(Event())
    assert history.anchor() is not None
