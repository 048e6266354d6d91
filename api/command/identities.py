"""`vouch identities`: who is not yet known to be whom; and saying who is."""
# ruff: noqa: PLC0415 - the work is imported when it is done

from pathlib import Path
from typing import Annotated

import typer

from api.command.options import Json, Store, parse_one_of

KINDS = "account", "candidate", "same_as"
STATES = "unidentified", "several", "conflict", "linked"

Kind = Annotated[
    str, typer.Argument(metavar="|".join(KINDS), parser=parse_one_of(*KINDS), help="What is said to be the employee.")
]
Id = Annotated[str, typer.Argument(metavar="ID", help="Its id; of same_as another number of the employee.")]
Employee = Annotated[str, typer.Argument(metavar="EMPLOYEE", help="The employee's id.")]
InState = Annotated[
    str | None,
    typer.Option(
        "--state",
        metavar="|".join(STATES),
        parser=parse_one_of(*STATES),
        help="Only who is in this state; without it, all but who is linked.",
    ),
]
Reason = Annotated[str | None, typer.Option("--reason", metavar="TEXT", help="Why; kept as personal data.")]
File = Annotated[
    Path, typer.Argument(metavar="FILE.csv", exists=True, dir_okay=False, help="Columns kind, id, employee, reason.")
]


def identities(context: typer.Context, state: InState = None, json: Json = False, store: Store = None) -> None:
    """Who is not yet known to be whom, with guesses; link, unlink and import say who is."""
    if context.invoked_subcommand is not None:
        return
    from api.command.work.identities import list_identities

    list_identities(store=store, state=state, as_json=json)


def link(kind: Kind, id_: Id, employee: Employee, reason: Reason = None, store: Store = None) -> None:
    """Say that an account, a candidate or another number is an employee."""
    from api.command.work.identities import state

    state(kind, id_, employee, reason, linked=True, store=store)


def unlink(kind: Kind, id_: Id, employee: Employee, reason: Reason = None, store: Store = None) -> None:
    """Say that it is not, whatever else may suggest it."""
    from api.command.work.identities import state

    state(kind, id_, employee, reason, linked=False, store=store)


def import_(file: File, store: Store = None) -> None:
    """Say who is who for each row of a file: all of them, or none if one is refused."""
    from api.command.work.identities import import_file

    import_file(file, store=store)
