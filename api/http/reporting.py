"""Reports of money and of hiring over HTTP, and what-if."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Depends, Query, Request
from msgspec import Struct
from pydantic import BeforeValidator
from starlette.responses import Response, StreamingResponse

from api.http.access.authorising import Who
from api.http.access.declaring import operation
from api.http.acting import read_plain_object
from api.http.answers import JSON, answer_json
from api.http.content_negotiation import choose_media_type
from api.http.openapi import Responses, answers, describe_answer, refusals, schema
from api.http.parameters import OfRequisition, read_day, read_month
from api.http.problems import refusal, wrong_parameter
from api.http.questions import Ask, Asked, Known
from api.http.reports import CSV, FORMATS, XLSX, Format
from api.reporting import (
    INTRODUCTION_ROW,
    REPORTS,
    Words,
    find_row_type,
    find_seen,
    suppress_introductions,
    suppress_rows,
    write_introductions,
    write_json,
    write_report_csv,
    write_report_xlsx,
)
from api.simulating import TermsWrong, check_terms, run_simulation
from domain.access.principal import Principal
from domain.access.scope import scope
from domain.access.words import Answer
from domain.reports.introductions import IntroductionReport
from domain.reports.simulation import Simulation
from projections.reports import queries

router = APIRouter(prefix="/v1", tags=["reports"])

_SPREADSHEET = {"type": "string", "format": "binary"}
Since = Annotated[
    date | None, BeforeValidator(read_month), Query(alias="from", description="The first month, YYYY-MM.")
]
First = Annotated[date | None, BeforeValidator(read_day), Query(alias="from", description="The first day of the span.")]
Last = Annotated[date | None, BeforeValidator(read_day), Query(alias="to", description="The last day of the span.")]
Kind = Annotated[Literal["cohort", "activity", "snapshot"], Query(description="Which of the three questions.")]


def _told(says: str) -> Responses:
    media = {JSON: {"type": "object"}, CSV: {"type": "string"}, XLSX: _SPREADSHEET}
    return {200: describe_answer(media, says, "Vary", "Content-Disposition", "ETag"), **refusals(304, 403, 406)}


class _Reporting:
    """A question for a report: who asks, as of when, and in which form."""

    def __init__(self, request: Request, asked: Asked, who: Principal, format_: str | None) -> None:
        self.asked = asked
        self.who = who
        media = FORMATS[format_] if format_ else choose_media_type(request.headers.get("accept"), [*FORMATS.values()])
        if media is None:
            raise refusal(406, "not_acceptable", "The rows can be had as " + ", ".join(FORMATS.values()) + ".")
        self.media = media

    def make_words(self, name: str, options: Mapping[str, object]) -> Words:
        """Say again what was asked."""
        return Words(name, self.asked.as_of, self.asked.known_at, options)

    async def answer(self, name: str, wanted: queries.Asked, options: Mapping[str, object]) -> Response:
        """Answer with the rows of a report. Raises RefusedError (422) for a filter that tells of too few."""
        report, today = REPORTS[name], self.asked.vouch.today()
        if scope(self.who, report.operation) is Answer.COARSE and not self.who.everything:
            _refuse_narrow(wanted, options)

        def find_rows(known: Known) -> list[Any]:
            seen = find_seen(known.reader, self.who, report.operation, today, of_posts=report.of_posts)
            only = seen.only if wanted.only is None else wanted.only if seen.only is None else wanted.only & seen.only
            rows = report.ask(known.reader, wanted._replace(as_of=known.as_of, up_to=known.up_to, only=only))
            return [*(suppress_rows(rows, report.counts) if seen.coarse else rows)]

        def write(rows: list[Any]) -> Response:
            if self.media == JSON:
                return self._stream([write_json(self.make_words(name, options), rows)], name)
            kind = find_row_type(name, wanted.kind)
            return self._stream(
                write_report_csv(kind, rows) if self.media == CSV else [write_report_xlsx(kind, rows, name)], name
            )

        return await self.asked.answer(find_rows, write, of_facts_only=False)

    async def answer_introductions(self) -> Response:
        """Answer with the report of introductions: in JSON three lists, else the cells."""

        def find(known: Known) -> IntroductionReport:
            wanted = queries.Asked(known.as_of, known.up_to)
            return suppress_introductions(queries.ask_introductions(known.reader, wanted))

        def write(found: IntroductionReport) -> Response:
            name = "introductions"
            if self.media == JSON:
                return self._stream([write_introductions(self.make_words(name, {}), found)], name)
            cells = found.cells
            written = (
                write_report_csv(INTRODUCTION_ROW, cells)
                if self.media == CSV
                else [write_report_xlsx(INTRODUCTION_ROW, cells, name)]
            )
            return self._stream(written, name)

        return await self.asked.answer(find, write, of_facts_only=False)

    def _stream(self, written: Iterable[bytes], name: str) -> Response:
        headers = {"Vary": "Accept"}
        if self.media != JSON:
            suffix = "csv" if self.media == CSV else "xlsx"
            headers["Content-Disposition"] = f'attachment; filename="{name}-{self.asked.as_of}.{suffix}"'
        return StreamingResponse(written, headers=headers, media_type=self.media)


def _refuse_narrow(wanted: queries.Asked, options: Mapping[str, object]) -> None:
    """Raise RefusedError (422) for any filter but whole months: small groups could be told apart by it."""
    if options.get("requisition") is not None:
        raise wrong_parameter("requisition", "is not a filter of yours")
    if wanted.first is not None and wanted.first.day != 1:
        raise wrong_parameter("from", "must be the first day of a month")
    if wanted.last is not None and wanted.last != queries.end_of_month(wanted.last):
        raise wrong_parameter("to", "must be the last day of a month")


async def _reporting(request: Request, asked: Ask, who: Who, format: Format = None) -> _Reporting:  # noqa: A002 - the name is the contract's
    return _Reporting(request, asked, who, format)


Reporting = Annotated[_Reporting, Depends(_reporting)]


@router.get("/reports/bonus-liability", responses=_told("A row for each month and currency."))
@operation("report.bonus_liability")
async def report_liability(reporting: Reporting, since: Since = None) -> Response:
    """What is accrued, earned, sent, paid and open at the ends of months."""
    month = since.isoformat()[:7] if since is not None else None
    wanted = queries.Asked(reporting.asked.as_of, first=since)
    return await reporting.answer("bonus-liability", wanted, {"from": month})


@router.get("/reports/bonus-forecast", responses=_told("A row for each month, currency and what is waited for."))
@operation("report.bonus_forecast")
async def report_forecast(reporting: Reporting) -> Response:
    """What may fall due in which month."""
    return await reporting.answer("bonus-forecast", queries.Asked(reporting.asked.as_of), {})


@router.get("/reports/funnel", responses=_told("A row for each column."))
@operation("report.funnel")
async def report_funnel(
    reporting: Reporting,
    kind: Kind = "cohort",
    requisition: OfRequisition = None,
    first: First = None,
    last: Last = None,
) -> Response:
    """How far applications come: a cohort's way, what moved in a span, or where they are."""
    wanted = queries.Asked(reporting.asked.as_of, None, first, last, kind, _only(requisition))
    options = {"kind": kind, "requisition": requisition, "from": first, "to": last}
    return await reporting.answer("funnel", wanted, options)


