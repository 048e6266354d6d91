"""Serving: API, read models and clock in one process, until it is asked to stop."""

import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Timer
from types import FrameType

import uvicorn

from api.bootstrap import opened
from api.http.app import create_app
from api.logs import log_json
from api.settings import Settings

OPEN_REQUESTS_SECONDS = 2
"""So long requests that are being served are waited for."""
LATEST_END_SECONDS = 4.5
"""So long after the signal the process ends in any case: what was acknowledged is on disk, the rest rolls back."""

SIGNALS = (signal.SIGINT, signal.SIGTERM)


def serve(settings: Settings) -> None:
    """Serve the store of the settings until SIGTERM or SIGINT; then end within five seconds. Errors of opening it pass.

    This is the last thing a process does: a question that takes long does not keep it from ending.
    """
    log_json(settings.log_level)
    with opened(settings) as vouch, _signals_end_quietly():
        config = uvicorn.Config(
            create_app(vouch),
            host=settings.host,
            port=settings.port,
            log_config=None,
            access_log=False,
            server_header=False,
            proxy_headers=False,
            timeout_graceful_shutdown=OPEN_REQUESTS_SECONDS,
        )
        _Server(config).run()


class _Server(uvicorn.Server):
    """A server that does not outlive its signal by more than some seconds."""

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """Begin to end."""
        latest = Timer(LATEST_END_SECONDS, os._exit, [0])
        latest.daemon = True
        latest.start()
        super().handle_exit(sig, frame)


@contextmanager
def _signals_end_quietly() -> Iterator[None]:
    """The server raises the signal once more when it has ended; by then there is nothing left to interrupt."""
    before = {number: signal.signal(number, lambda *_: None) for number in SIGNALS}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
