"""Methods that every address has: HEAD is GET without the body, OPTIONS lists what may be asked."""

from collections.abc import Iterable

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Match
from starlette.types import ASGIApp, Message, Receive, Scope, Send

_ASKED = ("GET", "POST", "PUT", "PATCH", "DELETE")


class AnswerHead:
    """Answers HEAD as GET: the same status and headers, the length among them, and no body (RFC 9110, 9.3.2)."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve a request, those for a head from what GET would answer."""
        if scope["type"] != "http" or scope["method"] != "HEAD":
            await self._app(scope, receive, send)
            return

        async def send_head(message: Message) -> None:
            if message["type"] == "http.response.body":
                message = {**message, "body": b""}
            await send(message)

        asked = {**scope, "method": "GET"}
        try:
            await self._app(asked, receive, send_head)
        finally:
            scope["route"] = asked.get("route")


def list_methods(routes: Iterable[BaseRoute], scope: Scope) -> list[str]:
    """List the methods that an address knows, whatever the method of the request that names it."""
    known = [method for method in _ASKED if _is_known(routes, {**scope, "method": method})]
    return [*known, *(["HEAD"] if "GET" in known else []), "OPTIONS"]


def answer_options(methods: Iterable[str]) -> Response:
    """Answer OPTIONS with the methods of an address."""
    return Response(status_code=204, headers={"Allow": ", ".join(methods)})


def methods_of(request: Request) -> list[str]:
    """List the methods that the address of the request knows."""
    return list_methods(request.app.routes, request.scope)


def _is_known(routes: Iterable[BaseRoute], scope: Scope) -> bool:
    return any(route.matches(scope)[0] is Match.FULL for route in routes)
