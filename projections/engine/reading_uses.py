"""Reading whom decisions look at besides their own subject, from the engine's table of uses."""

from collections.abc import Sequence

from sqlalchemy import Connection, select

from projections.database import Database
from projections.engine.tables import subjects, uses
from projections.engine.uses import Uses


def read_uses(database: Database, connection: Connection, wanted: Sequence[int]) -> Uses:
    """Read what each subject with a referral looks at; nothing is decided, so nothing looked at, in the others."""
    mine = database.any_of(subjects.c.subject, list(wanted))
    referred = select(subjects.c.subject).where(mine, subjects.c.last_referral_on.is_not(None))
    starts = list(connection.execute(referred).scalars())
    direct: dict[int, set[int]] = {}
    managers: dict[int, set[int]] = {}
    own = database.any_of(uses.c.subject, starts)
    for used, subject, kind in connection.execute(select(uses).where(own)) if starts else ():
        if used != subject or kind == "manager":
            (managers if kind == "manager" else direct).setdefault(subject, set()).add(used)
    if managers:
        _read_edges_up(database, connection, managers)
    return Uses(direct, managers)


def _read_edges_up(database: Database, connection: Connection, managers: dict[int, set[int]]) -> None:
    """Read the managers of managers to the top, in one query whatever the height."""
    first = list({used for found in managers.values() for used in found})
    up = uses.alias("up")
    mine = database.any_of(up.c.subject, first)
    above = select(up.c.used, up.c.subject).where(mine, up.c.kind == "manager").cte("above", recursive=True)
    higher = select(up.c.used, up.c.subject).join(above, up.c.subject == above.c.used)
    above = above.union(higher.where(up.c.kind == "manager"))
    for used, subject in connection.execute(select(above.c.used, above.c.subject)):
        managers.setdefault(subject, set()).add(used)
