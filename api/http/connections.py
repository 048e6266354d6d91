"""Connections: what goes wrong below the app. Slow requests, broken HTTP, and more connections than can be held.

A problem is answered where HTTP still can; what is no HTTP at all is closed.
"""

import asyncio
import errno
import logging
import resource
import sys
from collections.abc import Mapping
from http import HTTPStatus
from time import monotonic
from typing import Any
from uuid import uuid4

import h11
import msgspec
from uvicorn.config import Config
from uvicorn.protocols.http.h11_impl import H11Protocol
from uvicorn.server import ServerState

from api.http.problems import MEDIA_TYPE, RETRY_SECONDS, Problem

GRACE_SECONDS = 1.0
"""So long the app, which waits as long for a body as a connection does, has to answer first."""
KEPT_FILES = 128
"""File descriptors that connections leave to databases and logs; half of them where there are few."""
QUIET_SECONDS = 60.0

_SAYS = {
    400: "This is not HTTP as it should be.",
    408: "The request did not come to its end in time.",
    431: "The headers of the request are too large.",
    501: "The request is encoded in a way that is not known here.",
    503: "There are more connections than can be held; try again.",
}
_CODES = {400: "broken_request", 408: "too_slow", 431: "headers_too_large", 501: "not_implemented", 503: "unavailable"}
_EXHAUSTED = {errno.EMFILE, errno.ENFILE, errno.ENOBUFS, errno.ENOMEM}

log = logging.getLogger(__name__)


class Quiet:
    """Lets one of many like things be said a minute."""

    def __init__(self) -> None:
        self._said: float | None = None

    def may_say(self) -> bool:
        """Tell whether it is time to say it again."""
        now = monotonic()
        if self._said is not None and now - self._said < QUIET_SECONDS:
            return False
        self._said = now
        return True


_full = Quiet()


class Connection(H11Protocol):
    """A connection on which a request must come to its end within `patience` seconds of its last sign of life."""

    def __init__(
        self,
        config: Config,
        server_state: ServerState,
        app_state: dict[str, Any],
        _loop: asyncio.AbstractEventLoop | None = None,
        *,
        patience: float,
        most: int,
    ) -> None:
        super().__init__(config, server_state, app_state, _loop)
        self._patience = patience
        self._most = most
        self._refused = False
        self._first = b""
        self._awaited = ""
        self._timer: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Begin to wait for a request; refuse it where there are too many connections."""
        super().connection_made(transport)
        self._refused = len(self.connections) > self._most
        if self._refused and _full.may_say():
            log.warning("connections_exhausted: more than %d connections; further ones are refused", self._most)
        if self._refused and len(self.connections) > self._most + self._most // 4:
            transport.abort()
        self._watch()

    def connection_lost(self, exc: Exception | None) -> None:
        """Wait for nothing any more."""
        self._stop_waiting()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Take what has come, and wait for the rest."""
        self._first = self._first or data[:1]
        if self._refused:  # answered once something was asked, so that the answer is seen
            self._refuse(503, {"Retry-After": str(RETRY_SECONDS)})
            return
        super().data_received(data)
        self._watch()

    def on_response_complete(self) -> None:
        """Wait for the next request, or for the rest of a body that nobody wanted."""
        super().on_response_complete()
        self._watch()

    def send_400_response(self, msg: str) -> None:
        """Answer what is broken with a problem, if anything can be answered."""
        self._refuse(getattr(sys.exc_info()[1], "error_status_hint", 400))

    def _watch(self) -> None:
        state = self.conn.their_state
        awaited = {h11.IDLE: "head", h11.SEND_BODY: "body"}.get(state, "")
        if awaited == self._awaited == "head" and self._timer is not None:
            return  # a head is one thing: a byte now and then does not prolong it
        self._awaited = awaited
        self._stop_waiting()
        if awaited and not self.transport.is_closing():
            self._wait(GRACE_SECONDS if self._refused else self._patience)

    def _wait(self, seconds: float) -> None:
        self._timer = self.loop.call_later(seconds, self._give_up)

    def _stop_waiting(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _give_up(self) -> None:
        self._timer = None
        answering = self.cycle is not None and not self.cycle.response_complete
        if self.transport.is_closing():
            return
        if self._awaited == "body" and (self.flow.read_paused or (answering and not self.cycle.response_started)):
            self._wait(GRACE_SECONDS)  # the app is not done: it has a patience of its own
        elif self._awaited == "head" and answering:
            self._wait(self._patience)
        elif self._awaited == "head" and self.conn.trailing_data[0] and not self._refused:
            self._refuse(408)
        else:
            self._close()

    def _refuse(self, status: int, headers: Mapping[str, str] | None = None) -> None:
        """Answer with a problem where no answer has begun and HTTP is spoken, and close."""
        self._stop_waiting()
        begun = self.conn.our_state not in (h11.IDLE, h11.SEND_RESPONSE)
        if not begun and self._first.isalpha() and self._first.isascii():
            self.transport.write(write_problem(status, headers or {}))
        self._close()

    def _close(self) -> None:
        if self.cycle is not None and not self.cycle.response_complete:
            self.cycle.disconnected = True
            self.cycle.message_event.set()
        self.transport.close()


def write_problem(status: int, headers: Mapping[str, str]) -> bytes:
    """Write a whole answer of HTTP with a problem, after which the connection is closed."""
    phrase = HTTPStatus(status).phrase
    code, says = _CODES.get(status, "broken_request"), _SAYS.get(status, phrase)
    body = msgspec.json.encode(Problem(f"urn:vouch:problem:{code}", phrase, status, says))
    told = {
        "Content-Type": MEDIA_TYPE,
        "Content-Length": str(len(body)),
        "Connection": "close",
        "X-Request-Id": uuid4().hex,
        **headers,
    }
    lines = [f"HTTP/1.1 {status} {phrase}", *(f"{name}: {value}" for name, value in told.items()), "", ""]
    return "\r\n".join(lines).encode() + body


def count_connections() -> int:
    """Count the connections that may be open at once, by the limit of file descriptors of this process."""
    soft, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
    return sys.maxsize if soft == resource.RLIM_INFINITY else max(1, soft - min(KEPT_FILES, soft // 2))


def watch_exhaustion(loop: asyncio.AbstractEventLoop) -> None:
    """Say once a minute that file descriptors are used up: the loop would say it thousands of times a second."""
    quiet = Quiet()

    def handle(loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
        error = context.get("exception")
        if not (isinstance(error, OSError) and error.errno in _EXHAUSTED):
            loop.default_exception_handler(context)
        elif quiet.may_say():
            log.warning("file_descriptors_exhausted: connections wait until some are closed")

    loop.set_exception_handler(handle)
