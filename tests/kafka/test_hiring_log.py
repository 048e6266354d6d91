"""The hiring log through Kafka, while consumers are killed or stand still and a broker is lost: answers as by file."""

import signal
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from threading import Thread

import pytest

from consumers.feed.files import read_lines
from consumers.feed.push import push
from tests.kafka.processes import Consumer, consumer
from tests.kafka.producing import DATA, hiring_records, produce
from tests.kafka.running import content, store_at
from tests.kafka.waiting import until
from tests.support.command import run_vouch
from tests.support.kafka.broker import Broker
from tests.support.kafka.fixtures import NewBroker
from tests.support.kafka.topics import create_topic

EVENTS = 71_752
TOPIC = "hr.events"
SESSION = {"VOUCH_KAFKA_SESSION_SECONDS": "4"}
STANDS_STILL = 12.0
"""Seconds: three sessions."""


@pytest.fixture(scope="module")
def pushed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """What the read models hold after the same files were pushed."""
    url = f"sqlite:///{tmp_path_factory.mktemp('pushed')}/vouch.db"
    with store_at(url) as store:
        for name in ("hiring-log", "hiring-log-added"):
            push(store, read_lines(str(DATA / f"{name}.jsonl.gz")))
    return content(url)


class Consumers:
    """Consumers of one store, each of which can be killed and another started in its place."""

    def __init__(self, url: str, bootstrap: str, stack: ExitStack) -> None:
        self._url = url
        self._bootstrap = bootstrap
        self._stack = stack
        self.running: list[Consumer] = []

    def begin(self, number: int) -> None:
        """Start so many."""
        self.running += [self._start() for _ in range(number)]

    def _start(self) -> Consumer:
        return self._stack.enter_context(consumer(self._url, self._bootstrap, TOPIC, SESSION))

    def replace(self, which: int) -> None:
        """Kill one, and start another."""
        self.running[which].process.kill()
        self.running[which].process.wait()
        self.running[which] = self._start()


@contextmanager
def producing(broker: Broker) -> Iterator[Thread]:
    """Sends the whole log while the block goes on."""
    thread = Thread(target=produce, args=(broker.bootstrap, TOPIC, hiring_records()))
    thread.start()
    try:
        yield thread
    finally:
        thread.join(60)


def test_three_consumers_and_three_brokers_lose_and_double_nothing(
    new_broker: NewBroker, postgres_url: str, pushed: dict[str, str]
) -> None:
    run_vouch("migrate", store=postgres_url)
    with new_broker(nodes=3) as brokers, store_at(postgres_url) as store, ExitStack() as stack:
        create_topic(brokers.bootstrap, TOPIC, partitions=6)
        consumers = Consumers(postgres_url, brokers.bootstrap, stack)
        consumers.begin(3)
        with producing(brokers):
            until(lambda: store.count_after(0) > 1_000, "the consumers have begun", 40)
            consumers.running[0].send(signal.SIGSTOP)
            stopped = time.monotonic()
            consumers.replace(1)
            brokers.kill(2)
            until(lambda: store.count_after(0) > 20_000, "two consumers and two brokers go on", 60)
            consumers.replace(2)
            brokers.start(2)
            until(lambda: time.monotonic() - stopped > STANDS_STILL, "it stands still past its session", STANDS_STILL)
            consumers.running[0].send(signal.SIGCONT)
            consumers.replace(1)
        until(lambda: store.count_after(0) == EVENTS, "all is recorded", 60)
        assert store.count_dead_letters() == 0
    assert content(postgres_url) == pushed


def test_one_consumer_on_a_file_that_is_killed_again_and_again(
    new_broker: NewBroker, sqlite_url: str, pushed: dict[str, str]
) -> None:
    with new_broker() as broker, ExitStack() as stack:
        create_topic(broker.bootstrap, TOPIC, partitions=4)
        with store_at(sqlite_url) as store, producing(broker):
            consumers = Consumers(sqlite_url, broker.bootstrap, stack)
            consumers.begin(1)
            for events in (5_000, 20_000, 40_000):
                until(lambda: store.count_after(0) > events, f"{events} are recorded", 60)  # noqa: B023
                consumers.replace(0)
            until(lambda: store.count_after(0) == EVENTS, "all is recorded", 60)
            assert store.count_dead_letters() == 0
    assert content(sqlite_url) == pushed
