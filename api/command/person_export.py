"""`vouch candidate export` and `vouch employee export`: one person's data."""
# ruff: noqa: PLC0415 - the work is imported when it is done

from typing import Annotated

import typer

from api.command.options import As, Roles, Store

Id = Annotated[str, typer.Argument(metavar="ID", help="Its id.")]


def candidate(id_: Id, as_: As = None, roles: Roles = None, store: Store = None) -> None:
    """Print all data of a candidate as JSON; that they were exported is recorded."""
    from api.command.work.person_export import export

    export("candidate", id_, store=store, employee=as_, roles=roles)


def employee(id_: Id, as_: As = None, roles: Roles = None, store: Store = None) -> None:
    """Print all data of an employee as JSON; that they were exported is recorded."""
    from api.command.work.person_export import export

    export("employee", id_, store=store, employee=as_, roles=roles)
