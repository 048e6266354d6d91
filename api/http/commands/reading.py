"""Reads a command from a request: media type, size, JSON, key, fields; each with its own refusal."""

from datetime import date
from typing import Any

from fastapi import Request
from starlette.datastructures import Headers

from api.http.json_bodies import NotJsonError, check_json
from api.http.problems import RefusedError, WrongParameter, refusal, wrong_parameters
from api.http.request_body import read_body as read_bytes
from consumers.commands import reading
from consumers.commands.reading import BodyWrong
from consumers.commands.rights import hidden_from
from domain.access.principal import Principal
from domain.commands.command import Body
from domain.commands.table import Row
from domain.feed.content import parse
from domain.feed.media import is_json

LONGEST_BODY = 64 << 10
KEY = "Idempotency-Key"
_LONGEST_KEY = 200


async def read_data(request: Request, patience: float) -> dict[str, Any]:
    """Read the body, which stalls for `patience` seconds at most, as one JSON object.

    Raises RefusedError: 415, 413, 400 in this order.
    """
    media = request.headers.get("content-type", "")
    if not media or not is_json(media) or request.headers.get("content-encoding", "identity") != "identity":
        says = "A command is one JSON object: send application/json. Nothing was recorded."
        raise refusal(415, "media_type", says, {"Accept-Post": "application/json"})
    sent = await read_bytes(request, LONGEST_BODY, patience)
    try:
        check_json(sent)
        data = parse(sent)
    except (NotJsonError, ValueError, RecursionError):
        raise _not_json() from None
    if not isinstance(data, dict):
        raise _not_json()
    return data


def read_key(headers: Headers) -> str:
    """Read the idempotency key. Raises RefusedError (400) where there is none, or one that cannot be."""
    given = headers.getlist(KEY)
    if len(given) != 1 or not (0 < len(given[0]) <= _LONGEST_KEY and all("!" <= each <= "~" for each in given[0])):
        says = f"{KEY} must be given once, with 1 to {_LONGEST_KEY} visible ASCII characters. Nothing was recorded."
        raise refusal(400, "idempotency_key", says)
    return given[0]


def read_fields(row: Row, data: dict[str, Any], principal: Principal, today: date) -> Body:
    """Read the fields of a command as the principal may give them. Raises RefusedError (422)."""
    try:
        return reading.read_body(data, row.body, today, hidden_from(principal, row), principal.employee)
    except BodyWrong as wrong:
        raise wrong_parameters([WrongParameter(each.field, "body", each.says) for each in wrong.wrong]) from None


def _not_json() -> RefusedError:
    return refusal(400, "not_json", "The body must be one JSON object in UTF-8. Nothing was recorded.")
