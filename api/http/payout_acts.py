"""Acts about money over HTTP: each needs a key, under which it has its effect once."""

from collections.abc import Mapping
from datetime import date
from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Depends, Header, Request
from msgspec import Meta, Struct
from starlette.responses import Response

from api.bootstrap import Vouch
from api.http.access.authorising import Who
from api.http.access.declaring import operation
from api.http.acting import Asking, make_asking, read_object
from api.http.answers import JSON, answer_json
from api.http.history import refuse_altered_history
from api.http.openapi import Responses, describe_answer, refusals, schema
from api.http.parameters import LineId, RunId
from api.http.payouts import MEDIA, answer_file
from api.http.problems import Problem, RefusedError, refusal
from api.http.request_body import read_body
from api.http.service import service_of
from api.payouts import clerk_of, find_sent
from api.payroll import read_payroll
from consumers.payouts import acting
from consumers.payouts.acting import Acted, Answer, KeyReused, PassedOverKey, tell_passed_over
from consumers.payouts.orders import (
    LineAct,
    Order,
    order_approval,
    order_cancellation,
    order_export,
    order_on_line,
    order_proposal,
    order_settlement,
)
from domain.access.principal import Principal
from domain.facts.payout import FileFormat
from domain.payouts.acts.act import Known, Outcome, Refusal
from domain.payouts.acts.approve import approve
from domain.payouts.fault import Fault
from domain.payouts.refusals import SAYS
from domain.payouts.sent_file import make_file

router = APIRouter(prefix="/v1", tags=["payouts"], dependencies=[Depends(refuse_altered_history)])

CSV = "text/csv"
UNSEEN = "precondition_required"
STATUS: Mapping[str, int] = {
    "same_person": 403,
    "own_line": 403,
    "rule_maker": 403,
    "no_person": 403,
    "unknown_run": 404,
    "unknown_line": 404,
    "digest_differs": 412,
    UNSEEN: 428,
}
"""The status of each reason code; 409 of all others."""
_SAYS = {**SAYS, UNSEEN: "`If-Match` must be the run's ETag, its digest in quotes."}

Text = Annotated[str, Meta(min_length=1, max_length=2_000)]
IfMatch = Annotated[str | None, Header(description="The run's ETag: its digest, in quotes.")]
Key = Annotated[str | None, Header(alias="Idempotency-Key", description="1 to 200 visible ASCII characters.")]


class Proposal(Struct, frozen=True, forbid_unknown_fields=True):
    """What is due for a day, perhaps of one currency, perhaps to be paid on a day."""

    as_of: date
    currency: str | None = None
    pay_date: date | None = None


class Nothing(Struct, frozen=True, forbid_unknown_fields=True):
    """No words."""


class Export(Struct, frozen=True, forbid_unknown_fields=True):
    """In which format."""

    format: FileFormat


class Reason(Struct, frozen=True, forbid_unknown_fields=True):
    """Why, in somebody's own words."""

    reason: Text


class PayoutProblem(Problem, frozen=True, omit_defaults=True):
    """Why an act was refused: what stands in the way, and the keys that were passed over."""

    faults: tuple[Fault, ...] = ()
    passed_over: tuple[PassedOverKey, ...] = ()


def _takes(kind: type[Struct]) -> dict[str, object]:
    return {"requestBody": {"required": True, "content": {JSON: {"schema": schema(kind)}}}}


_REFUSED = (400, 403, 404, 408, 409, 413, 415)


def _done(says: str, status: int = 200, *problems: int) -> Responses:
    told = describe_answer({JSON: schema(Answer)}, says, "Idempotency-Replayed")
    return {status: told, **refusals(*_REFUSED, *problems)}


_ANSWER = _done("Done: the runs it is about, and the position to read it at.")
_FILE: Responses = {
    200: describe_answer(
        {media: {"type": "string", "format": "binary"} for media in MEDIA.values()},
        "Sent: the file for payroll.",
        "Content-Disposition",
        "Repr-Digest",
        "Idempotency-Replayed",
    ),
    **refusals(*_REFUSED),
}


@router.post(
    "/payout-runs",
    status_code=201,
    responses=_done("A run for each currency.", 201),
    openapi_extra=_takes(Proposal),
)
@operation("payout.propose")
async def propose_runs(request: Request, who: Who, idempotency_key: Key = None) -> Response:
    """Make lines of what is due for a day."""
    wanted, asking = await read_object(request, Proposal)
    order = order_proposal(wanted.as_of, wanted.currency, wanted.pay_date)
    return _answer(await _act(request, who, order, asking), 201)


@router.post(
    "/payout-runs/{run}/approve",
    responses=_done("Approved.", 200, 412, 428),
    openapi_extra=_takes(Nothing),
)
@operation("payout.approve")
async def approve_run(
    request: Request, who: Who, run: RunId, if_match: IfMatch = None, idempotency_key: Key = None
) -> Response:
    """Let a run's ready lines go, as somebody else than its proposer. What was seen is what is approved."""
    _, asking = await read_object(request, Nothing)
    seen = (if_match or "").strip()
    is_tag = len(seen) > 1 and seen.startswith('"') and seen.endswith('"')
    order = order_approval(run, seen.strip('"')) if is_tag else _refuse_unseen(run)
    return _answer(await _act(request, who, order, asking))


