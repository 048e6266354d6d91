"""Turns: one relay publishes to a topic at a time; one that is dead holds up nobody for long."""

import time
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consumers.relay.public import Message
from consumers.relay.sending import split_rounds
from domain.store.opening import open_store
from domain.store.port import EventStore

TOPIC = "out"


@pytest.fixture
def store(store_url: str) -> Iterator[EventStore]:
    opened = open_store(store_url, create=True)
    yield opened
    opened.close()


def test_one_relay_has_the_turn_until_it_gives_it_back(store: EventStore) -> None:
    assert store.published_up_to(TOPIC) == 0
    assert store.acquire_relay_lease(TOPIC, "one", 60) == store.acquire_relay_lease(TOPIC, "one", 60) == 0
    assert store.acquire_relay_lease(TOPIC, "two", 60) is None
    assert store.acquire_relay_lease("other", "two", 60) == 0
    assert store.record_published(TOPIC, "one", 5, 60)
    store.release_relay_lease(TOPIC, "two")
    assert store.acquire_relay_lease(TOPIC, "two", 60) is None
    store.release_relay_lease(TOPIC, "one")
    assert store.acquire_relay_lease(TOPIC, "two", 60) == store.published_up_to(TOPIC) == 5


def test_a_turn_runs_out_and_who_has_lost_it_moves_nothing(store: EventStore) -> None:
    assert store.acquire_relay_lease(TOPIC, "one", 0.05) == 0
    time.sleep(0.1)
    assert store.acquire_relay_lease(TOPIC, "two", 60) == 0
    assert store.record_published(TOPIC, "two", 9, 60)
    assert not store.record_published(TOPIC, "one", 4, 60)
    store.release_relay_lease(TOPIC, "one")
    assert store.acquire_relay_lease(TOPIC, "one", 60) is None
    assert store.published_up_to(TOPIC) == 9


def test_a_move_keeps_the_turn(store: EventStore) -> None:
    assert store.acquire_relay_lease(TOPIC, "one", 0.05) == 0
    assert store.record_published(TOPIC, "one", 3, 60)
    time.sleep(0.1)
    assert store.acquire_relay_lease(TOPIC, "two", 60) is None


@given(st.lists(st.sampled_from("abc"), max_size=12))
def test_of_each_key_one_message_at_a_time_is_on_its_way_in_order(keys: list[str]) -> None:
    messages = [Message(number, key, [], b"") for number, key in enumerate(keys)]
    found = split_rounds(messages)
    assert all(len({message.key for message in each}) == len(each) > 0 for each in found)
    sent = [message for each in found for message in each]
    for key in "abc":
        assert [message for message in sent if message.key == key] == [m for m in messages if m.key == key]
