"""Whether the process lives, whether it can serve, and its metrics. Outside /v1: for those who run it."""

from collections.abc import Callable
from typing import Any

from fastapi import APIRouter, Request
from msgspec import Struct
from sqlalchemy.exc import SQLAlchemyError
from starlette.responses import Response

from api.http.access.declaring import operation, public
from api.http.answers import answer_json
from api.http.metrics import CONTENT_TYPE
from api.http.openapi import answers, refusals
from api.http.problems import RETRY_SECONDS, Problem, answer
from api.http.service import Service, service_of
from domain.store.errors import StoreError

router = APIRouter(tags=["health"])

PATIENCE = 2.0
"""Seconds after which a database that does not answer counts as away."""

FINE = "ok"


class Health(Struct):
    """How the process stands; `checks` says `ok` of each part that works, else what is wrong."""

    status: str
    checks: dict[str, str] = {}


@router.get("/livez", responses=answers(Health, "The process lives."))
@public
async def livez() -> Response:
    """Whether the process lives."""
    return answer_json(Health("alive"))


@router.get("/readyz", responses=answers(Health, "Requests can be served."))
@public
async def readyz(request: Request) -> Response:
    """Whether requests can be served: the store, the read models, and the threads that keep them."""
    service = service_of(request)
    vouch = service.vouch
    checks = {
        "store": await _check(service, vouch.store.head),
        "read_models": await _check(service, vouch.engine.find_readable),
        **{loop.name: _loop(loop.state.alive, loop.state.failure) for loop in service.loops},
    }
    if service.erasing.pending:
        checks["erasures"] = "erasures_pending"
    if all(says == FINE for says in checks.values()):
        return answer_json(Health("ready", checks))
    wrong = ", ".join(name for name, says in checks.items() if says != FINE)
    says = f"Not in order: {wrong}."
    problem = Problem("urn:vouch:problem:not_ready", "Service Unavailable", 503, says, checks=checks)
    return answer(problem, {"Retry-After": str(RETRY_SECONDS)})


@router.get(
    "/metrics",
    responses={
        200: {"description": "In the text format.", "content": {"text/plain": {"schema": {"type": "string"}}}},
        **refusals(),
    },
)
@operation("metrics.read")
async def metrics(request: Request) -> Response:
    """Metrics for Prometheus."""
    service = service_of(request)
    return Response(await service.help(service.metrics.write), headers={"Content-Type": CONTENT_TYPE})


async def _check(service: Service, question: Callable[[], Any]) -> str:
    try:
        await service.help(question, PATIENCE)
    except TimeoutError:
        return "does not answer"
    except (StoreError, SQLAlchemyError):
        return "unavailable"
    return FINE


def _loop(alive: bool, failure: str | None) -> str:
    if not alive:
        return "has stopped"
    return FINE if failure is None else f"failed: {failure}"
