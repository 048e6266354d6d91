"""`vouch serve`, `vouch migrate` and `vouch doctor`: running Vouch and keeping it well."""
# ruff: noqa: PLC0415 - the work is imported when it is done

from typing import Annotated

import typer

from api.command.options import Json, Store, Timezone, number


def serve(
    host: Annotated[str | None, typer.Option("--host", help="Where to listen; else VOUCH_HOST.")] = None,
    port: Annotated[
        int | None,
        typer.Option("--port", parser=number(0, 65_535), metavar="NUMBER", help="The port; else VOUCH_PORT."),
    ] = None,
    store: Store = None,
) -> None:
    """Serve the HTTP API and keep everything up to date.

    The read models and the clock run in the same process.
    """
    from api.command.errors import Refused
    from api.processes.serve import serve as serve_on
    from api.settings import read_settings

    try:
        serve_on(read_settings(store=store, host=host, port=None if port is None else str(port)))
    except SystemExit as ended:  # the web server's own way to say that it could not start
        if ended.code:
            raise Refused("The server could not start; the lines above say why.") from ended


def migrate(timezone: Timezone = None, store: Store = None) -> None:
    """Make the store's tables, or bring them up to date."""
    from api.command.work.migrate import migrate_store

    migrate_store(store=store, timezone=timezone)


def doctor(json: Json = False, store: Store = None) -> None:
    """Say what is wrong, and how to mend it.

    Looks at the settings, the store, the lag of the read models, dead letters and parked subjects.
    """
    from api.command.work.doctor import examine

    examine(store=store, as_json=json)
