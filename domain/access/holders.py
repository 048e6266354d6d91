"""Who ever has an operation: the roles and the scopes of keys to which the table gives it for some thing."""

from domain.access.scope import OF_SCOPE
from domain.access.table import read_table
from domain.access.words import Answer, Role, Scope


def list_roles(operation: str) -> list[Role]:
    """List the roles that have the operation, in the order of the table; what everybody has, every role of people."""
    cells = read_table()[operation].cells
    if cells[Role.REFERRER].answer > Answer.HIDDEN:
        return [role for role in Role if role is not Role.INTEGRATOR]
    return [role for role, cell in cells.items() if cell.answer > Answer.HIDDEN and role is not Role.INTEGRATOR]


def list_scopes(operation: str) -> list[Scope] | None:
    """List the scopes of which a key needs one; none where any key will do, None where no key has the operation."""
    if read_table()[operation].cells[Role.INTEGRATOR].answer is Answer.FORBIDDEN:
        return None
    return [scope for scope, names in OF_SCOPE.items() if operation.startswith(names)]
