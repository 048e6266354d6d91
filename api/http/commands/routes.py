"""The routes of commands: one for each row of the table."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Annotated
from urllib.parse import unquote

from fastapi import APIRouter, Path, Request
from starlette.responses import Response

from api.http.access.authorising import Who, note_refusal
from api.http.access.declaring import operation
from api.http.commands.describing import describe_request, describe_responses
from api.http.commands.reading import read_data, read_fields, read_key
from api.http.commands.telling import tell
from api.http.problems import RefusedError, refusal
from api.http.service import Service, service_of
from consumers.commands.acts import make_act
from consumers.commands.answers import Forbidden
from consumers.commands.asked import Asked, name_principal
from consumers.commands.versions import read_expected
from domain.access.principal import Principal
from domain.commands.table import COMMANDS, Row
from domain.facts.kinds import LONGEST_ID
from domain.store.acting.act import Refused

router = APIRouter()

Id = Annotated[str, Path(alias="id", description="Percent-encoded; may hold an encoded slash.")]

_TAGS = {"letter": "feed", "programme": "bonus-programmes"}


async def _command(request: Request, row: Row, principal: Principal, id_: str) -> Response:
    """Check, decide and record a command, in the order of spec/commands.md §1 (rows 1 and 2 came before)."""
    service = service_of(request)
    _refuse_too_many(service, row, principal)
    data = await read_data(request, service.vouch.settings.request_seconds)
    key = read_key(request.headers)
    body = read_fields(row, data, principal, service.vouch.today())
    seen = request.headers.get("if-match")
    expected = None if seen is None else read_expected(seen)
    act = make_act(service.vouch.store, service.vouch.zone, Asked(row, id_, data, body, principal, key, expected))
    outcome = await asyncio.wrap_future(service.submit(act))
    if isinstance(outcome, Refused) and isinstance(outcome.why, Forbidden):
        note_refusal(request)
    return tell(outcome)


def _refuse_too_many(service: Service, row: Row, principal: Principal) -> None:
    """Raise RefusedError (429) over the commands of a minute, or the referrals of a day."""
    name = name_principal(principal)
    seconds = service.commands_a_minute.take(name)
    if seconds is None and row.name == "referral make":
        seconds = service.referrals_a_day.take(name)
    if seconds is not None:
        says = "Too many commands; Retry-After says when there may be more."
        raise refusal(429, "too_many_commands", says, {"Retry-After": str(seconds)})


def _read_id(raw: str) -> str:
    """Read the id in a path. Raises RefusedError (404) for what no thing can be called."""
    try:
        found = unquote(raw, errors="strict")
    except UnicodeDecodeError:
        found = ""
    if not (0 < len(found) <= LONGEST_ID and found.isprintable()):
        raise _nothing_here()
    return found


def _nothing_here() -> RefusedError:
    return refusal(404, "not_found", "There is nothing at this address.")


def _make_endpoint(row: Row) -> Callable[..., Awaitable[Response]]:
    """Make what answers a command's route."""

    async def about(request: Request, principal: Who, id_: Id) -> Response:
        return await _command(request, row, principal, _read_id(id_))

    async def make(request: Request, principal: Who) -> Response:
        return await _command(request, row, principal, "")

    endpoint = about if row.is_about_one else make
    endpoint.__doc__ = row.body.__doc__
    return operation(row.operation)(endpoint)


def _add_routes() -> None:
    for row in COMMANDS:
        plural = row.path.split("/")[1]
        router.add_api_route(
            f"/v1{row.path}",
            _make_endpoint(row),
            methods=["POST"],
            name=row.name.replace(" ", "_").replace("-", "_"),
            status_code=200 if row.is_about_one or row.name == "programme preview" else 201,
            responses=describe_responses(row),
            openapi_extra=describe_request(row),
            summary=row.name.capitalize(),
            tags=[_TAGS.get(row.noun, plural)],
        )


_add_routes()
