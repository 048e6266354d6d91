"""The index of keys: who has which number or address, so that those who share one are decided together.

A key joins its owners only once an employee and somebody else (an account, a candidate) have it: candidates who share
an address with nobody on the payroll stay apart, however many they are. From then on whoever gets the key joins one who
has it. Addresses stand here as keyed digests, never as text.
"""

from collections.abc import Callable, Collection, Iterable, Sequence
from typing import NamedTuple

from sqlalchemy import Connection, select

from domain.facts.keys import Key, number_key
from projections.database import Database
from projections.engine.tables import keys, members

EMPLOYEE = "employee/"
NUMBER = "number/"
Digest = Callable[[str], str]
Pair = tuple[str, str]


class Owned(NamedTuple):
    """A key, as it is indexed, and the stream of one who has it."""

    key: str
    node: str


class _Owners(NamedTuple):
    """One employee and one other who have a key by now; None: nobody."""

    employee: str | None
    other: str | None


class KeyIndex:
    """Keeps who has which key; finds whom that joins."""

    def __init__(self, database: Database, digest: Digest) -> None:
        self._database = database
        self._digest = digest

    def name(self, key: Key) -> str:
        """Name a key as it is indexed."""
        return NUMBER + key.text if key.kind == "number" else f"{key.kind}/{self._digest(key.text)}"

    def join(self, connection: Connection, owned: Collection[Owned]) -> list[Pair]:
        """Index who has which key; returns the streams that belong together by that."""
        if not owned:
            return []
        given = list(dict.fromkeys(owned))
        before = self._find_one_of_each(connection, list(dict.fromkeys(each.key for each in given)))
        self._database.insert_missing(connection, keys, given)
        by_key: dict[str, list[str]] = {}
        for key, node in given:
            by_key.setdefault(key, []).append(node)
        shared = {key: nodes for key, nodes in by_key.items() if _is_shared(before[key], nodes)}
        fresh = [key for key in shared if None in before[key]]
        owners = self._find_owners(connection, fresh)
        pairs = [(before[key].employee or owners[key][0], node) for key, nodes in shared.items() for node in nodes]
        pairs += [(nodes[0], node) for nodes in owners.values() for node in nodes[1:]]
        return pairs + self._join_numbers(connection, given)

    def join_numbered(self, connection: Connection, employees: Iterable[str]) -> list[Pair]:
        """Join employees named for the first time with the accounts that have their ids for a number."""
        named = {NUMBER + number_key(node.removeprefix(EMPLOYEE)): node for node in employees}
        if not named or connection.execute(select(keys.c.key).limit(1)).first() is None:
            return []
        mine = select(keys.c.key, keys.c.node).where(self._database.any_of(keys.c.key, list(named)))
        found = connection.execute(mine.where(keys.c.node < EMPLOYEE)).all()
        return [(named[key], node) for key, node in found]

    def _join_numbers(self, connection: Connection, given: Sequence[Owned]) -> list[Pair]:
        """Join accounts with the employees whose ids their numbers are."""
        numbered = [(EMPLOYEE + key.removeprefix(NUMBER), node) for key, node in given if key.startswith(NUMBER)]
        numbered = [(employee, node) for employee, node in numbered if not node.startswith(EMPLOYEE)]
        if not numbered:
            return []
        wanted = list({employee for employee, _ in numbered})
        there = select(members.c.node).where(self._database.any_of(members.c.node, wanted))
        known = set(connection.execute(there).scalars())
        return [(employee, node) for employee, node in numbered if employee in known]

    def _find_one_of_each(self, connection: Connection, named: Sequence[str]) -> dict[str, _Owners]:
        """Find one employee and one other that have each key: two look-ups a key, however many have it."""
        wanted = self._database.listed(named)
        one = select(keys.c.node).where(keys.c.key == wanted.c.value).limit(1)
        employee = one.where(keys.c.node >= EMPLOYEE).scalar_subquery()
        other = one.where(keys.c.node < EMPLOYEE).scalar_subquery()
        found = connection.execute(select(wanted.c.value, employee, other)).all()
        return {key: _Owners(employee, other) for key, employee, other in found}

    def _find_owners(self, connection: Connection, named: Sequence[str]) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        if named:
            mine = select(keys.c.key, keys.c.node).where(self._database.any_of(keys.c.key, named))
            for key, node in connection.execute(mine):
                found.setdefault(key, []).append(node)
        return found


def _is_shared(before: _Owners, nodes: Sequence[str]) -> bool:
    employee = before.employee is not None or any(node.startswith(EMPLOYEE) for node in nodes)
    return employee and (before.other is not None or any(not node.startswith(EMPLOYEE) for node in nodes))
