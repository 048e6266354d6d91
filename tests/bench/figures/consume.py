"""Consuming: from a topic to durable events, beside the file push; and how long it takes to where it can be read."""

from collections.abc import Iterator
from itertools import count
from secrets import token_hex
from statistics import quantiles
from threading import Thread
from time import monotonic, sleep

from kafka import KafkaProducer

from api.bootstrap import open_vouch
from api.settings import Settings
from domain.store.opening import open_store
from tests.bench.feeds import generated, hiring_log
from tests.bench.figures.push import recorded
from tests.bench.outcome import Outcome, Target, interleaved
from tests.bench.stores import Kind
from tests.bench.timing import timed
from tests.kafka.processes import consumer
from tests.kafka.producing import STRUCTURED, Record, hiring_records, produce
from tests.kafka.running import connecting, consuming
from tests.support.kafka.broker import Broker, broker
from tests.support.kafka.topics import create_topic
from tests.support.server import vouch_server

BESIDE_PUSH = Target(0.50)
ARRIVAL = Target(1.0, at_most=True)
RATE, SECONDS = 500, 60
PARTITIONS = 4
ASKED_EVERY = 0.005


def measure_consume(kind: Kind, rounds: int) -> Iterator[Outcome]:
    """The hiring log from a topic to durable events, from the first batch (the group has been joined) to the last."""
    with broker() as running:
        topic = create_topic(running.bootstrap, "hr.events", partitions=PARTITIONS)
        produce(running.bootstrap, topic, hiring_records())
        pairs = interleaved(rounds, lambda: recorded(kind), lambda: _consumed(kind, running.bootstrap, topic))
    yield Outcome("topic to durable", kind.name, "events/s", pairs, BESIDE_PUSH)


def _consumed(kind: Kind, bootstrap: str, topic: str) -> float:
    events = len(hiring_log())
    with kind.fresh() as url:
        store = open_store(url)
        with consuming(store, topic, connecting(bootstrap, token_hex(6))) as status:
            while not (before := status.recorded):
                sleep(ASKED_EVERY)
            with timed() as watch:
                while status.recorded < events:
                    sleep(ASKED_EVERY)
        store.close()
    return watch.rate(events - before)


def measure_arrival(kind: Kind) -> Iterator[Outcome]:
    """The 99th percentile of the time from sending an event to where all read models have it; the limit is a second."""
    with kind.fresh() as url, broker() as running:
        topic = create_topic(running.bootstrap, "hr.events")
        with consumer(url, running.bootstrap, topic) as consuming_process, vouch_server(url):
            consuming_process.await_ready()
            waited = _waited(url, running, topic)
    yield Outcome("topic to readable, 99th percentile", kind.name, "s", [(1.0, waited)], ARRIVAL)


def _waited(url: str, running: Broker, topic: str) -> float:
    """The percentile of the waits, when events come at the rate for so many seconds. Positions are as in the topic."""
    events = [Record(line.raw, STRUCTURED) for line in generated(RATE * SECONDS, shuffled=False)]
    sent: list[float] = []
    thread = Thread(target=_send, args=(running.bootstrap, topic, events, sent))
    waits: list[float] = []
    with open_vouch(Settings(store=url)) as vouch:
        thread.start()
        while len(waits) < len(events):
            reached, now = vouch.engine.find_reached(), monotonic()
            waits += [now - at for at in sent[len(waits) : reached]]
            sleep(ASKED_EVERY)
        thread.join()
    return quantiles(waits, n=100)[98]


def _send(bootstrap: str, topic: str, events: list[Record], sent: list[float]) -> None:
    producer = KafkaProducer(bootstrap_servers=bootstrap, acks="all")
    producer.partitions_for(topic)
    began = monotonic()
    for number, event in zip(count(), events, strict=False):
        sleep(max(0.0, began + number / RATE - monotonic()))
        sent.append(monotonic())
        producer.send(topic, event.value, headers=event.headers)
    producer.close()
