"""Finding the subjects that a question is about: supersets that hold for any day and any knowledge."""

from collections.abc import Collection

from sqlalchemy import Connection, select

from projections.database import Database
from projections.engine.tables import members, uses


def subject_of(connection: Connection, node: str) -> int | None:
    """The subject that a stream belongs to; None where it was never seen or named."""
    found: int | None = connection.execute(select(members.c.subject).where(members.c.node == node)).scalar()
    return found


def subjects_using(connection: Connection, node: str) -> set[int]:
    """The subjects whose decisions ever looked at a stream: a referrer's referrals, a requisition's applications."""
    used = subject_of(connection, node)
    if used is None:
        return set()
    return {used, *connection.execute(select(uses.c.subject).where(uses.c.used == used)).scalars()}


def nodes_of(database: Database, connection: Connection, among: Collection[int], kind: str) -> list[str]:
    """The ids of a kind of thing that belong to the subjects."""
    mine = database.any_of(members.c.subject, list(among))
    found = connection.execute(select(members.c.node).where(mine, members.c.node.startswith(f"{kind}/"))).scalars()
    return [node.partition("/")[2] for node in found]


def used_by(connection: Connection, subject: int) -> set[int]:
    """The subjects that a subject's decisions look at."""
    return set(connection.execute(select(uses.c.used).where(uses.c.subject == subject)).scalars())
