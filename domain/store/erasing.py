"""What the store itself does for an erasure: the streams of a prefix, and an inbox that takes anything for a repeat."""

from collections.abc import Sequence

from domain.facts import catalogue
from domain.store.inbox.repeats import ANYTHING
from domain.store.session import Session
from domain.store.values import StoredRow


def find_beginning(session: Session, prefix: str) -> list[str]:
    """Find the streams whose names begin with a prefix that ends in a slash."""
    after = f"{prefix[:-1]}0"  # the character behind the slash: the index is searched, never walked through
    sql = "SELECT DISTINCT originator_id FROM stored_events WHERE originator_id >= ? AND originator_id < ?"
    return sorted(stream for (stream,) in session.rows(sql, prefix, after) if stream.startswith(prefix))


def take_anything(session: Session, rows: Sequence[StoredRow]) -> None:
    """Take whatever comes under the source and id of these facts for a repeat: their contents are forgotten."""
    facts = [catalogue.decode(row.topic, row.state) for row in rows]
    sql = "UPDATE inbox SET content = ? WHERE source = (SELECT number FROM sources WHERE name = ?) AND id = ?"
    session.run_many(sql, [(ANYTHING, fact.source, fact.id) for fact in facts])
