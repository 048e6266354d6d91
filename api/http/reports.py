"""Reports: the bonus rows, as JSON, CSV or a spreadsheet."""

from collections.abc import Callable, Iterable
from typing import Annotated, Literal

from fastapi import APIRouter, Query, Request
from starlette.responses import Response, StreamingResponse

from api.exports import bonus_csv, bonus_json, bonus_xlsx
from api.http.answers import JSON
from api.http.content_negotiation import chosen
from api.http.openapi import Responses, refusals, schema, shown
from api.http.parameters import QueryId
from api.http.problems import refusal
from api.http.questions import Ask
from domain.rules.row import Row
from projections.bonuses.queries import BonusFilter, bonus_report

router = APIRouter(prefix="/v1/reports", tags=["reports"])

CSV = "text/csv"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FORMATS = {"json": JSON, "csv": CSV, "xlsx": XLSX}

Format = Annotated[Literal["json", "csv", "xlsx"] | None, Query(description="Goes before what `Accept` says.")]
Entitlement = Annotated[Literal["earned", "waiting", "forfeited", "ineligible"] | None, Query()]

_ROWS: Responses = {
    200: shown(
        {JSON: schema(list[Row]), CSV: {"type": "string"}, XLSX: {"type": "string", "format": "binary"}},
        "The rows, by referral, then instalment.",
    ),
    **refusals(304, 406),
}
_WRITE: dict[str, Callable[[Iterable[Row]], Iterable[bytes]]] = {
    JSON: bonus_json,
    CSV: bonus_csv,
    XLSX: lambda rows: [bonus_xlsx(rows)],
}


@router.get("/bonuses", responses=_ROWS)
async def report_bonuses(
    request: Request,
    asked: Ask,
    referrer: QueryId = None,
    referral: QueryId = None,
    entitlement: Entitlement = None,
    format: Format = None,  # noqa: A002 - the name is the contract's
) -> Response:
    """The bonus rows as of the day."""
    media = FORMATS[format] if format else chosen(request.headers.get("accept"), list(FORMATS.values()))
    if media is None:
        raise refusal(406, "not_acceptable", "The rows can be had as " + ", ".join(FORMATS.values()) + ".")
    wanted = BonusFilter(referrer=referrer, referral=referral, entitlement=entitlement)

    def rows(report: Iterable[Row]) -> Response:
        name = f"bonuses-{asked.as_of}.{media.rpartition('/')[2] if media == CSV else 'xlsx'}"
        saved = {} if media == JSON else {"Content-Disposition": f'attachment; filename="{name}"'}
        return StreamingResponse(_WRITE[media](report), headers={"Vary": "Accept", **saved}, media_type=media)

    return await asked.answered(lambda reader, up_to: rows(bonus_report(reader, asked.as_of, up_to, wanted)))
