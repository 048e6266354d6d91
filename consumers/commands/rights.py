"""Fields of commands that a principal's roles do not have: they are said to be unknown (spec/commands.md §1, §2)."""

from domain.access.principal import Principal
from domain.access.words import Role
from domain.commands.table import Row


def hidden_from(principal: Principal, row: Row) -> frozenset[str]:
    """List the fields of a command that the principal's roles do not have."""
    hidden: frozenset[str] = frozenset()
    if not (principal.everything or Role.RECRUITER in principal.roles):
        hidden |= row.body.RECRUITERS_ONLY
    if not (principal.everything or Role.ADMIN in principal.roles):
        hidden |= row.body.ADMINS_ONLY
    return hidden
