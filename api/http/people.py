"""One person's data, handed out as JSON to whoever may, and on record that they were."""

from fastapi import APIRouter, Request
from starlette.responses import Response

from api.http.access.authorising import Who, note_refusal, operation_of
from api.http.access.declaring import operation
from api.http.answers import JSON
from api.http.openapi import answers
from api.http.parameters import CandidateId, EmployeeId
from api.http.problems import unknown
from api.http.service import service_of
from consumers.exporting.person import Kind, UnknownPerson, export_person
from domain.access.principal import Principal
from domain.access.words import Answer
from domain.state.person_data import PersonData
from projections.access.sight import Sight

router = APIRouter(prefix="/v1", tags=["people"])

_ANSWERS = answers(PersonData, "Everything that is held of the person; other people's ids replaced.", 404)


@router.get("/candidates/{candidate}/export", responses=_ANSWERS)
@operation("candidate.export")
async def export_candidate(request: Request, who: Who, candidate: CandidateId) -> Response:
    """All data of a candidate, the person: each export is recorded, and told in the next."""
    return await service_of(request).ask(lambda: _export(request, who, "candidate", candidate))


@router.get("/employees/{employee}/export", responses=_ANSWERS)
@operation("employee.export")
async def export_employee(request: Request, who: Who, employee: EmployeeId) -> Response:
    """All data of an employee, for themselves too: each export is recorded, and told in the next."""
    return await service_of(request).ask(lambda: _export(request, who, "employee", employee))


def _export(request: Request, who: Principal, kind: Kind, id_: str) -> Response:
    vouch = service_of(request).vouch
    if kind == "employee":
        with vouch.engine.reader() as reader:
            sight = Sight(who, operation_of(request), reader, vouch.today(), vouch.names, vouch.standings)
            if sight.judge(sight.relate_employee(id_)) <= Answer.HIDDEN:
                note_refusal(request)
                raise unknown(kind)
    try:
        return Response(export_person(vouch.store, kind, id_, who.actor), media_type=JSON)
    except UnknownPerson:
        raise unknown(kind) from None
