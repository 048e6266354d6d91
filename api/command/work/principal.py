"""Who acts on the command line: whoever can open the store, or the employee that they act as."""

from getpass import getuser

import typer

from domain.access.principal import Principal, acting_as, everybody
from domain.access.words import Role


def find_principal(employee: str | None = None, roles: frozenset[Role] | None = None) -> Principal:
    """Find who acts: `cli/USER` with every right, or the `employee` of --as with the `roles` of --role.

    Raises BadParameter for roles without an employee.
    """
    person = everybody(f"cli/{_find_user()}", "command_line")
    if employee is None:
        if roles is not None:
            raise typer.BadParameter("--role goes with --as only.")
        return person
    return acting_as(person, employee, roles or frozenset())


def _find_user() -> str:
    try:
        return getuser()
    except (KeyError, OSError):  # a user of the system without a name
        return "unknown"
