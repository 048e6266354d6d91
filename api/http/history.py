"""The history as clients see it: its checkpoint, and what is answered once it is found to be altered."""

from fastapi import APIRouter, Request
from starlette.datastructures import MutableHeaders
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.http.access.declaring import operation
from api.http.openapi import Responses, describe_answer, refusals
from api.http.problems import refusal
from api.http.service import Service, service_of
from consumers.history.anchoring import HistoryAltered, anchor

router = APIRouter(prefix="/v1", tags=["history"])

PAYOUT_RUNS = "/v1/payout-runs"
WARNING = "Vouch-Warning"
ALTERED = "history_altered"

_NOTE: Responses = {
    200: describe_answer(
        {"text/plain": {"type": "string"}},
        "A signed note: the store, the number of recordings, the root over them; then its signature.",
    ),
    **refusals(503),
}


@router.get("/checkpoint", responses=_NOTE)
@operation("checkpoint.read")
async def checkpoint(request: Request) -> Response:
    """A checkpoint of the history: whoever keeps it can show later that nothing was altered."""
    service = service_of(request)
    try:
        note = await service.ask(lambda: anchor(service.vouch.store))
    except HistoryAltered:
        raise refusal(503, ALTERED, "The history was altered: `vouch verify` tells more.") from None
    return Response(note, media_type="text/plain; charset=utf-8")


async def refuse_altered_history(request: Request) -> None:
    """Raise RefusedError (503) for a payout run once the history is known to be altered; reads go on."""
    is_run = request.method == "POST" and request.url.path.startswith(PAYOUT_RUNS)
    if is_run and service_of(request).watch.says is not None:
        raise refusal(503, ALTERED, "The history was altered: until that is clear no run moves on.")


class WarnOfHistory:
    """Says with every answer that the history was altered, once that is known."""

    def __init__(self, app: ASGIApp, service: Service) -> None:
        self._app = app
        self._service = service

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve a request."""
        if self._service.watch.says is None:
            await self._app(scope, receive, send)
            return

        async def warn(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).append(WARNING, ALTERED)
            await send(message)

        await self._app(scope, receive, warn)
