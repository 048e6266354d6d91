"""The offsets are ours: whatever becomes of Kafka's own, nothing is read past and nothing happens twice."""

import pytest
from kafka import KafkaAdminClient, TopicPartition

from tests.kafka.producing import Record, binary, produce, structured
from tests.kafka.running import connecting, consume_all, consuming, content, store_at
from tests.kafka.waiting import until
from tests.support.kafka.fixtures import NewTopic
from tests.support.kafka.shared_broker import KafkaAccess
from tests.support.kafka.topics import create_topic, delete_topic

EVENTS = 60


def events(first: int = 0, last: int = EVENTS) -> list[Record]:
    return [structured(number, stream=number % 7) for number in range(first, last)]


def test_a_consumer_that_comes_back_goes_on_where_the_store_stands(
    kafka_broker: KafkaAccess, new_topic: NewTopic, sqlite_url: str
) -> None:
    topic = new_topic(3)
    connect = connecting(kafka_broker.bootstrap, topic)
    with store_at(sqlite_url) as store:
        produce(kafka_broker.bootstrap, topic, events())
        consume_all(store, topic, connect, EVENTS)
        produce(kafka_broker.bootstrap, topic, events(EVENTS, EVENTS + 9))
        status = consume_all(store, topic, connect, 9)
        assert (status.recorded, status.repeated) == (9, 0)


def test_rewinding_changes_nothing_even_under_a_running_consumer(
    kafka_broker: KafkaAccess, new_topic: NewTopic, store_url: str
) -> None:
    topic = new_topic(3)
    produce(kafka_broker.bootstrap, topic, events())
    with store_at(store_url) as store, consuming(store, topic, connecting(kafka_broker.bootstrap, topic)) as status:
        until(lambda: status.recorded == EVENTS, "all are recorded")
        before = content(store_url)
        store.rewind_offsets([topic])
        produce(kafka_broker.bootstrap, topic, [binary(1, stream=1, stage=f"{n}") for n in range(30)])  # conflicting
        until(lambda: status.repeated == EVENTS, "all have come again")
        until(lambda: status.parked >= 30, "what was new has come")
        assert (status.recorded, store.count_after(0), status.stale_batches > 0) == (EVENTS, EVENTS, True)
    assert content(store_url) == before


def test_kafkas_own_offsets_may_be_deleted(kafka_broker: KafkaAccess, new_topic: NewTopic, sqlite_url: str) -> None:
    topic = new_topic(2)
    connect = connecting(kafka_broker.bootstrap, topic)
    produce(kafka_broker.bootstrap, topic, events())
    with store_at(sqlite_url) as store:
        consume_all(store, topic, connect, EVENTS)
        admin = KafkaAdminClient(bootstrap_servers=kafka_broker.bootstrap)
        assert {one.topic for one in admin.list_group_offsets([topic])[topic]} == {topic}  # for other people's tools
        admin.delete_groups([topic])
        admin.close()
        produce(kafka_broker.bootstrap, topic, events(EVENTS, EVENTS + 5))
        status = consume_all(store, topic, connect, 5)
        assert (status.recorded, status.repeated, store.count_after(0)) == (5, 0, EVENTS + 5)


@pytest.mark.parametrize("running", [False, True], ids=["between two runs", "under a running consumer"])
def test_a_topic_made_anew_with_the_same_content_changes_nothing(
    kafka_broker: KafkaAccess, new_topic: NewTopic, sqlite_url: str, running: bool
) -> None:
    topic = new_topic(2)
    connect = connecting(kafka_broker.bootstrap, topic)
    produce(kafka_broker.bootstrap, topic, events())
    with store_at(sqlite_url) as store:
        if running:
            with consuming(store, topic, connect) as status:
                until(lambda: status.recorded == EVENTS, "all are recorded")
                make_anew(kafka_broker, topic, [*events(), *events(EVENTS, EVENTS + 9)])
                until(lambda: status.recorded == EVENTS + 9, "what is new is recorded", 60)
        else:
            consume_all(store, topic, connect, EVENTS)
            make_anew(kafka_broker, topic, [*events(), *events(EVENTS, EVENTS + 9)])
            consume_all(store, topic, connect, EVENTS + 9)
        assert (store.count_after(0), store.count_dead_letters()) == (EVENTS + 9, 0)


def make_anew(broker: KafkaAccess, topic: str, records: list[Record]) -> None:
    delete_topic(broker.bootstrap, topic)
    create_topic(broker.bootstrap, topic, partitions=2)
    produce(broker.bootstrap, topic, records)


def test_a_topic_that_was_cut_off_at_its_beginning_goes_on(
    kafka_broker: KafkaAccess, new_topic: NewTopic, sqlite_url: str
) -> None:
    topic = new_topic()
    connect = connecting(kafka_broker.bootstrap, topic)
    produce(kafka_broker.bootstrap, topic, events())
    admin = KafkaAdminClient(bootstrap_servers=kafka_broker.bootstrap)
    admin.delete_records({TopicPartition(topic, 0): 50})
    admin.close()
    with store_at(sqlite_url) as store:
        status = consume_all(store, topic, connect, EVENTS - 50)
        assert status.recorded == EVENTS - 50
