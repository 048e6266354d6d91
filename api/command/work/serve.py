"""Serves the HTTP API for the command line."""

from api.command.errors import Refused, WrongUse
from api.processes.address import AddressRefused
from api.processes.serve import serve
from api.settings import read_settings


def serve_until_stopped(host: str | None, port: int | None, *, store: str | None) -> None:
    """Serve until a signal comes. Raises Refused if the server could not start."""
    try:
        serve(read_settings(store=store, host=host, port=None if port is None else str(port)))
    except AddressRefused as error:
        raise WrongUse(str(error)) from None
    except SystemExit as ended:  # the web server's own way to say that it could not start
        if ended.code:
            raise Refused("The server could not start; the lines above say why.") from ended
