"""Consuming: everything that a topic may hold, recorded, counted or parked, and nothing waits for it."""

from collections.abc import Iterator

import pytest

from consumers.kafka.status import ConsumerStatus
from domain.store import EventStore
from domain.store.dead_letters.letters import DeadLetter
from tests.kafka.producing import STRUCTURED, Record, binary, produce, structured
from tests.kafka.running import connecting, consume_all, consuming, seen, store_at
from tests.kafka.waiting import until
from tests.support.kafka.fixtures import NewTopic
from tests.support.kafka.shared_broker import KafkaAccess
from tests.support.kafka.topics import create_topic


@pytest.fixture
def store(sqlite_url: str) -> Iterator[EventStore]:
    with store_at(sqlite_url) as store:
        yield store


def counts_of(status: ConsumerStatus) -> tuple[int, int, int, int]:
    return status.recorded, status.repeated, status.parked, status.not_ours


def test_all_that_a_topic_may_hold(kafka_broker: KafkaAccess, new_topic: NewTopic, store: EventStore) -> None:
    topic = new_topic()
    large = b" " * (5 << 20)
    records = [
        structured(1),
        binary(2),
        binary(3, None)._replace(key=None),
        structured(1),  # a repeat
        structured(2, stage="offer"),  # a resend with other content
        Record(None, [], b"1"),  # a tombstone
        Record(b"\x00\x01", [("schema", b"\xff")]),  # another's
        Record(b"\xff\xff", STRUCTURED),
        Record(large, STRUCTURED),  # of 5 MB
        Record(large, []),
        binary(4)._replace(headers=[*binary(4).headers, ("ce_id", b"\xff\xfe")]),
        structured(5),
    ]
    produce(kafka_broker.bootstrap, topic, records)
    status = consume_all(store, topic, connecting(kafka_broker.bootstrap, topic), len(records))
    assert counts_of(status) == (4, 1, 4, 3)
    assert store.count_after(0) == 4
    assert [place(letter) for letter in store.list_dead_letters()] == [
        (f"{topic}[0]@4", "conflicting_resend"),
        (f"{topic}[0]@7", "bad_json"),
        (f"{topic}[0]@8", "too_large"),
        (f"{topic}[0]@10", "bad_id"),
    ]


def place(letter: DeadLetter) -> tuple[str, str]:
    return letter.place, letter.reason


def test_parked_records_are_replayed_and_dropped_once(
    kafka_broker: KafkaAccess, new_topic: NewTopic, store: EventStore
) -> None:
    topic = new_topic()
    records = [Record(b"\xff", STRUCTURED), structured(2), binary(1)._replace(value=b"{")]
    produce(kafka_broker.bootstrap, topic, records)
    consume_all(store, topic, connecting(kafka_broker.bootstrap, topic), len(records))
    numbers = [letter.letter for letter in store.list_dead_letters()]
    for _ in range(2):
        assert {fate.outcome for fate in store.replay(numbers).fates} == {"unreadable"}
    for _ in range(2):
        assert {fate.outcome for fate in store.drop(numbers)} == {"dropped"}
    assert store.count_dead_letters() == 0


def test_lag_is_told_until_there_is_none(kafka_broker: KafkaAccess, new_topic: NewTopic, store: EventStore) -> None:
    topic = new_topic(2)
    with consuming(store, topic, connecting(kafka_broker.bootstrap, topic)) as status:
        until(lambda: status.troubles() == {"kafka": None, "store": None}, "in order, though nothing has come")
        produce(kafka_broker.bootstrap, topic, [structured(number) for number in range(50)])
        until(lambda: seen(status) == 50, "all are recorded")
        until(lambda: len(status.partitions()) == 2, "both partitions are told of")
        assert sum(each.next_offset for each in status.partitions().values()) == 50
        until(lambda: not any(each.waiting for each in status.partitions().values()), "nothing waits")


def test_a_topic_that_is_not_there_is_named_and_waited_for(
    kafka_broker: KafkaAccess, new_topic: NewTopic, store: EventStore
) -> None:
    topic = new_topic() + ".later"
    with consuming(store, topic, connecting(kafka_broker.bootstrap, topic)) as status:
        until(lambda: "There is no topic" in str(status.troubles()["kafka"]), "it is named")
        create_topic(kafka_broker.bootstrap, topic)
        produce(kafka_broker.bootstrap, topic, [structured(1)])
        until(lambda: status.recorded == 1, "it is consumed once it is there")
