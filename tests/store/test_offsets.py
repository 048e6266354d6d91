"""Offsets live in the transaction of the events, and move only from where their reader has found them."""

from collections.abc import Sequence
from typing import Any

import pytest
from sqlalchemy import NullPool, create_engine, text

from domain.facts.checking import Fault
from domain.feed.careful import unreadable
from domain.store import EventStore, SettingsRefused, StaleOffsets, migrate, open_store
from domain.store.opening import seal_store
from domain.store.values import Advance
from tests.conftest import NewUrl
from tests.store.deliveries import counts, deliveries, delivery, event
from tests.support.unsealed import make_unsealed


def moved(stood: int, following: int, *, partition: int = 0, topic_id: str = "id-1", topic: str = "hr") -> Advance:
    return Advance(topic, topic_id, partition, stood, following)


def record(store: EventStore, numbers: Sequence[int], *offsets: Advance) -> tuple[int, int, int, int]:
    delivered = deliveries(numbers)
    return counts(store.record(delivered, places=[str(number) for number in numbers], offsets=offsets))


def test_offsets_move_with_the_events(store: EventStore) -> None:
    record(store, range(3), moved(0, 3), moved(0, 9, partition=1))
    record(store, range(3, 5), moved(3, 7))
    assert store.feed_offsets() == {("hr", "id-1", 0): 7, ("hr", "id-1", 1): 9}
    assert store.count_after(0) == 5


def test_a_batch_of_nothing_of_ours_moves_them_too(store: EventStore) -> None:
    record(store, (), moved(0, 100))
    assert store.feed_offsets() == {("hr", "id-1", 0): 100}


@pytest.mark.parametrize("stood", [0, 2, 4, 9], ids=["begun anew", "behind", "ahead", "far ahead"])
def test_a_stale_reader_writes_nothing(store: EventStore, stood: int) -> None:
    record(store, range(3), moved(0, 3), moved(0, 1, partition=1))
    bad = unreadable(event(9), Fault("data", "bad_json", "No."))
    with pytest.raises(StaleOffsets, match=r"hr\[0\]"):
        store.record(
            [*deliveries(range(10, 12)), bad],
            places=["a", "b", "c"],
            offsets=[moved(1, 2, partition=1), moved(stood, 20)],
        )
    assert store.feed_offsets() == {("hr", "id-1", 0): 3, ("hr", "id-1", 1): 1}
    assert (store.count_after(0), store.count_dead_letters()) == (3, 0)


def test_a_batch_with_repeats_moves_them_once(store: EventStore) -> None:
    record(store, range(3), moved(0, 3))
    assert record(store, range(5), moved(3, 8)) == (5, 2, 3, 0)
    assert record(store, range(6), moved(8, 14)) == (6, 1, 5, 0)
    assert store.feed_offsets() == {("hr", "id-1", 0): 14}


def test_a_topic_made_anew_begins_anew(store: EventStore) -> None:
    record(store, range(3), moved(0, 3))
    assert record(store, range(3), moved(0, 3, topic_id="id-2")) == (3, 0, 3, 0)


def test_rewinding_forgets_only_what_is_named(store: EventStore) -> None:
    record(store, range(3), moved(0, 3), moved(0, 5, topic="other"))
    store.rewind_offsets(["hr"])
    assert store.feed_offsets() == {("other", "id-1", 0): 5}
    assert record(store, range(3), moved(0, 3)) == (3, 0, 3, 0)


def test_they_go_back_where_a_topic_was_cut_off(store: EventStore) -> None:
    record(store, range(3), moved(0, 300))
    record(store, range(3), moved(300, 3))
    assert store.feed_offsets() == {("hr", "id-1", 0): 3}


@pytest.fixture
def first_store(store_url: str) -> str:
    """A store as the first Vouch has made it, with one event."""
    make_unsealed(store_url, [delivery(1)])
    with sqlalchemy(store_url).begin() as connection:
        for table in ("feed_offsets", "relay_progress"):
            connection.execute(text(f"DROP TABLE {table}"))
        connection.execute(text("UPDATE alembic_version SET version_num = '0001'"))
    return store_url


def sqlalchemy(url: str) -> Any:
    return create_engine(url.replace("postgresql://", "postgresql+psycopg://"), poolclass=NullPool)


def test_a_store_of_the_first_vouch_is_migrated_by_sealing_it(first_store: str, new_store_url: NewUrl) -> None:
    with pytest.raises(SettingsRefused, match="vouch migrate"):
        open_store(first_store)
    with pytest.raises(SettingsRefused, match="vouch migrate --seal"):
        migrate(first_store)
    sealed = new_store_url()
    seal_store(first_store, sealed)
    store = open_store(sealed)
    assert store.count_after(0) == 1
    assert record(store, range(3), moved(0, 3)) == (3, 2, 1, 0)
    store.close()
