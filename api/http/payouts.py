"""Payouts: runs of lines for payroll, their files, the balance and the breaks."""

from base64 import b64encode
from datetime import date
from typing import Annotated

from fastapi import APIRouter, Query
from msgspec import Struct
from msgspec.structs import asdict, replace
from starlette.responses import Response

from api.http.access.authorising import Who
from api.http.access.declaring import operation
from api.http.answers import JSON, answer_json
from api.http.openapi import Responses, answers, describe_answer, refusals, schema
from api.http.parameters import RunId
from api.http.problems import refusal, wrong_parameter
from api.http.questions import Ask, AskPage, Known
from api.payouts import find_sent, make_asking, make_run_proof
from domain.access.principal import Principal
from domain.access.words import Role
from domain.payouts.files.payroll_file import PayrollFile
from domain.payouts.refusals import SAYS
from domain.payouts.sent_file import make_companion, make_file
from domain.payouts.views.balance import BalanceRow
from domain.payouts.views.breaks import Break
from domain.payouts.views.run import LineView, RunView
from projections.engine.asking.listing import Span
from projections.engine.asking.reader import Moment
from projections.payouts.queries import Asking, ExplainedLine, Payouts, RunSummary

router = APIRouter(prefix="/v1", tags=["payouts"])

BYTES = "application/octet-stream"
MEDIA = {
    "csv": "text/csv",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "zip": "application/zip",
    "json": "application/json",
}
_IN_WORDS = frozenset(("dropped", "waived", "cancelled"))

WithWhy = Annotated[bool, Query(description="With the why of each line, as known at the proposal.")]
Proof = Annotated[bool, Query(description="Instead, what proves its lines without Vouch.")]
Lines = Annotated[bool, Query(description="Instead, the file that says which lines are in which row.")]


class RunPage(Struct):
    """A page of runs; `next` is the cursor of the page after it, null on the last."""

    items: list[RunSummary]
    next: str | None


class ExplainedRun(Struct, frozen=True, kw_only=True):
    """A run whose lines come with their whys."""

    run: str
    state: str
    as_of: date
    currency: str
    pay_date: date | None
    proposed_by: str | None
    approved_by: str | None
    format: str | None
    total: str
    digest: str
    lines: list[ExplainedLine]


@router.get("/payout-runs", responses=answers(RunPage, "The runs, in the order in which they were proposed.", 304))
@operation("payout.list")
async def list_runs(paged: AskPage) -> Response:
    """The runs."""
    listing = await paged.begin("payout-runs", {})
    vouch = paged.asked.vouch

    def find_runs(known: Known, moment: Moment, span: Span) -> list[RunSummary]:
        newest = moment.position == known.reader.position and moment.as_of >= vouch.today()
        asking = Asking(moment.as_of, None if newest else moment.position, is_today=newest)
        return Payouts(known.reader, asking).list_runs(span.after, span.limit)

    return await listing.answer(find_runs, lambda run: run.run)


_RUN: Responses = {
    200: describe_answer(
        {JSON: {"anyOf": [schema(RunView), schema(ExplainedRun)]}},
        "The run, line by line; with `why`, explained.",
        "ETag",
    ),
    **refusals(404),
}


@router.get("/payout-runs/{run}", responses=_RUN)
@operation("payout.read")
async def get_run(asked: Ask, who: Who, run: RunId, why: WithWhy = False) -> Response:
    """A run as it stands; its ETag is its digest, which approving it needs."""
    vouch = asked.vouch
    day = None if asked.known_at is not None else asked.as_of

    def find_run(known: Known) -> RunView | ExplainedRun:
        payouts = Payouts(known.reader, make_asking(vouch, day, asked.known_at))
        view = payouts.show(run)
        if view is None:
            raise unknown_run()
        view = replace(view, lines=tuple(_without_words(line, who) for line in view.lines))
        return ExplainedRun(**{**asdict(view), "lines": payouts.explain(view)}) if why else view

    def write(view: RunView | ExplainedRun) -> Response:
        answer = answer_json(view)
        answer.headers["ETag"] = f'"{view.digest}"'
        return answer

    return await asked.answer(find_run, write, of_facts_only=False)


def unknown_run() -> Exception:
    """Make the refusal (404) of a run that is not there."""
    return refusal(404, "unknown_run", SAYS["unknown_run"])


def _without_words(line: LineView, who: Principal) -> LineView:
    """Leave out a reason in somebody's own words, for whoever only audits."""
    may_read = who.everything or who.roles & {Role.PAYROLL_PROPOSER, Role.PAYROLL_APPROVER}
    return line if may_read or line.state not in _IN_WORDS else replace(line, reason=None)


@router.get(
    "/payout-runs/{run}/file",
    responses={
        200: describe_answer(
            {media: {"type": "string", "format": "binary"} for media in MEDIA.values()},
            "The same bytes for ever.",
            "Content-Disposition",
            "Repr-Digest",
        ),
        **refusals(404),
    },
)
@operation("payout.file")
async def get_file(asked: Ask, run: RunId, lines: Lines = False, proof: Proof = False) -> Response:
    """The file of an exported run again, or one of those beside it."""
    if lines and proof:
        raise wrong_parameter("proof", "is another file than `lines`: ask for one of them")

    def find_file(known: Known) -> PayrollFile:
        found = find_sent(known.reader, asked.vouch, run)
        if found is not None and proof:
            return make_run_proof(asked.vouch, found)
        file = None if found is None else make_companion(found) if lines else make_file(found)
        if file is None:
            raise refusal(404, "unknown_run", "There is no such file of an exported run.")
        return file

    return await asked.answer(find_file, answer_file, of_facts_only=False)


def answer_file(file: PayrollFile) -> Response:
    """Answer with a payroll file, its name and its hash."""
    digest = b64encode(bytes.fromhex(file.sha256)).decode()
    headers = {
        "Content-Disposition": f'attachment; filename="{file.name}"',
        "Repr-Digest": f"sha-256=:{digest}:",
    }
    return Response(file.content, headers=headers, media_type=MEDIA[file.name.rpartition(".")[2]])


@router.get("/payout-balance", responses=answers(list[BalanceRow], "A row for each key, sorted by it.", 304))
@operation("payout.balance")
async def get_balance(asked: Ask) -> Response:
    """What is entitled, what was sent, and what is open between the two."""
    vouch = asked.vouch

    def find_balance(known: Known) -> list[BalanceRow]:
        return Payouts(known.reader, make_asking(vouch, asked.as_of, asked.known_at)).balance()

    return await asked.answer(find_balance)


@router.get("/payout-breaks", responses=answers(list[Break], "Sorted by code, line and fact.", 304))
@operation("payout.breaks")
async def get_breaks(asked: Ask) -> Response:
    """What does not reconcile between lines and payroll's answers."""
    vouch = asked.vouch

    def find_breaks(known: Known) -> list[Break]:
        return Payouts(known.reader, make_asking(vouch, asked.as_of, asked.known_at)).breaks()

    return await asked.answer(find_breaks)
