"""Test support: a store with much to tell, what a topic holds, and what a reader makes of it that skips known ids."""

import gzip
import itertools
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from kafka import KafkaConsumer, TopicPartition

from consumers.feed.line import Line
from consumers.feed.push import push
from consumers.relay.checkpoints import TYPE
from domain.facts.catalogue import PUBLIC
from domain.store.opening import open_store
from domain.store.port import EventStore

LOG = Path(__file__).parents[1] / "data" / "hiring-log.jsonl.gz"


class Told(NamedTuple):
    """One record of the topic."""

    partition: int
    offset: int
    key: str
    id: str
    type: str
    value: bytes


def filled(url: str, events: int) -> EventStore:
    """A store with so many events of the hiring log."""
    store = open_store(url, create=True)
    with gzip.open(LOG) as lines:
        some = itertools.islice(lines, events)
        push(store, (Line(f"log:{number}", raw) for number, raw in enumerate(some, 1)))
    return store


def public_ids(store: EventStore) -> list[tuple[str, str]]:
    """Stream and id of everything public that the store holds, in its order."""
    rows = store.read_after(0, 1_000_000)
    return [(row.stream, f"{row.stream}/{row.version}") for row in rows if row.topic in PUBLIC]


def all_of(bootstrap: str, topic: str) -> list[Told]:
    """Every event that the topic holds by now, partition by partition."""
    return [each for each in everything_of(bootstrap, topic) if each.type != TYPE]


def everything_of(bootstrap: str, topic: str) -> list[Told]:
    """The same, with the checkpoints."""
    reader = KafkaConsumer(bootstrap_servers=bootstrap.split(","), auto_offset_reset="earliest")
    try:
        parts = [TopicPartition(topic, number) for number in reader.partitions_for_topic(topic) or ()]
        reader.assign(parts)
        ends = reader.end_offsets(parts)
        found: list[Told] = []
        while any(reader.position(part) < ends[part] for part in parts):
            for records in reader.poll(timeout_ms=500).values():
                found += map(_told, records)
        return found
    finally:
        reader.close()


def _told(record: object) -> Told:
    headers = {name: value.decode() for name, value in record.headers}  # type: ignore[attr-defined]
    return Told(
        record.partition,  # type: ignore[attr-defined]
        record.offset,  # type: ignore[attr-defined]
        record.key.decode(),  # type: ignore[attr-defined]
        headers["ce_id"],
        headers["ce_type"],
        record.value,  # type: ignore[attr-defined]
    )


def by_stream(pairs: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    """Ids by stream, in their order."""
    found: dict[str, list[str]] = defaultdict(list)
    for stream, id_ in pairs:
        found[stream].append(id_)
    return found


def once_each(told: Iterable[Told]) -> dict[str, list[str]]:
    """What a reader sees that passes over ids it has seen: ids by key, in the order of arrival."""
    first = {each.id: each for each in reversed(list(told))}
    return by_stream((each.key, each.id) for each in sorted(first.values()))
