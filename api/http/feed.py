"""The feed over HTTP: CloudEvents, one or many, recorded before they are acknowledged."""

from typing import Annotated, Any

import msgspec
from fastapi import APIRouter, Header, Request
from starlette.responses import Response

from api.http.answers import answer_json, encode
from api.http.cloudevents import BATCH, STRUCTURED, Posted, read_mode, read_parcel
from api.http.methods import methods_of
from api.http.openapi import answers, refusals, schema
from api.http.request_body import read_body
from api.http.service import service_of
from domain.facts.catalogue import FACTS
from domain.store.values import DeadLetterNotice, Recording

router = APIRouter(prefix="/v1/feed", tags=["feed"])

AT_ONCE = 8 << 10
"""Bytes: smaller bodies are read faster than they could be handed to a thread."""
DEAD_LETTERS_BYTES = 40 << 10
"""Bytes of dead letters in an answer at most; `vouch feed parked` lists all of them."""

IdempotencyKey = Annotated[
    str | None,
    Header(
        description="Taken, and not needed: source and id name an event, and the same one again changes nothing.",
    ),
]

SendingOrigin = Annotated[
    str | None, Header(alias="WebHook-Request-Origin", description="Who wants to send: the name of a system.")
]
SendingRate = Annotated[
    str | None, Header(alias="WebHook-Request-Rate", description="How many requests a minute it wants to send.")
]

TEXT = {"type": "string"}
_TEXT = {"type": "string", "minLength": 1}
_EVENT: dict[str, Any] = {
    "type": "object",
    "description": "A CloudEvent 1.0 of the canonical feed.",
    "required": ["specversion", "id", "source", "type", "time", "data"],
    "properties": {
        "specversion": {"const": "1.0"},
        "id": {**_TEXT, "maxLength": 200},
        "source": {**_TEXT, "maxLength": 1000},
        "type": {"enum": list(FACTS)},
        "time": {"type": "string", "format": "date-time"},
        "sequence": {"type": "string", "maxLength": 200},
        "datacontenttype": {"const": "application/json"},
        "data": {"anyOf": [schema(fact) for fact in FACTS.values()]},
    },
}
_BODY: dict[str, Any] = {
    "required": True,
    "content": {
        STRUCTURED: {"schema": _EVENT},
        BATCH: {"schema": {"type": "array", "items": _EVENT}},
        "application/json": {
            "schema": {
                "type": "object",
                "description": "Binary mode: this is `data`; the attributes are ce-* headers.",
            }
        },
    },
}


@router.post(
    "/events",
    status_code=202,
    responses=answers(Recording, "Recorded; what could not be read is parked.", 400, 413, 415, status=202),
    openapi_extra={"requestBody": _BODY},
)
async def push_events(request: Request, idempotency_key: IdempotencyKey = None) -> Response:
    """Record CloudEvents: one (structured or binary) or a batch."""
    service = service_of(request)
    settings = service.vouch.settings
    mode = read_mode(request.headers)
    body = await read_body(request, settings.max_body_bytes)
    posted = Posted(mode, request.headers, body, f"http:{request.state.request_id}")
    if len(body) <= AT_ONCE:
        parcel = read_parcel(posted, settings.max_event_bytes)
    else:
        parcel = await service.ask(lambda: read_parcel(posted, settings.max_event_bytes))
    return answer_json(_shorten(await service.record(parcel, len(body))), 202)


@router.options(
    "/events",
    responses={
        200: {
            "description": "Whoever asks may send, as often as they like.",
            "headers": {
                "Allow": {"description": "What this address takes.", "schema": TEXT},
                "WebHook-Allowed-Origin": {"description": "Where an origin was named: `*`.", "schema": TEXT},
                "WebHook-Allowed-Rate": {"description": "Where an origin was named: `*`.", "schema": TEXT},
            },
        },
        **refusals(),
    },
)
async def allow_sender(request: Request, origin: SendingOrigin = None, rate: SendingRate = None) -> Response:
    """Let a sender of CloudEvents know that it may send (HTTP 1.1 Web Hooks for Event Delivery, 4)."""
    headers = {"Allow": ", ".join(methods_of(request))}
    if origin is not None:
        headers |= {"WebHook-Allowed-Origin": "*", "WebHook-Allowed-Rate": "*"}
    return Response(headers=headers)


def _shorten(recording: Recording) -> Recording:
    """Leave out the dead letters that are too many for an answer."""
    letters: list[DeadLetterNotice] = []
    size = 0
    for letter in recording.parked_letters:
        size += len(encode(letter))
        if size > DEAD_LETTERS_BYTES:
            break
        letters.append(letter)
    return msgspec.structs.replace(recording, parked_letters=letters)
