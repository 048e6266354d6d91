"""A consumer in a thread of the test, and the whole of a store to compare."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from threading import Event, Thread

from api.bootstrap import open_vouch
from api.settings import Settings
from consumers.kafka.connecting import Membership, connect_consumer
from consumers.kafka.consumer import Connect, FeedConsumer
from consumers.kafka.security import Brokers
from consumers.kafka.status import ConsumerStatus
from domain.store import EventStore, open_store
from projections.engine.asking.digest import digests
from tests.kafka.waiting import until

DAY = date(2015, 12, 31)


def connecting(bootstrap: str, group: str) -> Connect:
    """Connects to a broker as a member of a group, with a short session."""
    brokers = Brokers(bootstrap=tuple(bootstrap.split(",")))
    return lambda: connect_consumer(brokers, Membership(group=group, session_seconds=6))


@contextmanager
def consuming(
    store: EventStore, topic: str, connect: Connect, *, stuck_seconds: float = 60
) -> Iterator[ConsumerStatus]:
    """A consumer that feeds the store from the topic while the block lasts."""
    status, stop = ConsumerStatus(), Event()
    consumer = FeedConsumer(store, (topic,), connect, status, stuck_seconds=stuck_seconds)
    thread = Thread(target=consumer.run, args=(stop,))
    thread.start()
    try:
        yield status
    finally:
        stop.set()
        thread.join(15)
        assert not thread.is_alive()


def consume_all(store: EventStore, topic: str, connect: Connect, records: int) -> ConsumerStatus:
    """Consume until so many records have been seen to."""
    with consuming(store, topic, connect) as status:
        until(lambda: seen(status) >= records, f"{records} records of {topic}; {status.troubles()}")
    return status


def seen(status: ConsumerStatus) -> int:
    """How many records a consumer has seen to."""
    return status.recorded + status.repeated + status.parked + status.not_ours


def content(url: str) -> dict[str, str]:
    """The digests of all read models on a store."""
    with open_vouch(Settings(store=url)) as vouch:
        vouch.engine.catch_up()
        with vouch.engine.reader() as reader:
            return digests(reader, vouch.engine.models, DAY)


@contextmanager
def store_at(url: str) -> Iterator[EventStore]:
    """An open store, made where there is none, that is soon tired of waiting for its database."""
    store = open_store(url, create=True, patience=0.5)
    try:
        yield store
    finally:
        store.close()
