"""`vouch keys`: API keys for machines. `vouch access`: whose tokens are let in no more."""
# ruff: noqa: PLC0415 - the work is imported when it is done

from typing import Annotated

import typer

from api.command.options import Json, Store, parse_number, parse_scopes
from domain.access.words import Scope

Name = Annotated[str, typer.Argument(metavar="NAME", help="What the key is for; it acts under this name.")]
Scopes = Annotated[
    frozenset[Scope],
    typer.Option("--scope", parser=parse_scopes, metavar="SCOPE,...", help=f"Of {', '.join(Scope)}."),
]
USUAL_DAYS = 365
Days = Annotated[
    int | None,
    typer.Option("--days", parser=parse_number(1, 400), metavar="NUMBER", help="How long it works; default 365."),
]
Id = Annotated[str, typer.Argument(metavar="ID", help="The eight characters behind vk_.")]
Subject = Annotated[str, typer.Argument(metavar="SUBJECT", help="The `sub` of the person's tokens.")]


def create(name: Name, scope: Scopes, days: Days = None, store: Store = None) -> None:
    """Make an API key and show it: this once.

    Two keys of a name may work at once, so that one takes over from the other.
    """
    from api.command.work.keys import create_key

    create_key(name, scope, USUAL_DAYS if days is None else days, store=store)


def list_(json: Json = False, store: Store = None) -> None:
    """All keys by name, without their secrets."""
    from api.command.work.keys import list_keys

    list_keys(store=store, as_json=json)


def revoke(id_: Id, store: Store = None) -> None:
    """Let a key work no more, from the next request on."""
    from api.command.work.keys import revoke_key

    revoke_key(id_, store=store)


def revoke_access(subject: Subject, store: Store = None) -> None:
    """Let a person in no more, from the next request on, whatever their tokens say."""
    from api.command.work.keys import revoke_subject

    revoke_subject(subject, store=store)


def restore_access(subject: Subject, store: Store = None) -> None:
    """Let a person in again."""
    from api.command.work.keys import restore_subject

    restore_subject(subject, store=store)
