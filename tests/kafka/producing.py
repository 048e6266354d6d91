"""Records to consume: events of the feed as producers send them, in both modes, and what does not belong there."""

import gzip
import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

from kafka import KafkaProducer

from tests.store.deliveries import event
from tests.support.kafka.configuration import LARGEST

DATA = Path(__file__).parents[1] / "data"
STRUCTURED = [("content-type", b"application/cloudevents+json; charset=utf-8")]


class Record(NamedTuple):
    """What is sent; without a partition, the key chooses it."""

    value: bytes | None
    headers: list[tuple[str, bytes]] = STRUCTURED
    key: bytes | None = None
    partition: int | None = None


def structured(number: int, **options: Any) -> Record:
    """An event in structured mode; the number makes its id and its key."""
    return Record(event(number, **options), STRUCTURED, str(number).encode())


def binary(number: int, content_type: bytes | None = b"application/json", **options: Any) -> Record:
    """The same in binary mode."""
    whole = json.loads(event(number, **options))
    data = json.dumps(whole.pop("data")).encode()
    headers = [(f"ce_{name}", text.encode()) for name, text in whole.items()]
    if content_type is not None:
        headers.append(("content-type", content_type))
    return Record(data, headers, str(number).encode())


def hiring_records() -> Iterator[Record]:
    """The hiring log and what was added to it, each event keyed by what it is about."""
    for name in ("hiring-log", "hiring-log-added"):
        with gzip.open(DATA / f"{name}.jsonl.gz") as file:
            for line in file:
                subject = next(iter(json.loads(line)["data"].values()))
                yield Record(line.strip(), STRUCTURED, str(subject).encode())


@contextmanager
def producer(bootstrap: str) -> Iterator[KafkaProducer]:
    """A producer that loses nothing and sends nothing twice."""
    made = KafkaProducer(
        bootstrap_servers=bootstrap.split(","),
        enable_idempotence=True,
        acks="all",
        max_request_size=LARGEST,
        batch_size=1 << 17,
        linger_ms=5,
    )
    try:
        yield made
    finally:
        made.close(timeout=10)


def produce(bootstrap: str, topic: str, records: Iterable[Record]) -> None:
    """Send records; returns when the broker has all of them."""
    with producer(bootstrap) as open_producer:
        sent = [
            open_producer.send(topic, each.value, key=each.key, headers=each.headers, partition=each.partition)
            for each in records
        ]
        for each in sent:
            each.get(60)
