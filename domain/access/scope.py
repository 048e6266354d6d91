"""The one function that decides who may see and do what (spec/access.md)."""

from collections.abc import Iterator

from domain.access.duties import is_barred
from domain.access.principal import Principal
from domain.access.table import PUBLIC, Cell, read_table
from domain.access.words import EXISTS, MISSING, Answer, Relation, Relations, Role, Scope

UNBOUND = frozenset({Relation.MANAGED, Relation.RECRUITED, Relation.PAYABLE, Relation.MINE, Relation.SELF})
"""How whoever may do everything stands to every thing that exists."""

OF_SCOPE = {
    Scope.FEED_WRITE: ("feed.write", "letter.list"),
    Scope.EVENTS_READ: ("events.read",),
    Scope.REPORTS_READ: ("report.",),
    Scope.PAYOUTS_SETTLE: ("payout.settle",),
    Scope.METRICS_READ: ("metrics.read", "ops.read"),
}
"""The operations of a key's scope, or how they begin. Every key has those that are not listed, if the table says so."""

AFTER_LEAVING = {
    "referral.list": Cell(Answer.COARSE, Relation.MINE),
    "referral.read": Cell(Answer.COARSE, Relation.MINE),
    "referral.why": Cell(Answer.COARSE, Relation.MINE),
    "employee.export": Cell(Answer.ALLOWED, Relation.SELF),
}
"""What an employee who has left keeps."""


def scope(principal: Principal | None, operation: str, relations: Relations = EXISTS) -> Answer:
    """Decide what the principal (None: nobody is known) may see or do of a thing to which it stands so.

    `relations` are MISSING for a thing that does not exist; they do not matter for an operation of no thing.
    Raises KeyError for an operation that is not in the table.
    """
    if operation == PUBLIC:
        return Answer.ALLOWED
    line = read_table()[operation]
    if principal is None:
        return Answer.FORBIDDEN
    cells = list(_find_cells(principal, operation))
    if not may(principal, operation):
        return Answer.FORBIDDEN
    if line.kind is None:
        relations = EXISTS
    elif relations != MISSING:
        relations = _complete(principal, relations)
        if is_barred(operation, relations):
            return Answer.FORBIDDEN
    return max(cell.judge(relations) for cell in cells)


def may(principal: Principal | None, operation: str) -> bool:
    """Tell whether a role of the principal has the operation for any thing; if not, nothing need be looked up."""
    if operation == PUBLIC:
        return True
    return principal is not None and any(
        cell.answer is not Answer.FORBIDDEN for cell in _find_cells(principal, operation)
    )


def _find_cells(principal: Principal, operation: str) -> Iterator[Cell]:
    if principal.has_left:
        yield AFTER_LEAVING.get(operation, Cell(Answer.FORBIDDEN))
        return
    line = read_table()[operation]
    for role in _find_roles(principal):
        if role is not Role.INTEGRATOR or principal.everything or _is_in_scope(principal, operation):
            yield line.cells[role]


def _find_roles(principal: Principal) -> frozenset[Role]:
    if principal.everything:
        return frozenset(Role)
    if principal.kind == "key":
        return frozenset({Role.INTEGRATOR})
    if principal.employee is None:
        return principal.roles
    return principal.roles | {Role.REFERRER, Role.HIRING_MANAGER}


def _is_in_scope(principal: Principal, operation: str) -> bool:
    of = [scope for scope, names in OF_SCOPE.items() if operation.startswith(names)]
    return not of or any(scope in principal.scopes for scope in of)


def _complete(principal: Principal, relations: Relations) -> Relations:
    """Add what follows from who asks."""
    if principal.everything:
        return relations | UNBOUND
    return relations - {Relation.RECRUITED} if Role.RECRUITER not in principal.roles else relations
