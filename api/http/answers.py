"""Answers: JSON straight from the views, and ETags by which a client can tell that nothing has changed."""

from hashlib import blake2b
from typing import Any

import msgspec
from starlette.responses import Response

JSON = "application/json"

encode = msgspec.json.Encoder().encode
"""Any view as JSON."""


class Page(msgspec.Struct, frozen=True):
    """One page of a list; `next` is the cursor of the one after it, null on the last."""

    items: list[Any]
    next: str | None


def answer_json(view: Any, status: int = 200) -> Response:
    """Answer with a view as JSON; `status` is the HTTP status."""
    return Response(encode(view), status, media_type=JSON)


def tag_bytes(response: Response, condition: str | None) -> Response:
    """Name an answer by its bytes alone, or say that it is the one that the client has (`condition`)."""
    etag = f'"{blake2b(bytes(response.body), digest_size=12).hexdigest()}"'
    if matches(condition, etag) or matches_any(condition):
        return not_modified(etag)
    response.headers["ETag"] = etag
    return response


def make_etag(*what: object) -> str:
    """Make the weak ETag of an answer that these values determine."""
    return f'W/"{blake2b(encode([str(each) for each in what]), digest_size=12).hexdigest()}"'


def matches(condition: str | None, etag: str) -> bool:
    """Tell whether the condition (the header If-None-Match) names the ETag."""
    return condition is not None and etag.removeprefix("W/") in _split(condition)


def matches_any(condition: str | None) -> bool:
    """Tell whether the condition (the header If-None-Match) is `*`: any answer that there is fulfils it."""
    return condition is not None and "*" in _split(condition)


def _split(condition: str) -> set[str]:
    return {each.strip().removeprefix("W/") for each in condition.split(",")}


def not_modified(etag: str) -> Response:
    """Answer that nothing has changed since the client got this ETag."""
    return Response(status_code=304, headers={"ETag": etag})
