"""The first page: what is where, for people and for programs that come without knowing."""

from collections.abc import Mapping

from fastapi import APIRouter, FastAPI, Request
from starlette.responses import HTMLResponse, Response

from api.http.access.declaring import public
from api.http.answers import JSON, answer_json
from api.http.content_negotiation import choose_media_type
from api.http.problems import refusal

router = APIRouter(include_in_schema=False)

HTML = "text/html"
PLACES: Mapping[str, str] = {
    "/docs": "every call, described for people",
    "/openapi.json": "the same for programs (OpenAPI)",
    "/v1/feed/events": "POST: facts of hiring, as CloudEvents",
    "/v1/requisitions": "the posts; of each its pipeline",
    "/v1/referrals": "the referrals; of each why it stands as it does",
    "/v1/reports/bonuses": "the bonus rows, as JSON, CSV or a spreadsheet",
    "/v1/events": "what has been recorded since a position",
    "/livez": "whether the process lives",
    "/readyz": "whether it can serve",
    "/metrics": "metrics for Prometheus",
}
"""Addresses that need no id, and what is there."""

_ROWS = "".join(f'<dt><a href="{path}">{path}</a></dt><dd>{says}</dd>\n' for path, says in PLACES.items())
_PAGE = f"""<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Vouch</title>
</head>
<body>
<h1>Vouch</h1>
<p>Facts of hiring in, pipelines and referral bonuses out.</p>
<dl>
{_ROWS}</dl>
</body>
</html>
"""


def install(app: FastAPI) -> None:
    """Add the page to the app."""
    app.include_router(router)


@router.get("/")
@public
async def home(request: Request) -> Response:
    """Say what is where: a page for browsers, else JSON."""
    media = choose_media_type(request.headers.get("accept"), [JSON, HTML])
    if media is None:
        raise refusal(406, "not_acceptable", f"This can be had as {JSON} or {HTML}.")
    response = HTMLResponse(_PAGE) if media == HTML else answer_json({"service": "vouch", "places": PLACES})
    response.headers["Vary"] = "Accept"
    return response
