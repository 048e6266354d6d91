"""`vouch doctor`: what is wrong, and how to mend it."""
# ruff: noqa: PLC0415 - the work is imported when it is done

from typing import Annotated

import typer

from api.command.options import Json, Store

Full = Annotated[bool, typer.Option("--full", help="Look at every page and every fact, instead of a sample.")]


def doctor(full: Full = False, json: Json = False, store: Store = None) -> None:
    """Say what is wrong, and how to mend it.

    Looks at the installation, the settings, the store, the clock, the facts, the lag of the read models, dead letters
    and parked subjects.
    """
    from api.command.work.doctor import examine

    examine(store=store, as_json=json, full=full)
