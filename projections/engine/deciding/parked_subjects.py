"""Parked subjects: put aside by a read model that cannot fold them; they keep their last rows and stop nobody else."""

from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

from sqlalchemy import Connection, delete, select

from projections.database import Database
from projections.engine.folding import Failure
from projections.engine.tables import parked


class ParkedSubject(NamedTuple):
    """A subject that a read model cannot fold: one of its streams, and the kind and place of the error."""

    model: str
    node: str
    error: str


def park(
    database: Database,
    connection: Connection,
    tried: Sequence[int],
    failures: Collection[Failure],
    subject_of: Mapping[str, int],
) -> None:
    """Replace the parked marks of the subjects just tried; `subject_of` tells whose each stream is."""
    if not failures and connection.execute(select(parked.c.subject).limit(1)).first() is None:
        return
    connection.execute(delete(parked).where(database.any_of(parked.c.subject, tried)))
    named = {subject: node for node, subject in sorted(subject_of.items(), reverse=True)}
    rows = [(failure.model, failure.subject, named.get(failure.subject, ""), failure.error) for failure in failures]
    database.insert(connection, parked, rows)


def read_parked_subjects(connection: Connection) -> list[ParkedSubject]:
    """Read every parked subject, in the order of their streams."""
    found = connection.execute(select(parked.c.model, parked.c.node, parked.c.error).order_by(parked.c.node))
    return [ParkedSubject(model, node, error) for model, node, error in found]
