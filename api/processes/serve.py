"""Serves: API, read models and clock in one process, until it is asked to stop."""

import asyncio
import socket
from functools import partial
from types import FrameType

import uvicorn

from api.bootstrap import open_vouch
from api.http.app import create_app
from api.http.connections import Connection, count_connections, watch_exhaustion
from api.logs import log_json
from api.processes.signals import handle_signals, limit_time_to_end
from api.settings import Settings

OPEN_REQUESTS_SECONDS = 2
"""Seconds for which requests that are being served are waited for."""


def serve(settings: Settings) -> None:
    """Serve the store of the settings until SIGTERM or SIGINT; then end within five seconds.

    Errors of opening the store pass through. This is the last thing a process does: a question that takes long does
    not keep it from ending.
    """
    log_json(settings.log_level)
    # The server raises the signal once more when it has ended; by then there is nothing left to interrupt.
    with open_vouch(settings) as vouch, handle_signals(lambda *_: None):
        config = uvicorn.Config(
            create_app(vouch),
            host=settings.host,
            port=settings.port,
            http=partial(  # type: ignore[arg-type]  # it makes what a class would make
                Connection, patience=settings.request_seconds, most=count_connections()
            ),
            log_config=None,
            access_log=False,
            server_header=False,
            proxy_headers=False,
            timeout_graceful_shutdown=OPEN_REQUESTS_SECONDS,
        )
        _Server(config).run()


class _Server(uvicorn.Server):
    """A server whose time to end is limited, and that does not shout when it is full."""

    async def serve(self, sockets: list[socket.socket] | None = None) -> None:
        """Serve until it is asked to end."""
        watch_exhaustion(asyncio.get_running_loop())
        await super().serve(sockets)

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """Begin to end."""
        limit_time_to_end()
        super().handle_exit(sig, frame)