def _refuse_unseen(run: str) -> Order:
    """Refuse to approve what was not seen; whoever may not even see it is told that first."""

    def refuse(known: Known) -> Outcome:
        outcome = approve(known, run)
        may_not_see = isinstance(outcome, Refusal) and outcome.code in ("no_person", "unknown_run")
        return outcome if may_not_see else Refusal(UNSEEN)

    return Order(refuse, frozenset((run,)))


@router.post("/payout-runs/{run}/export", responses=_FILE, openapi_extra=_takes(Export))
@operation("payout.export")
async def export_run(request: Request, who: Who, run: RunId, idempotency_key: Key = None) -> Response:
    """Send what was approved and is still true, and give the file; again: the same bytes."""
    wanted, asking = await read_object(request, Export)
    service = service_of(request)
    order = order_export(run, wanted.format, read_payroll(service.vouch.settings))
    acted = await _act(request, who, order, asking)
    answer = await service.ask(lambda: _make_file_answer(service.vouch, run))
    return _mark(answer, acted)


@router.post("/payout-runs/{run}/cancel", responses=_ANSWER, openapi_extra=_takes(Reason))
@operation("payout.cancel")
async def cancel_run(request: Request, who: Who, run: RunId, idempotency_key: Key = None) -> Response:
    """Give a run up."""
    wanted, asking = await read_object(request, Reason)
    return _answer(await _act(request, who, order_cancellation(run, wanted.reason), asking))


@router.post("/payout-lines/{line}/release", responses=_ANSWER, openapi_extra=_takes(Reason))
@operation("payout.release")
async def release_line(request: Request, who: Who, line: LineId, idempotency_key: Key = None) -> Response:
    """Let a held line go."""
    return await _act_on_line(request, who, "release", line)


@router.post("/payout-lines/{line}/drop", responses=_ANSWER, openapi_extra=_takes(Reason))
@operation("payout.drop")
async def drop_line(request: Request, who: Who, line: LineId, idempotency_key: Key = None) -> Response:
    """Take a line out of its run."""
    return await _act_on_line(request, who, "drop", line)


@router.post("/payout-lines/{line}/waive", responses=_ANSWER, openapi_extra=_takes(Reason))
@operation("payout.waive")
async def waive_line(request: Request, who: Who, line: LineId, idempotency_key: Key = None) -> Response:
    """Give a recovery up: the money is kept."""
    return await _act_on_line(request, who, "waive", line)


@router.post("/payout-lines/{line}/accept", responses=_ANSWER, openapi_extra=_takes(Reason))
@operation("payout.accept")
async def accept_line(request: Request, who: Who, line: LineId, idempotency_key: Key = None) -> Response:
    """Take payroll's amount for right."""
    return await _act_on_line(request, who, "accept", line)


@router.post(
    "/payout-settlements",
    responses=_ANSWER,
    openapi_extra={"requestBody": {"required": True, "content": {CSV: {"schema": {"type": "string"}}}}},
)
@operation("payout.settle")
async def settle_lines(request: Request, who: Who, idempotency_key: Key = None) -> Response:
    """Record payroll's answers, all or none; the same file again records nothing."""
    if request.headers.get("content-type", "").partition(";")[0].strip() != CSV:
        raise refusal(415, "unsupported_media_type", f"The body must be {CSV}.", {"Accept-Post": CSV})
    settings = service_of(request).vouch.settings
    content = await read_body(request, settings.max_body_bytes, settings.request_seconds)
    return _answer(await _act(request, who, order_settlement(content), make_asking(request, content)))


async def _act_on_line(request: Request, who: Principal, act: LineAct, line: str) -> Response:
    wanted, asking = await read_object(request, Reason)
    return _answer(await _act(request, who, order_on_line(act, line, wanted.reason), asking))


async def _act(request: Request, who: Principal, order: Order, asking: Asking) -> Acted:
    """Act in a thread. Raises RefusedError with the reason."""
    service, wanted = service_of(request), acting.Request(asking.key, asking.digest)
    outcome = await service.ask(lambda: service.vouch.counter.act(order, clerk_of(who), wanted))
    if isinstance(outcome, KeyReused):
        raise refusal(422, "idempotency_key_reused", "This key was used for another request. Nothing was done.")
    if isinstance(outcome, Refusal):
        raise _refused(outcome)
    service.projections.wake()
    return outcome


def _refused(refused: Refusal) -> RefusedError:
    status = STATUS.get(refused.code, 409)
    problem = PayoutProblem(
        type=f"urn:vouch:problem:{refused.code}",
        title=HTTPStatus(status).phrase,
        status=status,
        detail=_SAYS[refused.code],
        faults=refused.faults[:100],
        passed_over=tell_passed_over(refused.passed_over),
    )
    return RefusedError(problem)


def _make_file_answer(vouch: Vouch, run: str) -> Response:
    vouch.engine.catch_up()
    with vouch.engine.reader() as reader:
        found = find_sent(reader, vouch, run)
    assert found is not None
    return answer_file(make_file(found))


def _answer(acted: Acted, status: int = 200) -> Response:
    return _mark(answer_json(acted.answer, status), acted)


def _mark(answer: Response, acted: Acted) -> Response:
    if acted.replayed:
        answer.headers["Idempotency-Replayed"] = "true"
    return answer
