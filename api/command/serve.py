"""`vouch serve`: the HTTP API, with the read models and the clock."""
# ruff: noqa: PLC0415 - the work is imported when it is done

from typing import Annotated

import typer

from api.command.options import Store, parse_number

Host = Annotated[str | None, typer.Option("--host", help="Where to listen; else VOUCH_HOST.")]
Port = Annotated[
    int | None,
    typer.Option("--port", parser=parse_number(0, 65_535), metavar="NUMBER", help="The port; else VOUCH_PORT."),
]


def serve(host: Host = None, port: Port = None, store: Store = None) -> None:
    """Serve the HTTP API and keep everything up to date.

    The read models and the clock run in the same process.
    """
    from api.command.work.serve import serve_until_stopped

    serve_until_stopped(host, port, store=store)