@router.get("/reports/time-in-stage", responses=_told("A row for each column."))
@operation("report.time_in_stage")
async def report_stage_time(
    reporting: Reporting,
    requisition: OfRequisition = None,
    first: First = None,
    last: Last = None,
) -> Response:
    """How long applications stay in each column."""
    wanted = queries.Asked(reporting.asked.as_of, None, first, last, only=_only(requisition))
    return await reporting.answer("time-in-stage", wanted, {"requisition": requisition, "from": first, "to": last})


@router.get("/reports/source-of-hire", responses=_told("A row for each source."))
@operation("report.source_of_hire")
async def report_sources(reporting: Reporting, first: First = None, last: Last = None) -> Response:
    """What became of applications, by their source."""
    wanted = queries.Asked(reporting.asked.as_of, None, first, last)
    return await reporting.answer("source-of-hire", wanted, {"from": first, "to": last})


@router.get("/reports/cost-per-hire", responses=_told("A row for each currency."))
@operation("report.cost_per_hire")
async def report_costs(reporting: Reporting, first: First = None, last: Last = None) -> Response:
    """What a hire costs, by referral and by agency."""
    wanted = queries.Asked(reporting.asked.as_of, None, first, last)
    return await reporting.answer("cost-per-hire", wanted, {"from": first, "to": last})


@router.get("/reports/introductions", responses=_told("Cells by closeness and size of the ask."))
@operation("report.introductions")
async def report_asks(reporting: Reporting) -> Response:
    """What came of asks, by how close and how big; and what to change about one that is likely to fail."""
    return await reporting.answer_introductions()


class Trial(Struct, frozen=True, forbid_unknown_fields=True, rename={"first": "from", "last": "to"}):
    """Trial terms, and the days of the referrals that they would govern."""

    terms: dict[str, Any]
    first: date
    last: date
    why: bool = False


@router.post(
    "/simulations",
    responses=answers(Simulation, "What would have been owed, beside what is.", 400, 403, 408, 413, 415),
    openapi_extra={"requestBody": {"required": True, "content": {JSON: {"schema": schema(Trial)}}}},
)
@operation("simulate")
async def simulate_terms(request: Request, asked: Ask, who: Who) -> Response:
    """What other terms would have owed. Writes nothing."""
    trial = await read_plain_object(request, Trial)
    try:
        terms = check_terms(trial.terms)
    except TermsWrong as wrong:
        raise wrong_parameter("terms", f"is not understood: {wrong}", "body") from None

    def run(known: Known) -> Simulation:
        wanted = queries.Asked(known.as_of, known.up_to, trial.first, trial.last)
        found = run_simulation(known.reader, terms, wanted, with_why=trial.why)
        coarse = scope(who, "simulate") is Answer.COARSE and not who.everything
        return found.without_rows() if coarse else found

    return await asked.answer(run, answer_json, of_facts_only=False)


def _only(requisition: str | None) -> frozenset[str] | None:
    return None if requisition is None else frozenset((requisition,))
