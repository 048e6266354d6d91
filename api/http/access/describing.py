"""What the OpenAPI document says of rights: who may ask each address, and what is answered to whoever may not."""

from collections.abc import Sequence
from typing import Any

from fastapi.routing import iter_route_contexts
from starlette.routing import BaseRoute

from api.http.access.declaring import find_operation
from domain.access.holders import list_roles, list_scopes
from domain.access.table import PUBLIC

SCHEMES = {
    "token": {
        "type": "http",
        "scheme": "bearer",
        "bearerFormat": "JWT",
        "description": "An access token of the issuer. The roles listed have the operation, for some things at least.",
    },
    "key": {
        "type": "http",
        "scheme": "bearer",
        "bearerFormat": "vk_...",
        "description": "An API key (`vouch keys create`) with one of the scopes listed; none are listed: any key.",
    },
}


def describe_rights(document: dict[str, Any], routes: Sequence[BaseRoute], refusals: dict[str, Any]) -> None:
    """Add to the document who may ask each address; `refusals` describe 401 and 403 where a route does not."""
    document.setdefault("components", {})["securitySchemes"] = SCHEMES
    for context in iter_route_contexts(list(routes)):
        operation = find_operation(context.original_route)
        for method in context.methods or ():
            told = document["paths"].get(context.path_format, {}).get(method.lower())
            if told is not None and operation is not None:
                _describe(told, operation, refusals)


def _describe(told: dict[str, Any], operation: str, refusals: dict[str, Any]) -> None:
    if operation == PUBLIC:
        told["security"] = []
        return
    told["x-operation"] = operation
    scopes = list_scopes(operation)
    told["security"] = [
        *([{"token": list(map(str, list_roles(operation)))}] if list_roles(operation) else []),
        *([{"key": list(map(str, scopes))}] if scopes is not None else []),
    ]
    for status, described in refusals.items():
        told["responses"].setdefault(status, described)
