"""Relaying: what has been recorded, published, beside the client's own producer with the same records ready made."""

from collections.abc import Iterator, Sequence
from secrets import token_hex
from threading import Event, Thread
from time import sleep

from kafka import KafkaProducer

from consumers.feed.push import push
from consumers.kafka.security import Brokers
from consumers.relay.producing import connect_producer
from consumers.relay.public import Message, public_messages
from consumers.relay.publisher import Relay
from consumers.relay.status import RelayStatus
from domain.store.opening import open_store
from domain.store.port import EventStore
from tests.bench.feeds import hiring_log
from tests.bench.outcome import Outcome, Target, interleaved
from tests.bench.stores import Kind
from tests.bench.timing import timed
from tests.support.kafka.broker import broker
from tests.support.kafka.topics import create_topic

RELAY = Target(0.30)
PARTITIONS = 3


def measure_relay(kind: Kind, rounds: int) -> Iterator[Outcome]:
    """The hiring log from the store to where the brokers have all of it."""
    with kind.fresh() as url, broker() as running:
        store = open_store(url)
        push(store, hiring_log())
        messages = public_messages(store.read_after(0, len(hiring_log())), store)
        pairs = interleaved(
            rounds,
            lambda: _produced(running.bootstrap, messages),
            lambda: _relayed(running.bootstrap, store, len(messages)),
        )
        store.close()
    yield Outcome("relay to Kafka", kind.name, "events/s", pairs, RELAY)


def _topic(bootstrap: str) -> str:
    return create_topic(bootstrap, f"bench.{token_hex(6)}", partitions=PARTITIONS)


def _produced(bootstrap: str, messages: Sequence[Message]) -> float:
    topic = _topic(bootstrap)
    producer = KafkaProducer(bootstrap_servers=bootstrap, enable_idempotence=True, acks="all")
    producer.partitions_for(topic)
    with timed() as watch:
        for message in messages:
            producer.send(topic, key=message.key.encode(), value=message.value, headers=message.headers)
        producer.flush()
    producer.close()
    return watch.rate(len(messages))


def _relayed(bootstrap: str, store: EventStore, messages: int) -> float:
    topic, status, stop, head = _topic(bootstrap), RelayStatus(), Event(), store.head()
    relay = Relay(store, topic, "bench", lambda: connect_producer(Brokers(bootstrap=(bootstrap,)), topic), status)
    thread = Thread(target=relay.run, args=(stop,))
    with timed() as watch:
        thread.start()
        while status.position < head:
            sleep(0.01)
    stop.set()
    thread.join()
    assert status.published == messages
    return watch.rate(messages)
