"""Folding again whoever was erased: their names and addresses leave the read models."""

from collections.abc import Sequence

from sqlalchemy import delete, select

from projections.database import Database
from projections.engine.marks import mark_found
from projections.engine.routing.key_index import NUMBER
from projections.engine.tables import keys, members


def fold_again(database: Database, streams: Sequence[str]) -> None:
    """Mark the subjects of these streams to be folded, and take their addresses out of the index of keys."""
    with database.writing() as connection:
        theirs = select(members.c.subject).where(database.any_of(members.c.node, streams)).distinct()
        mark_found(database, connection, list(connection.execute(theirs).scalars()))
        mine = database.any_of(keys.c.node, streams)
        connection.execute(delete(keys).where(mine, ~keys.c.key.startswith(NUMBER)))
