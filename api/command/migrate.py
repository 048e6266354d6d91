"""`vouch migrate`: the store's tables."""
# ruff: noqa: PLC0415 - the work is imported when it is done

from typing import Annotated

import typer

from api.command.options import Store, Timezone


def migrate(
    timezone: Timezone = None,
    seal: Annotated[bool, typer.Option("--seal", help="Seal a store of before sealing into a new one.")] = False,
    into: Annotated[str | None, typer.Option("--into", metavar="URL", help="The new store; else FILE-sealed.")] = None,
    store: Store = None,
) -> None:
    """Make the store's tables, or bring them up to date."""
    from api.command.work.migrate import migrate_store, seal_into

    if seal:
        seal_into(store=store, into=into)
    else:
        migrate_store(store=store, timezone=timezone)
