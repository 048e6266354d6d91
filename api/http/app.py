"""The app: routes, problems and observation around one Vouch."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from anyio.to_thread import run_sync
from fastapi import Depends, FastAPI
from fastapi.routing import APIRoute

from api.bootstrap import Vouch
from api.http import (
    candidates,
    docs,
    events,
    feed,
    health,
    history,
    home,
    identities,
    payout_acts,
    payouts,
    people,
    problems,
    referrals,
    reporting,
    reports,
    requisitions,
    vendors,
)
from api.http.access.authorising import authorise
from api.http.access.declaring import refuse_undeclared
from api.http.access.outside import RefuseOutside
from api.http.commands import routes
from api.http.methods import AnswerHead
from api.http.middleware import ObserveRequests
from api.http.openapi import describe
from api.http.query_strings import refuse_strange_parameters
from api.http.service import Service

VERSION = "1"
"""Of the API: it is the one in its paths."""
DESCRIPTION = "Facts of hiring in, pipelines and referral bonuses out. Errors are problem details (RFC 9457)."

ROOMS = (
    feed,
    vendors,
    requisitions,
    candidates,
    referrals,
    reports,
    reporting,
    payouts,
    payout_acts,
    identities,
    people,
    events,
    history,
    routes,
    health,
)


def create_app(vouch: Vouch) -> FastAPI:
    """Create the app of one Vouch; the threads that keep it up to date run during the app's lifespan."""
    service = Service(vouch)

    @asynccontextmanager
    async def run_service(_: FastAPI) -> AsyncIterator[None]:
        service.start()
        try:
            yield
        finally:
            await run_sync(service.stop)

    app = FastAPI(
        title="Vouch",
        version=VERSION,
        description=DESCRIPTION,
        lifespan=run_service,
        openapi_url=None,  # docs.py serves it
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
        generate_unique_id_function=_name_operation,
        dependencies=[
            Depends(authorise),
            Depends(refuse_strange_parameters),
            Depends(history.refuse_altered_history),
        ],
    )
    app.state.service = service
    app.add_middleware(AnswerHead)
    app.add_middleware(RefuseOutside, service=service)
    app.add_middleware(history.WarnOfHistory, service=service)
    app.add_middleware(ObserveRequests, metrics=service.metrics)
    problems.install(app)
    for room in ROOMS:
        app.include_router(room.router)
    home.install(app)
    docs.install(app)
    refuse_undeclared(app.routes)
    app.openapi = lambda: describe(app)  # type: ignore[method-assign]
    return app


def _name_operation(route: APIRoute) -> str:
    return route.name
