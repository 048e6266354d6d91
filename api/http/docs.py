"""The documentation of the API for people. It works without a network: everything comes from this server."""

from pathlib import Path

import fastapi_offline
from fastapi import APIRouter, FastAPI, Request
from starlette.responses import HTMLResponse, Response
from starlette.staticfiles import StaticFiles

from api.http.access.declaring import public
from api.http.answers import answer_json

router = APIRouter(include_in_schema=False)

ASSETS = "/docs/assets"

# No inline script at all; Swagger UI sets styles of its own, and draws its icons from data.
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; connect-src 'self';"
    " base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
_PAGE = f"""<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Vouch: the API</title>
<link rel="stylesheet" href="{ASSETS}/swagger-ui.css">
<link rel="icon" href="{ASSETS}/favicon.png">
</head>
<body>
<div id="swagger-ui"><noscript>The description is at <a href="/openapi.json">/openapi.json</a>.</noscript></div>
<script src="{ASSETS}/swagger-ui-bundle.js"></script>
<script src="/docs/start.js"></script>
</body>
</html>
"""
_START = """SwaggerUIBundle({
  url: "/openapi.json", dom_id: "#swagger-ui", deepLinking: true, validatorUrl: null,
  presets: [SwaggerUIBundle.presets.apis], layout: "BaseLayout",
});
"""


def install(app: FastAPI) -> None:
    """Add the pages to the app."""
    app.include_router(router)
    app.mount(ASSETS, StaticFiles(directory=Path(fastapi_offline.__file__).parent / "static"))


@router.get("/openapi.json")
@public
async def description(request: Request) -> Response:
    """The description for programs."""
    return answer_json(request.app.openapi())


@router.get("/docs")
@public
async def docs() -> Response:
    """The page that shows the description."""
    return HTMLResponse(_PAGE, headers={"Content-Security-Policy": _POLICY})


@router.get("/docs/start.js")
@public
async def start() -> Response:
    """The script that draws the page."""
    return Response(_START, media_type="text/javascript")
