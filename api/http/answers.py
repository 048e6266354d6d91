"""Answers: JSON straight from the views, and marks by which a client can tell that nothing has changed."""

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


def json_answer(view: Any, status: int = 200) -> Response:
    """The view as JSON."""
    return Response(encode(view), status, media_type=JSON)


def mark(*what: object) -> str:
    """A weak ETag for an answer that is determined by these."""
    return f'W/"{blake2b(encode([str(each) for each in what]), digest_size=12).hexdigest()}"'


def matches(condition: str | None, tag: str) -> bool:
    """Whether If-None-Match names the mark."""
    return condition is not None and tag.removeprefix("W/") in _named(condition)


def matches_any(condition: str | None) -> bool:
    """Whether If-None-Match is fulfilled by every answer, if there is one."""
    return condition is not None and "*" in _named(condition)


def _named(condition: str) -> set[str]:
    return {each.strip().removeprefix("W/") for each in condition.split(",")}


def not_modified(tag: str) -> Response:
    """The answer is the one that the client has."""
    return Response(status_code=304, headers={"ETag": tag})
