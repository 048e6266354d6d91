"""How far topics have been read: kept with the events, and moved by compare and set.

A consumer that was paused for longer than its session lasts, and goes on with an old batch, finds that another consumer
has moved the offset: nothing of its batch is written.
"""

from collections.abc import Sequence

from domain.store.errors import StaleOffsets
from domain.store.session import Session
from domain.store.values import Advance, PartitionKey


def advance(session: Session, advances: Sequence[Advance]) -> None:
    """Move the offsets of partitions. StaleOffsets if one is not at its expected offset."""
    if not advances:
        return
    known = read_offsets(session)
    stale = [f"{each.topic}[{each.partition}]" for each in advances if known.get(each.key, 0) != each.expected_offset]
    if stale:
        raise StaleOffsets(stale)
    for each in advances:
        session.run(
            "INSERT INTO feed_offsets (topic, topic_id, partition_number, next_offset) VALUES (?, ?, ?, ?)"
            " ON CONFLICT (topic, topic_id, partition_number) DO UPDATE SET next_offset = excluded.next_offset",
            *each.key,
            each.next_offset,
        )


def read_offsets(session: Session) -> dict[PartitionKey, int]:
    """Read the next offset of every partition that was ever read."""
    rows = session.rows("SELECT topic, topic_id, partition_number, next_offset FROM feed_offsets")
    return {(topic, topic_id, number): offset for topic, topic_id, number, offset in rows}


def rewind(session: Session, topics: Sequence[str]) -> None:
    """Forget how far these topics were read."""
    for topic in topics:
        session.run("DELETE FROM feed_offsets WHERE topic = ?", topic)
