"""Middleware around every request: its id, its log line, its duration, and an answer even where Vouch is at fault."""

import re
from time import perf_counter
from uuid import uuid4

import structlog
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.http import problems
from api.http.metrics import Metrics
from domain.error_summary import kind_and_place

UNMATCHED = "unmatched"
"""The route of a request that no route takes: its path may hold anything."""
PRIVATE = {
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "private, no-cache",
}
"""Headers of every answer that does not set them itself."""

_is_id = re.compile(r"[A-Za-z0-9-]{8,64}", re.ASCII).fullmatch

log = structlog.get_logger(__name__)


class BrokeOffError(Exception):
    """An answer had begun and cannot be ended. It says nothing of the cause, whose text might hold somebody's data."""


class ObserveRequests:
    """The outermost middleware: it sees every request and every answer."""

    def __init__(self, app: ASGIApp, metrics: Metrics) -> None:
        self._app = app
        self._metrics = metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve a request; nothing is raised that the app could have answered."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        # Ids in paths may hold encoded slashes: paths are routed as sent, and decoded part by part.
        scope["path"] = scope["raw_path"].decode("latin-1")
        request = _Request(scope, send)
        try:
            await self._app(scope, receive, request.send)
        except Exception as error:  # noqa: BLE001 - whatever it is, no stack trace leaves the house
            log.error("request_failed", request_id=request.id, error=kind_and_place(error))
            if request.status:
                raise BrokeOffError from None
            await problems.answer_own_fault()(scope, receive, request.send)
        finally:
            self._log(request, scope)

    def _log(self, request: "_Request", scope: Scope) -> None:
        seconds = perf_counter() - request.began
        route = getattr(scope.get("route"), "path", UNMATCHED)
        self._metrics.count_request(scope["method"], route, request.status, seconds)
        milliseconds = round(seconds * 1_000, 1)
        log.info("request", request_id=request.id, route=route, status=request.status, milliseconds=milliseconds)


class _Request:
    """One request: its id, when it began, and the status that was answered (0: none yet)."""

    def __init__(self, scope: Scope, send: Send) -> None:
        self.began = perf_counter()
        given = Headers(scope=scope).get("x-request-id", "")
        self.id = given if _is_id(given) else uuid4().hex
        self.status = 0
        self._send = send
        scope.setdefault("state", {})["request_id"] = self.id

    async def send(self, message: Message) -> None:
        """Send a part of the answer on, with the headers that every answer has."""
        if message["type"] == "http.response.start":
            self.status = message["status"]
            headers = MutableHeaders(scope=message)
            headers["X-Request-Id"] = self.id
            for name, value in PRIVATE.items():
                headers.setdefault(name, value)
        await self._send(message)
