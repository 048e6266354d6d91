"""Serves: API, read models and clock in one process, until it is asked to stop."""

import asyncio
import logging
import socket
import sys
from contextlib import suppress
from functools import partial
from types import FrameType

import structlog
import uvicorn

from api.bootstrap import open_vouch
from api.http.app import create_app
from api.http.connections import Connection, count_connections, watch_exhaustion
from api.logs import is_for_people, write_logs
from api.processes.address import check_address
from api.processes.signals import handle_signals, limit_time_to_end
from api.settings import Settings
from domain.store.opening import Made

log = structlog.get_logger(__name__)

OPEN_REQUESTS_SECONDS = 2
"""Seconds for which requests that are being served are waited for."""


def serve(settings: Settings) -> None:
    """Serve the store of the settings until SIGTERM or SIGINT; then end within five seconds.

    Errors of opening the store pass through. This is the last thing a process does: a question that takes long does
    not keep it from ending.
    """
    write_logs(settings.log_level, settings.log_format)
    # The server raises the signal once more when it has ended; by then there is nothing left to interrupt.
    with open_vouch(settings, on_made=_say_made) as vouch, handle_signals(lambda *_: None):
        app = create_app(vouch)
        check_address(settings.host, app.state.service.accounts, for_people=is_for_people(settings.log_format))
        config = uvicorn.Config(
            app,
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
        _Server(config, for_people=is_for_people(settings.log_format)).run()


def _say_made(made: Made) -> None:
    log.info("store_made", timezone=made.timezone, back_up_apart=made.keys)


class _Server(uvicorn.Server):
    """A server whose time to end is limited, and that does not shout when it is full.

    People are told its address alone on a line.
    """

    def __init__(self, config: uvicorn.Config, *, for_people: bool) -> None:
        super().__init__(config)
        self._for_people = for_people
        if for_people:
            logging.getLogger("uvicorn.error").setLevel(logging.WARNING)

    async def serve(self, sockets: list[socket.socket] | None = None) -> None:
        """Serve until it is asked to end."""
        watch_exhaustion(asyncio.get_running_loop())
        await super().serve(sockets)

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Begin to listen."""
        await super().startup(sockets)
        if self._for_people and self.started:
            host, port = self.servers[0].sockets[0].getsockname()[:2]
            with suppress(OSError):
                sys.stderr.write(f"http://{f'[{host}]' if ':' in host else host}:{port}\n")
                sys.stderr.flush()

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """Begin to end."""
        limit_time_to_end()
        super().handle_exit(sig, frame)
