"""What OpenAPI says of answers: JSON Schema of the views themselves, which nothing validates a second time."""

from collections.abc import Mapping
from typing import Any

import msgspec
from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from api.http.answers import JSON
from api.http.problems import MEDIA_TYPE, Problem

Responses = dict[int | str, dict[str, Any]]

_REFERENCE = "#/components/schemas/{name}"
_SAYS = {
    304: "It is the answer that the client has.",
    400: "The body cannot be parsed. Nothing was recorded.",
    404: "Not known as of that day.",
    406: "None of the media types that the client accepts can be given.",
    413: "Larger than the limit. Nothing was recorded.",
    415: "Another media type. Nothing was recorded.",
    422: "A parameter is not understood; it is named.",
    500: "Vouch is at fault.",
    503: "Not at the moment; Retry-After says when to try again.",
}
_ALWAYS = (422, 500, 503)
_shown: dict[str, Any] = {}


def schema(kind: Any) -> dict[str, Any]:
    """A reference to the schema of a view, or of a list of them."""
    (found,), components = msgspec.json.schema_components([kind], ref_template=_REFERENCE)
    _shown.update(components)
    return found


def shown(media: Mapping[str, Any], says: str) -> dict[str, Any]:
    """An answer in these media types, each with its schema."""
    return {"description": says, "content": {name: {"schema": each} for name, each in media.items()}}


def answers(kind: Any, says: str, *problems: int, status: int = 200) -> Responses:
    """The answers of a route: a view in JSON, and the problems besides those that every route has."""
    return {status: shown({JSON: schema(kind)}, says), **refusals(*problems)}


def refusals(*problems: int) -> Responses:
    """The problems of a route besides those that every route has."""
    told: Responses = {status: shown({MEDIA_TYPE: schema(Problem)}, _SAYS[status]) for status in (*problems, *_ALWAYS)}
    if 304 in told:
        told[304] = {"description": _SAYS[304]}
    return told


def describe(app: FastAPI) -> dict[str, Any]:
    """The OpenAPI document, with the schemas of everything that is shown."""
    if app.openapi_schema is None:
        document = get_openapi(
            title=app.title, version=app.version, description=app.description, routes=app.routes, tags=app.openapi_tags
        )
        document.setdefault("components", {}).setdefault("schemas", {}).update(_shown)
        app.openapi_schema = document
    return app.openapi_schema
