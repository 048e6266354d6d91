"""Builds the commands of people out of what is told of them: an option for each field."""
# ruff: noqa: PLC0415 - the work is imported when it is done

from collections.abc import Callable
from inspect import Parameter, Signature
from typing import Annotated, Any

import typer

from api.command.options import Json, Store, parse_one_of
from api.command.told.commands import ABOUT_NONE, COMMANDS
from api.command.told.fields import CHOICES, HINTS, MANY, SAYS

Acknowledge = Annotated[
    list[str] | None, typer.Option("--acknowledge", metavar="CODE", help="A warning to go on in spite of.")
]
Key = Annotated[
    str | None, typer.Option("--key", metavar="KEY", help="Names this command: again is told, not done; else random.")
]
IfMatch = Annotated[str, typer.Option("--if-match", metavar="VERSION", help="Only if it is at this version.")]
As = Annotated[str | None, typer.Option("--as", metavar="EMPLOYEE", help="With an employee's rights alone.")]
Roles = Annotated[list[str] | None, typer.Option("--role", metavar="ROLE,...", help="With --as: roles by claim.")]
Id = Annotated[str, typer.Argument(metavar="ID", help="Its id.")]


def build_command(name: str) -> Callable[..., None]:
    """Build the command of this noun and verb."""
    told = COMMANDS[name]
    fields = [field.rstrip("*") for field in told.fields.split()]

    def run(**given: Any) -> None:
        from api.command.work.commanding import Said, command

        values = {field: given.pop(_named(field)) for field in fields}
        as_json, store = given.pop("json"), given.pop("store")
        command(name, Said(fields=values, **given), store=store, as_json=as_json)

    run.__name__ = name.rpartition(" ")[2].replace("-", "_")
    run.__doc__ = told.tells
    needed = {field.rstrip("*") for field in told.fields.split() if field.endswith("*")}
    parameters = [*_about(name), *(_option(field, field in needed) for field in fields), *_COMMON]
    run.__signature__ = Signature(parameters)  # type: ignore[attr-defined]
    run.__annotations__ = {each.name: each.annotation for each in parameters}
    return run


def _parameter(name: str, kind: Any, default: Any = Parameter.empty) -> Parameter:
    return Parameter(name, Parameter.KEYWORD_ONLY, annotation=kind, default=default)


_COMMON = (
    _parameter("acknowledge", Acknowledge, None),
    _parameter("key", Key, None),
    _parameter("if_match", IfMatch, "*"),
    _parameter("as_", As, None),
    _parameter("roles", Roles, None),
    _parameter("json", Json, False),
    _parameter("store", Store, None),
)


def _about(name: str) -> list[Parameter]:
    return [] if name in ABOUT_NONE else [_parameter("id_", Id)]


def _named(field: str) -> str:
    """Name the parameter of a field: none may meet an option that all commands have."""
    return f"field_{field}"


def _option(field: str, needed: bool) -> Parameter:
    names = list(dict.fromkeys((f"--{field.replace('_', '-')}", f"--{field}")))
    choices = CHOICES.get(field, ())
    option = typer.Option(
        *names,
        metavar="|".join(choices) or HINTS.get(field, field.upper()),
        help=SAYS.get(field),
        parser=parse_one_of(*choices) if choices else None,
        autocompletion=(lambda: list(choices)) if choices else None,
    )
    kind: Any = list[str] if field in MANY else str
    if needed:
        return _parameter(_named(field), Annotated[kind, option])
    return _parameter(_named(field), Annotated[kind | None, option], None)
