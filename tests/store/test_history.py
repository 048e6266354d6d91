"""The tree over the recordings: extended by all that records, found again, proven, built where there was none."""

import pytest

from domain.store import EventStore, migrate, open_store
from domain.store.migrations import NEWEST
from domain.store.session import Session
from domain.store.store import Store
from domain.store.values import Parcel
from domain.tree.nodes import EMPTY
from tests.store.agreeing import session as look_into
from tests.store.deliveries import deliveries, delivery, record
from tests.store.test_appending import append, reached, revoked
from tests.support.damage import execute

BEFORE, THIS = "0004", "0005"
"""The revision that built the tree, and the one before it."""


def test_whatever_records_extends_the_tree(store: EventStore) -> None:
    """A batch, a repeat with news, an event of Vouch's own, a replayed letter, several parcels at once."""
    assert (store.count_recordings(), store.root_at(0)) == (0, EMPTY)
    record(store, *deliveries(range(10)))
    record(store, *deliveries(range(12)))
    append(store, [reached(), revoked()], 0)
    record(store, delivery(12, stage=""))
    letters = [letter.letter for letter in store.list_dead_letters()]
    store.replay(letters, read=lambda _: delivery(12))
    store.record_together([Parcel([delivery(13)], ["a"]), Parcel([delivery(14)], ["b"])])
    walked = store.walk_history()
    assert (walked.fault, walked.size, walked.events) == (None, 5, store.count_after(0))
    assert walked.root == store.root_at(store.count_recordings())


def test_what_records_nothing_extends_nothing(store: EventStore) -> None:
    record(store, delivery(1))
    root = store.root_at(1)
    record(store, delivery(1))
    append(store, [], 0)
    assert (store.count_recordings(), store.root_at(1)) == (1, root)


def test_a_recording_is_proven_by_a_few_hashes(store: EventStore) -> None:
    for number in range(0, 40, 2):
        record(store, *deliveries([number, number + 1]))
    roots = [store.root_at(size) for size in range(21)]
    for position in (1, 2, 17, 40):
        number = (position - 1) // 2
        for size in (number + 1, 20):
            proof = store.prove_recording(position, size)
            assert (proof.leaf.number, proof.leaf.events, proof.compute_root()) == (number, 2, roots[size])
            assert len(proof.path) <= 5
            assert proof._replace(body=proof.body + b" ").compute_root() is None
    assert b'"A-3"' in store.prove_recording(4, 20).body


@pytest.mark.parametrize(("position", "size"), [(0, 0), (1, 0), (3, 1), (5, 2)])
def test_what_is_not_in_the_tree_is_not_proven(store: EventStore, position: int, size: int) -> None:
    record(store, *deliveries([1, 2]))
    record(store, *deliveries([3, 4]))
    with pytest.raises(LookupError):
        store.prove_recording(position, size)


def test_facts_are_recorded_though_a_hash_was_taken_away(store_url: str) -> None:
    store = open_store(store_url, create=True)
    for number in range(3):
        record(store, delivery(number))
    execute(store_url, "DELETE FROM recordings WHERE number = 1")
    assert record(store, delivery(3)).recorded == 1
    fault = store.walk_history().fault
    assert fault is not None
    assert fault.number == 1
    with pytest.raises(LookupError):
        store.root_at(2)
    store.close()


def test_a_store_from_before_the_tree_gets_it(store_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    store = open_store(store_url, create=True)
    for number in range(0, 30, 3):
        record(store, *deliveries([number, number + 1, number + 2]))
    with look_into(store) as session:
        rows = read_rows(session)
    store.close()
    take_tree_away(store_url)
    with monkeypatch.context() as patch:
        patch.setattr("domain.store.migrations.upgrading.NEWEST", THIS)
        patch.setattr("domain.store.opening.NEWEST", THIS)
        migrate(store_url)
    execute(store_url, "UPDATE alembic_version SET version_num = :newest", newest=NEWEST)
    store = open_store(store_url)
    with look_into(store) as session:
        assert read_rows(session) == rows
    record(store, delivery(99))
    assert store.walk_history().fault is None
    store.close()


def read_rows(session: Session) -> list[tuple[object, ...]]:
    return session.rows("SELECT last_position, recorded_at, number, nodes FROM recordings ORDER BY number")


def take_tree_away(url: str) -> None:
    """Make the tables what they were in the revision before."""
    for statement in (
        "CREATE TABLE noted AS SELECT last_position, recorded_at FROM recordings",
        "DROP TABLE recordings",
        "CREATE TABLE recordings (last_position bigint PRIMARY KEY, recorded_at bigint NOT NULL)",
        "INSERT INTO recordings SELECT * FROM noted",
        "DROP TABLE noted",
        "CREATE INDEX recordings_by_instant ON recordings (recorded_at, last_position)",
    ):
        execute(url, statement)
    execute(url, "UPDATE alembic_version SET version_num = :before", before=BEFORE)


def test_a_long_history_is_walked_page_by_page(sqlite_store: EventStore, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("domain.store.history.walking.EVENTS", 4)
    monkeypatch.setattr("domain.store.history.walking.RECORDINGS", 2)
    assert isinstance(sqlite_store, Store)
    for size in (1, 5, 2, 9, 1, 1, 4):
        first = sqlite_store.count_after(0)
        record(sqlite_store, *deliveries(range(first, first + size)))
    told: list[tuple[int, int]] = []
    walked = sqlite_store.walk_history([0, 3], lambda position, head: told.append((position, head)))
    assert (walked.fault, walked.size, walked.events) == (None, 7, 23)
    assert walked.roots == {0: EMPTY, 3: sqlite_store.root_at(3)}
    assert told == [(4, 23), (8, 23), (12, 23), (16, 23), (20, 23), (23, 23)]
