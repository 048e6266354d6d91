"""Who is who over HTTP: who is not yet known to be whom, and saying who is."""

from typing import Annotated, Literal

import msgspec
from fastapi import APIRouter, Query, Request
from msgspec import Struct
from starlette.responses import Response

from api.bootstrap import Vouch
from api.http.access.declaring import operation
from api.http.answers import JSON, answer_json
from api.http.openapi import answers, describe_answer, schema
from api.http.problems import refusal
from api.http.questions import Ask, Known
from api.http.request_body import read_body
from api.http.service import service_of
from consumers.identities.recording import record_statements
from consumers.identities.statement import CannotBeSaid, Statement, check
from domain.access.words import Answer
from domain.state.identity.match import State
from projections.access.views import without_identities
from projections.exceptions import who
from projections.exceptions.who import Asked, Identities

router = APIRouter(prefix="/v1/identities", tags=["identities"])

LONGEST_BODY = 64 << 10
InState = Annotated[State | None, Query(description="Only who is in this state; without it, all but who is linked.")]


class Link(Struct, frozen=True, forbid_unknown_fields=True):
    """Says that the thing of `kind` and `id` is the employee; with `linked` false, that it is not."""

    kind: Literal["account", "candidate", "same_as"]
    id: str
    employee: str
    reason: str | None = None
    linked: bool = True


class Linked(Struct, frozen=True):
    """What became of a statement, and the position from which it can be read."""

    outcome: Literal["recorded", "repeated"]
    position: int


@router.get("", responses=answers(Identities, "Who is whom, or not yet, by id.", 304))
@operation("identity.list")
async def list_identities(asked: Ask, state: InState = None) -> Response:
    """List accounts, accepted candidates without an employee, and new employees without a candidate, with guesses."""
    names = asked.vouch.names

    def find_unlinked(known: Known) -> Identities:
        found = who.list_identities(known.reader, names, Asked(known.as_of, known.up_to, state))
        return found if known.sight.best is Answer.ALLOWED else without_identities(found)

    return await asked.answer(find_unlinked)


@router.post(
    "/links",
    status_code=201,
    responses={
        **answers(Linked, "Recorded.", 400, 408, 413, status=201),
        200: describe_answer({JSON: schema(Linked)}, "It is said already."),
    },
    openapi_extra={"requestBody": {"required": True, "content": {"application/json": {"schema": schema(Link)}}}},
)
@operation("identity.link")
async def say_who_is_who(request: Request) -> Response:
    """Say who is who. The same again changes nothing."""
    service = service_of(request)
    body = await read_body(request, LONGEST_BODY, service.vouch.settings.request_seconds)
    try:
        link = msgspec.json.decode(body, type=Link)
    except msgspec.ValidationError:
        raise refusal(422, "not_a_link", "Give kind (account, candidate, same_as), id and employee, as text.") from None
    except (msgspec.DecodeError, UnicodeDecodeError):
        raise refusal(400, "not_json", "The body must be JSON in UTF-8.") from None
    linked = await service.ask(lambda: _record(service.vouch, link))
    service.projections.wake()
    return answer_json(linked, 201 if linked.outcome == "recorded" else 200)


def _record(vouch: Vouch, link: Link) -> Linked:
    statement = Statement(link.kind, link.id, link.employee, link.reason, link.linked)
    with vouch.engine.reader() as reader:
        try:
            check(reader, statement)
        except CannotBeSaid as error:
            raise refusal(422, error.code, str(error)) from None
    stated = record_statements(vouch.store, [statement])
    return Linked(stated.outcomes[0], stated.position)
