"""The first thing that happens to every request: who asks (401), and whether a role has the operation at all (403)."""

from typing import Annotated, cast

import structlog
from fastapi import Depends, Request

from api.http.access.declaring import find_operation
from api.http.access.local import identify_local
from api.http.access.refusals import forbidden
from api.http.service import service_of
from domain.access.principal import Principal
from domain.access.scope import may
from domain.access.table import PUBLIC

log = structlog.get_logger(__name__)


async def authorise(request: Request) -> None:
    """Raise RefusedError where nobody is known (401), or no role of theirs ever has the route's operation (403).

    Nothing has been read of the request by then but its headers, and nothing looked up.
    """
    operation = find_operation(request.scope["route"])
    assert operation is not None, "the server does not start with such a route"
    request.state.operation = operation
    if operation == PUBLIC:
        return
    request.state.principal = principal = identify_local(request.headers)
    if not may(principal, operation):
        note_refusal(request)
        raise forbidden()


def principal_of(request: Request) -> Principal:
    """Find who asks. Of a route that anybody may ask nobody is known."""
    return cast(Principal, request.state.principal)


def operation_of(request: Request) -> str:
    """Find the operation that the request's route declares."""
    return cast(str, request.state.operation)


def note_refusal(request: Request) -> None:
    """Count and log that a right was missing; of what thing is nobody's business."""
    operation = operation_of(request)
    service_of(request).metrics.count_refusal(operation)
    log.info("refused", principal=principal_of(request).subject, operation=operation)


async def _who(request: Request) -> Principal:
    return principal_of(request)


Who = Annotated[Principal, Depends(_who)]
"""Whoever asks, as a parameter of a route."""
