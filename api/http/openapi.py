"""What OpenAPI says of answers: JSON Schema of the views themselves, which nothing validates a second time."""

from collections.abc import Mapping
from typing import Any, NamedTuple

import msgspec
from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from api.http.access.describing import describe_rights
from api.http.answers import JSON
from api.http.problems import MEDIA_TYPE, Problem

Responses = dict[int | str, dict[str, Any]]

_REFERENCE = "#/components/schemas/{name}"
_SAYS = {
    304: "It is the answer that the client has.",
    400: "The body cannot be parsed. Nothing was recorded.",
    401: "Valid credentials are needed.",
    403: "No role has this operation.",
    404: "Not known as of that day.",
    406: "None of the media types that the client accepts can be given.",
    409: "Refused: `reasons` has every reason that applies. Nothing was recorded.",
    412: "It was changed since the version in If-Match.",
    428: "If-Match is missing.",
    429: "Too many commands; Retry-After says when there may be more.",
    408: "The body stalled. Nothing was recorded.",
    413: "Larger than the limit. Nothing was recorded.",
    415: "Another media type. Nothing was recorded.",
    422: "A parameter is not understood; it is named.",
    500: "Vouch is at fault.",
    503: "Not at the moment; Retry-After says when to try again.",
}
HEADERS = {
    "X-Request-Id": "By it the request is found in the log.",
    "ETag": "Names the answer; absent while read models are not settled.",
    "WWW-Authenticate": "How to give credentials: `Bearer`.",
    "Location": "Where the thing is found.",
    "Idempotency-Replayed": "`true` where this is the answer of an earlier time.",
    "Retry-After": "Seconds after which it is worth trying again.",
    "Accept-Post": "The media types that are taken; absent where it is the encoding that is not.",
    "Accept-Encoding": "The encodings that are taken, where it is the encoding that is not.",
    "Vouch-Warning": "`parked;count=N` where N events could not be read, or differ from what was recorded.",
    "Vary": "The answer depends on it.",
    "Content-Disposition": "The name of the file, for CSV and XLSX.",
    "Repr-Digest": "The SHA-256 of the file.",
    "Allow": "What this address takes.",
    "WebHook-Allowed-Origin": "Where an origin was named: `*`.",
    "WebHook-Allowed-Rate": "Where an origin was named: `*`.",
}
"""Headers of answers, and what they say."""
_HEADERS_OF = {
    503: ("Retry-After",),
    429: ("Retry-After",),
    401: ("WWW-Authenticate",),
    415: ("Accept-Post", "Accept-Encoding"),
}
_ALWAYS = (422, 500, 503)
_schemas: dict[str, Any] = {}


def schema(kind: Any) -> dict[str, Any]:
    """Refer to the schema of a view, or of a list of them, which the document will hold."""
    (found,), components = msgspec.json.schema_components([kind], schema_hook=_describe_any, ref_template=_REFERENCE)
    _schemas.update(components)
    return found


def _describe_any(kind: type) -> dict[str, Any]:
    """Describe a value of no fixed type, as those that an explanation rests on: any JSON."""
    if kind is object:
        return {"description": "Any value."}
    raise NotImplementedError


def describe_answer(media: Mapping[str, Any], says: str, *headers: str) -> dict[str, Any]:
    """Describe an answer: `media` gives the schema of each media type; `headers` are named besides that of all."""
    content = {name: {"schema": each} for name, each in media.items()}
    return {"description": says, "headers": describe_headers(*headers), "content": content}


def describe_headers(*names: str) -> dict[str, Any]:
    """Describe headers of an answer, and the one that every answer has."""
    told: dict[str, dict[str, Any]] = {
        name: {"description": HEADERS[name], "schema": {"type": "string"}} for name in ("X-Request-Id", *names)
    }
    told["X-Request-Id"]["required"] = True
    return told


class OneOf(NamedTuple):
    """Views of which one is answered, by what whoever asks may see."""

    views: tuple[Any, ...]


class PageOf(NamedTuple):
    """A page of a list of such views; `next` is the cursor of the page after it, null on the last."""

    views: tuple[Any, ...]


def _refer(kind: Any) -> dict[str, Any]:
    match kind:
        case OneOf(views=views):
            return {"anyOf": [schema(view) for view in views]}
        case PageOf(views=views):
            items = {"type": "array", "items": _refer(OneOf(views))}
            following = {"anyOf": [{"type": "string"}, {"type": "null"}]}
            return {
                "type": "object",
                "required": ["items", "next"],
                "properties": {"items": items, "next": following},
            }
        case _:
            return schema(kind)


def answers(kind: Any, says: str, *problems: int, status: int = 200) -> Responses:
    """Describe the answers of a route: a view of this `kind` in JSON, and problems besides those of every route."""
    tag = ("ETag",) if 304 in problems else ()
    return {status: describe_answer({JSON: _refer(kind)}, says, *tag), **refusals(*problems)}


def refusals(*problems: int) -> Responses:
    """Describe the problems of a route by their status, with those that every route has."""
    problem = {MEDIA_TYPE: schema(Problem)}
    described: Responses = {
        status: describe_answer(problem, _SAYS[status], *_HEADERS_OF.get(status, ()))
        for status in (*problems, *_ALWAYS)
    }
    if 304 in described:
        described[304] = {"description": _SAYS[304], "headers": describe_headers("ETag")}
    return described


def describe(app: FastAPI) -> dict[str, Any]:
    """Write the OpenAPI document, with the schemas of all views referred to."""
    if app.openapi_schema is None:
        document = get_openapi(
            title=app.title, version=app.version, description=app.description, routes=app.routes, tags=app.openapi_tags
        )
        describe_rights(document, app.routes, {str(status): refusals(status)[status] for status in (401, 403)})
        document.setdefault("components", {}).setdefault("schemas", {}).update(_schemas)
        app.openapi_schema = document
    return app.openapi_schema
