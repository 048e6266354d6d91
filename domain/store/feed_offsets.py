"""How far topics have been read: kept with the events, and moved only from where they stand (compare and set).

A consumer that was paused past its session and goes on with an old batch finds that somebody else has moved the
offset: nothing of its batch is written.
"""

from collections.abc import Sequence

from domain.store.errors import StaleOffsets
from domain.store.port import Advance, PartitionKey
from domain.store.session import Session


def advance(session: Session, advances: Sequence[Advance]) -> None:
    """Move the offsets; StaleOffsets if one does not stand where the reader has found it."""
    if not advances:
        return
    known = offsets(session)
    stale = [f"{each.topic}[{each.partition}]" for each in advances if known.get(each.key, 0) != each.stood]
    if stale:
        raise StaleOffsets(stale)
    for each in advances:
        session.run(
            "INSERT INTO feed_offsets (topic, topic_id, partition_number, next_offset) VALUES (?, ?, ?, ?)"
            " ON CONFLICT (topic, topic_id, partition_number) DO UPDATE SET next_offset = excluded.next_offset",
            *each.key,
            each.following,
        )


def offsets(session: Session) -> dict[PartitionKey, int]:
    """The next offset of every partition that was ever read."""
    rows = session.rows("SELECT topic, topic_id, partition_number, next_offset FROM feed_offsets")
    return {(topic, topic_id, number): following for topic, topic_id, number, following in rows}


def rewind(session: Session, topics: Sequence[str]) -> None:
    """Forget how far these topics were read."""
    for topic in topics:
        session.run("DELETE FROM feed_offsets WHERE topic = ?", topic)
