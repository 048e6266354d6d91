"""The feed over HTTP: CloudEvents, one or many, recorded before they are acknowledged."""

from typing import Annotated, Any

import msgspec
from fastapi import APIRouter, Header, Request
from starlette.responses import Response

from api.http.access.declaring import operation
from api.http.answers import JSON, answer_json, encode
from api.http.cloudevents import (
    BATCH,
    GZIP,
    LINES,
    PREFIX,
    STRUCTURED,
    Mode,
    Posted,
    read_encoding,
    read_mode,
    read_parcel,
)
from api.http.methods import methods_of
from api.http.openapi import answers, describe_headers, refusals, schema
from api.http.problems import Problem, RefusedError, WrongParameter
from api.http.request_body import read_body, unpack_gzip
from api.http.service import service_of
from domain.facts.catalogue import FACTS
from domain.store.values import DeadLetterNotice, Recording

router = APIRouter(prefix="/v1/feed", tags=["feed"])

AT_ONCE = 8 << 10
"""Bytes: smaller bodies are read faster than they could be handed to a thread."""
WARNING = "Vouch-Warning"
"""The header that says that something was parked, though the request as a whole was taken."""
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
        LINES: {"schema": {"type": "string", "description": "One event a line; a line that cannot be read is parked."}},
        "application/json": {
            "schema": {
                "type": "object",
                "description": "Binary mode: this is `data`; the attributes are ce-* headers.",
            }
        },
    },
}


_EXAMPLE: dict[str, Any] = {
    "specversion": "1.0",
    "id": "ref-00001",
    "source": "/referrals",
    "type": "hr.referral.made.v1",
    "time": "2026-08-06T08:06:43Z",
    "datacontenttype": "application/json",
    "data": {
        "referral": "R-001",
        "referrer": "E-133",
        "candidate": "C-001",
        "relationship": "neighbour",
        "preferred_schedule": "part_time",
    },
}
"""An event of the demo that ends on 2026-11-24."""
_BODY["content"][STRUCTURED]["example"] = _EXAMPLE
_BODY["content"][BATCH]["example"] = [_EXAMPLE]
_BODY["content"][JSON]["example"] = _EXAMPLE["data"]
_ATTRIBUTES = {
    "specversion": "Binary mode: `1.0`.",
    "id": "Binary mode: the event's id.",
    "source": "Binary mode: where the event comes from.",
    "type": "Binary mode: what kind of event it is.",
    "time": "Binary mode: when it happened (RFC 3339).",
    "sequence": "Binary mode: its place among events of the same time.",
}
_HEADERS: list[dict[str, Any]] = [
    *(
        {
            "name": f"{PREFIX}{name}",
            "in": "header",
            "required": False,
            "description": f"{says} Percent-encoded where it is not plain ASCII.",
            "schema": {"type": "string", **({"examples": [_EXAMPLE[name]]} if name in _EXAMPLE else {})},
        }
        for name, says in _ATTRIBUTES.items()
    ),
    {
        "name": "Content-Encoding",
        "in": "header",
        "required": False,
        "description": "The limit of a body holds for what comes out.",
        "schema": {"enum": ["identity", "gzip", "x-gzip"]},
    },
]
_TAKEN = answers(Recording, "Recorded; what could not be read is parked.", 400, 408, 413, 415, status=202)
_TAKEN[202]["headers"] = describe_headers(WARNING)


@router.post(
    "/events",
    status_code=202,
    responses=_TAKEN,
    openapi_extra={"requestBody": _BODY, "parameters": _HEADERS},
)
@operation("feed.write")
async def push_events(request: Request, idempotency_key: IdempotencyKey = None) -> Response:
    """Record CloudEvents: one (structured or binary) or a batch."""
    service = service_of(request)
    settings = service.vouch.settings
    mode = read_mode(request.headers)
    sent = await read_body(request, settings.max_body_bytes, settings.request_seconds)
    zipped = read_encoding(request.headers) in GZIP
    body = await service.ask(lambda: unpack_gzip(sent, settings.max_body_bytes)) if zipped else sent
    posted = Posted(mode, request.headers, body, f"http:{request.state.request_id}")
    if len(body) <= AT_ONCE:
        parcel = read_parcel(posted, settings.max_event_bytes)
    else:
        parcel = await service.ask(lambda: read_parcel(posted, settings.max_event_bytes))
    recording = await service.record(parcel, len(body))
    alone = mode in {Mode.STRUCTURED, Mode.BINARY}
    if recording.parked and alone and settings.parked_status == "422":
        raise _not_recorded(recording)
    return _tell(recording)


def _tell(recording: Recording) -> Response:
    """Answer with the counts; a header says that something was parked, for those who do not read them."""
    response = answer_json(_shorten(recording), 202)
    if recording.parked:
        response.headers[WARNING] = f"parked;count={recording.parked}"
    return response


def _not_recorded(recording: Recording) -> RefusedError:
    """The refusal (422) of an event that came alone and was parked; it says why."""
    wrong = [WrongParameter(each.field or "", "body", each.detail) for each in recording.parked_letters]
    detail = "The event cannot be read, or differs from what was recorded under its id; it is kept as a dead letter."
    return RefusedError(Problem("urn:vouch:problem:parked", "Unprocessable Entity", 422, detail, parameters=wrong))


@router.options(
    "/events",
    responses={
        200: {
            "description": "Whoever asks may send, as often as they like.",
            "headers": describe_headers("Allow", "WebHook-Allowed-Origin", "WebHook-Allowed-Rate"),
        },
        **refusals(),
    },
)
@operation("feed.write")
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
