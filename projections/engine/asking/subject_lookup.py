"""Finding the subjects that a question is about: supersets that hold for any day and any knowledge."""

from collections.abc import Collection
from typing import NamedTuple

from sqlalchemy import Connection, or_, select

from projections.database import Database
from projections.engine.tables import members, subjects, uses


def find_subject(connection: Connection, node: str) -> int | None:
    """Find the subject that a stream belongs to; None where it was never seen or named."""
    found: int | None = connection.execute(select(members.c.subject).where(members.c.node == node)).scalar()
    return found


def find_own_subject(connection: Connection, node: str) -> set[int]:
    """Find the one subject that a stream belongs to, as a set; empty where it was never seen or named."""
    own = find_subject(connection, node)
    return set() if own is None else {own}


def find_own_subjects(database: Database, connection: Connection, nodes: Collection[str]) -> set[int]:
    """Find the subjects that streams belong to; those that were never seen or named have none."""
    mine = database.any_of(members.c.node, sorted(nodes))
    return set(connection.execute(select(members.c.subject).where(mine)).scalars())


def find_subjects_of_kinds(connection: Connection, kinds: Collection[str]) -> set[int]:
    """Find the subjects that any thing of these kinds belongs to."""
    of_kinds = or_(*(members.c.node.startswith(f"{kind}/") for kind in kinds))
    return set(connection.execute(select(members.c.subject).where(of_kinds)).scalars())


def find_subjects_using(connection: Connection, node: str) -> set[int]:
    """Find the subjects whose decisions ever looked at a stream, and its own.

    Of an employee's: the referrals made; of a requisition's: the applications to it.
    """
    used = find_subject(connection, node)
    if used is None:
        return set()
    return {used, *connection.execute(select(uses.c.subject).where(uses.c.used == used)).scalars()}


def find_subjects_using_any(database: Database, connection: Connection, nodes: Collection[str]) -> set[int]:
    """Find the subjects whose decisions ever looked at one of the streams."""
    theirs = database.any_of(members.c.node, list(nodes))
    using = select(uses.c.subject).join(members, members.c.subject == uses.c.used).where(theirs)
    return set(connection.execute(using).scalars())


def find_named(connection: Connection, kind: str) -> set[str]:
    """Find the ids of all things of a kind that were ever seen or named."""
    first, behind = f"{kind}/", f"{kind}0"  # 0 comes right behind the slash
    named = select(members.c.node).where(members.c.node >= first, members.c.node < behind)
    return {node.removeprefix(first) for node in connection.execute(named).scalars()}


def find_ids(database: Database, connection: Connection, wanted: Collection[int], kind: str) -> list[str]:
    """Find the ids of a kind of thing that belong to the subjects `wanted`."""
    mine = database.any_of(members.c.subject, list(wanted))
    found = connection.execute(select(members.c.node).where(mine, members.c.node.startswith(f"{kind}/"))).scalars()
    return [node.partition("/")[2] for node in found]


def find_used(connection: Connection, subject: int) -> set[int]:
    """Find the subjects that a subject's decisions look at."""
    return set(connection.execute(select(uses.c.used).where(uses.c.subject == subject)).scalars())


class SubjectState(NamedTuple):
    """A subject and how far it has been told: with the same facts and stamp it says the same."""

    subject: int
    facts: int
    written: int


def find_state(connection: Connection, node: str) -> SubjectState | None:
    """Find the subject of a stream, and how far it has been told; None where it was never seen or named."""
    statement = (
        select(subjects.c.subject, subjects.c.facts, subjects.c.written)
        .join(members, members.c.subject == subjects.c.subject)
        .where(members.c.node == node)
    )
    found = connection.execute(statement).first()
    return None if found is None else SubjectState(*found)


def find_subjects(database: Database, connection: Connection, nodes: Collection[str]) -> set[int]:
    """Find the subjects that some streams belong to."""
    wanted = database.any_of(members.c.node, list(nodes))
    return set(connection.execute(select(members.c.subject).where(wanted)).scalars())
