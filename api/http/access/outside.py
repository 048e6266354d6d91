"""While no accounts are configured, nothing but this machine itself is answered."""

import re

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from api.http.access.identifying import are_configured
from api.http.access.refusals import not_configured
from api.http.problems import answer
from api.http.service import Service

SIGNED = "/v1/feed/vendors/"
"""Addresses of vendors' deliveries: those come from outside, and each is proven by its signature."""

_NUMBER = r"(?:25[0-5]|2[0-4]\d|1?\d?\d)"
_is_loopback = re.compile(
    rf"(?:(?:[a-z0-9-]+\.)*localhost|127(?:\.{_NUMBER}){{3}}|\[::1\])(?::\d{{1,5}})?", re.ASCII | re.IGNORECASE
).fullmatch


class RefuseOutside:
    """Refuses requests under another name than a loopback one, or through a proxy: a page elsewhere may be behind them.

    A browser sends the name that it was given: a stranger's name that resolves to this machine is not ours.
    """

    def __init__(self, app: ASGIApp, service: Service) -> None:
        self._app = app
        self._service = service

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve a request, or refuse it (403)."""
        is_proven = scope.get("path", "").startswith(SIGNED)
        is_outside = scope["type"] == "http" and not is_proven and is_from_outside(Headers(scope=scope))
        if is_outside and await self._is_closed():
            refused = not_configured()
            await answer(refused.problem)(scope, receive, send)
            return
        await self._app(scope, receive, send)

    async def _is_closed(self) -> bool:
        service = self._service
        return not service.accounts.without and not await are_configured(service)


def is_from_outside(headers: Headers) -> bool:
    """Tell whether a request may come from outside this machine, by its headers."""
    if not _is_loopback(headers.get("host", "")):
        return True
    return any(name == "forwarded" or name.startswith("x-forwarded-") for name in headers)
