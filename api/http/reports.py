"""Reports: the bonus rows and what needs a person, as JSON, CSV or a spreadsheet."""

from collections.abc import Iterable
from typing import Annotated, Literal

from fastapi import APIRouter, Query, Request
from starlette.responses import Response, StreamingResponse

from api.exception_exports import ExceptionReport, write_exception_csv, write_exception_json
from api.exports import Stand, write_bonus_csv, write_bonus_json, write_bonus_xlsx
from api.http.access.declaring import operation
from api.http.answers import JSON
from api.http.content_negotiation import choose_media_type
from api.http.openapi import Responses, describe_answer, refusals, schema
from api.http.parameters import OfReferral, OfReferrer
from api.http.problems import refusal, unknown_parameter, wrong_parameter
from api.http.questions import Ask, Asked, Known
from domain.rules.row import Row
from projections.access.bonuses import bonuses_seen
from projections.bonuses.queries import BonusFilter
from projections.exceptions.queries import ExceptionView, Question, exception_report

router = APIRouter(prefix="/v1/reports", tags=["reports"])

CSV = "text/csv"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FORMATS = {"json": JSON, "csv": CSV, "xlsx": XLSX}

Format = Annotated[Literal["json", "csv", "xlsx"] | None, Query(description="Goes before what `Accept` says.")]
ByteOrderMark = Annotated[bool, Query(description="Mark CSV as UTF-8, for Excel.")]
Entitlement = Annotated[Literal["earned", "waiting", "forfeited", "ineligible"] | None, Query()]

_ROWS: Responses = {
    200: describe_answer(
        {JSON: schema(list[Row]), CSV: {"type": "string"}, XLSX: {"type": "string", "format": "binary"}},
        "The rows, by referral, then instalment.",
        "ETag",
        "Vary",
        "Content-Disposition",
    ),
    **refusals(304, 406),
}


@router.get("/bonuses", responses=_ROWS)
@operation("report.bonuses")
async def report_bonuses(
    request: Request,
    asked: Ask,
    referrer: OfReferrer = None,
    referral: OfReferral = None,
    entitlement: Entitlement = None,
    format: Format = None,  # noqa: A002 - the name is the contract's
    bom: ByteOrderMark = False,
) -> Response:
    """The bonus rows as of the day."""
    media = FORMATS[format] if format else choose_media_type(request.headers.get("accept"), list(FORMATS.values()))
    if media is None:
        raise refusal(406, "not_acceptable", "The rows can be had as " + ", ".join(FORMATS.values()) + ".")
    if bom and media != CSV:
        raise wrong_parameter("bom", "goes with CSV only")
    wanted = BonusFilter(referrer=referrer, referral=referral, entitlement=entitlement)

    def find_rows(known: Known) -> list[Row]:
        if referrer is not None and known.sight.sees_own_only:
            raise unknown_parameter("referrer")
        return bonuses_seen(known.sight, known.reader, known.as_of, known.up_to, wanted)

    return await asked.answer(find_rows, lambda rows: _write(_encode(rows, media, asked, bom), media, asked))


def _encode(rows: list[Row], media: str, asked: Asked, bom: bool) -> Iterable[bytes]:
    stand = Stand(asked.as_of, asked.known_at)
    match media:
        case "text/csv":
            return write_bonus_csv(rows, stand, bom=bom)
        case "application/json":
            return write_bonus_json(rows)
        case _:
            return [write_bonus_xlsx(rows, stand)]


def _write(content: Iterable[bytes], media: str, asked: Asked) -> Response:
    # What is named by its bytes must be whole before it is sent.
    return _stream(content if asked.principal.everything else [b"".join(content)], media, f"bonuses-{asked.as_of}")


def _stream(written: Iterable[bytes], media: str, name: str) -> Response:
    headers = {"Vary": "Accept"}
    if media != JSON:
        headers["Content-Disposition"] = f'attachment; filename="{name}.{"csv" if media == CSV else "xlsx"}"'
    if isinstance(written, list):
        return Response(b"".join(written), headers=headers, media_type=media)
    return StreamingResponse(written, headers=headers, media_type=media)


_EXCEPTIONS: Responses = {
    200: describe_answer(
        {JSON: schema(ExceptionReport), CSV: {"type": "string"}},
        "Sorted by code, since and id.",
        "Vary",
        "Content-Disposition",
    ),
    **refusals(406),
}


@router.get("/exceptions", responses=_EXCEPTIONS)
@operation("report.exceptions")
async def report_exceptions(
    request: Request,
    asked: Ask,
    format: Annotated[Literal["json", "csv"] | None, Query(description="Goes before what `Accept` says.")] = None,  # noqa: A002 - the name is the contract's
) -> Response:
    """What needs a person as of the day, since when, and what to do."""
    media = FORMATS[format] if format else choose_media_type(request.headers.get("accept"), [JSON, CSV])
    if media is None:
        raise refusal(406, "not_acceptable", f"The rows can be had as {JSON}, {CSV}.")
    vouch = asked.vouch

    def find_rows(known: Known) -> list[ExceptionView]:
        question = Question(known.as_of, known.up_to, asked.known_at, vouch.muted)
        return exception_report(known.reader, vouch.names, question)

    def write(rows: list[ExceptionView]) -> Response:
        if media == JSON:
            written: Iterable[bytes] = write_exception_json(rows, asked.as_of, asked.known_at)
        else:
            written = write_exception_csv(rows)
        return _stream(written, media, f"exceptions-{asked.as_of}")

    # Dead letters come and go without any fact.
    return await asked.answer(find_rows, write, of_facts_only=False)
