"""Every cell of the worked table, in the one function that decides."""

import csv
from itertools import combinations, product
from pathlib import Path
from typing import NamedTuple

import pytest

from domain.access.principal import Principal, everybody
from domain.access.scope import may, scope
from domain.access.table import PUBLIC, read_table
from domain.access.words import EXISTS, MISSING, Answer, Relation, Relations, Role, Scope

VECTORS = Path(__file__).parents[1] / "vectors-access"


class Worked(NamedTuple):
    """A line of the worked table."""

    role: str
    relation: str
    operation: str
    expected: str


def read_vectors(name: str) -> list[dict[str, str]]:
    with (VECTORS / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


CELLS = [Worked(**row) for row in read_vectors("matrix.csv")]
KINDS = {row["operation"]: row["kind"] for row in read_vectors("operations.csv")}


def principal(*roles: str) -> Principal | None:
    if roles == ("anonymous",):
        return None
    if roles == ("integrator",):
        return Principal(subject="key/K", kind="key", scopes=frozenset(Scope))
    claims = frozenset(map(Role, roles)) - {Role.REFERRER, Role.HIRING_MANAGER}
    return Principal(subject="sub/1", kind="person", employee="E-1", roles=claims)


def relations(relation: str) -> Relations:
    return MISSING if relation == "missing" else EXISTS | ({Relation(relation)} if relation in set(Relation) else set())


def name(answer: Answer, role: str) -> str:
    if role == "anonymous" and answer is Answer.FORBIDDEN:
        return "unauthenticated"
    return answer.name.lower()


def test_every_cell_is_as_worked() -> None:
    wrong = [
        cell
        for cell in CELLS
        if name(scope(principal(cell.role), cell.operation, relations(cell.relation)), cell.role) != cell.expected
    ]
    assert wrong == []
    assert len(CELLS) > 1_400


def test_the_table_has_the_operations_of_the_worked_one() -> None:
    known = {operation: line.kind or "none" for operation, line in read_table().items()}
    assert known == {operation: kind for operation, kind in KINDS.items() if operation != PUBLIC}


def test_two_roles_have_the_better_cell() -> None:
    at = {(cell.role, cell.relation, cell.operation): cell.expected.upper() for cell in CELLS}
    for first, second in combinations(set(Role) - {Role.INTEGRATOR}, 2):
        for operation, relation in product(KINDS, Relation):
            found = [at.get((role, relation, operation), "FORBIDDEN") for role in (first, second)]
            if "FORBIDDEN" not in found:
                best = max(Answer[answer] for answer in found)
                assert scope(principal(first, second), operation, relations(relation)) is best


def test_whoever_may_do_everything_is_refused_nothing() -> None:
    local = everybody("local", "local")
    for operation, line in read_table().items():
        best = max(cell.answer for cell in line.cells.values())
        assert scope(local, operation) is best
        assert scope(local, operation, MISSING) is (best if line.kind is None else Answer.HIDDEN)


def test_an_employee_who_has_left_keeps_what_is_theirs_and_nothing_else() -> None:
    left = Principal(subject="sub/1", kind="person", employee="E-1", roles=frozenset({Role.ADMIN}), has_left=True)
    kept = {operation for operation in KINDS if may(left, operation)} - {PUBLIC}
    assert kept == {"referral.list", "referral.read", "referral.why", "employee.export"}
    assert scope(left, "referral.read", relations("mine")) is Answer.COARSE
    assert scope(left, "referral.read", relations("payable")) is Answer.HIDDEN
    assert scope(left, "employee.export", relations("self")) is Answer.ALLOWED


@pytest.mark.parametrize(
    ("scopes", "operations"),
    [
        ({Scope.FEED_WRITE}, {"feed.write", "letter.list"}),
        ({Scope.EVENTS_READ}, {"events.read"}),
        ({Scope.PAYOUTS_SETTLE}, {"payout.settle"}),
        ({Scope.METRICS_READ}, {"metrics.read", "ops.read"}),
        (set(), set()),
    ],
)
def test_a_key_has_what_its_scopes_say(scopes: set[Scope], operations: set[str]) -> None:
    key = Principal(subject="key/K", kind="key", scopes=frozenset(scopes))
    assert {each for each in KINDS if may(key, each)} == operations | {"checkpoint.read", PUBLIC}


def test_an_operation_that_is_not_in_the_table_is_an_error() -> None:
    with pytest.raises(KeyError):
        scope(everybody("local", "local"), "referral.forget")
