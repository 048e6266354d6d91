"""The first thing that happens to every request: who asks (401), and whether a role has the operation at all (403)."""

from collections.abc import Callable
from typing import Annotated, Any, cast

import structlog
from fastapi import Depends, Request
from fastapi.dependencies.models import Dependant
from fastapi.routing import APIRoute

from api.http.access.declaring import find_operation
from api.http.access.identifying import identify
from api.http.access.refusals import forbidden
from api.http.problems import RefusedError
from api.http.service import service_of
from domain.access.principal import Principal
from domain.access.scope import may
from domain.access.table import PUBLIC
from domain.access.words import Answer
from projections.access.sight import Sight

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
    request.state.principal = principal = await identify(request)
    if not may(principal, operation):
        raise forbid(request)
    if principal.employee is not None and not _looks_itself(request.scope["route"]):
        await _refuse_leavers(request, principal)


async def _refuse_leavers(request: Request, principal: Principal) -> None:
    """Raise RefusedError (403) for an employee who has left, if what they keep does not hold this operation."""
    service = service_of(request)
    vouch = service.vouch

    def look() -> Answer:
        with vouch.engine.reader() as reader:
            sight = Sight(principal, operation_of(request), reader, vouch.today(), vouch.names, vouch.standings)
            return sight.best

    if await service.ask(look) is Answer.FORBIDDEN:
        raise forbid(request)


def principal_of(request: Request) -> Principal:
    """Find who asks. Of a route that anybody may ask nobody is known."""
    return cast(Principal, request.state.principal)


def operation_of(request: Request) -> str:
    """Find the operation that the request's route declares."""
    return cast(str, request.state.operation)


def forbid(request: Request) -> RefusedError:
    """Make the refusal (403) of an operation that the principal never has, counted and logged."""
    note_refusal(request)
    return forbidden()


def note_refusal(request: Request) -> None:
    """Count and log that a right was missing; of what thing is nobody's business."""
    operation = operation_of(request)
    service_of(request).metrics.count_refusal(operation)
    log.info("refused", principal=principal_of(request).subject, operation=operation)


def looks_itself(dependency: Callable[..., Any]) -> None:
    """Say of a dependency of routes that it looks itself whether an employee has left, at the position of its rows."""
    setattr(dependency, _LOOKS, True)


_LOOKS = "__vouch_looks__"


def _looks_itself(route: APIRoute) -> bool:
    return _any_looks(route.dependant)


def _any_looks(dependant: Dependant) -> bool:
    return hasattr(dependant.call, _LOOKS) or any(map(_any_looks, dependant.dependencies))


async def _who(request: Request) -> Principal:
    return principal_of(request)


Who = Annotated[Principal, Depends(_who)]
"""Whoever asks, as a parameter of a route."""
