"""`vouch projections`: the read models."""
# ruff: noqa: PLC0415 - the work is imported when it is done

from typing import Annotated

import typer

from api.command.options import AsOf, Json, Store


def lag(json: Json = False, store: Store = None) -> None:
    """How far each read model is behind, in events and seconds."""
    from api.command.work.projections import show_lag

    show_lag(store=store, as_json=json)


def rebuild(
    name: Annotated[str | None, typer.Argument(metavar="[NAME]", help="One of them; default all.")] = None,
    store: Store = None,
) -> None:
    """Make a read model, or all of them, anew from the facts."""
    from api.command.work.projections import rebuild_models

    rebuild_models(name, store=store)


def digest(as_of: AsOf = None, json: Json = False, store: Store = None) -> None:
    """One SHA-256 for each read model, as of a day.

    The same facts give the same digests, whatever their order, however often they came or the clock ran.
    """
    from api.command.work.projections import show_digests

    show_digests(as_of, store=store, as_json=json)
