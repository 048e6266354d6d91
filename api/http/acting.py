"""Acting over HTTP: the key under which something is done once, and the body that says what."""

from typing import NamedTuple, TypeVar

import msgspec
from fastapi import Request

from api.http.answers import JSON
from api.http.problems import refusal, wrong_parameter
from api.http.request_body import read_body
from api.http.service import service_of
from domain.feed.content import canonical_json, parse

T = TypeVar("T")

LONGEST_BODY = 64 << 10
LONGEST_KEY = 200
HEADER = "Idempotency-Key"


class Asking(NamedTuple):
    """The key of a request, and a digest that holds nothing of it."""

    key: str
    digest: str


def read_key(request: Request) -> str:
    """Read the key of a request. Raises RefusedError (400) where it has none, or it is not visible ASCII."""
    key = request.headers.get(HEADER, "")
    if not (0 < len(key) <= LONGEST_KEY and key.isascii() and key.isprintable() and " " not in key):
        raise refusal(400, "idempotency_key", f"`{HEADER}` must be 1 to {LONGEST_KEY} visible ASCII characters.")
    return key


async def read_plain_object(request: Request, kind: type[T]) -> T:
    """Read the body, one JSON object, of a request that does nothing. Raises RefusedError like `read_object`."""
    return _convert((await _read_body(request))[0], kind)


async def read_object(request: Request, kind: type[T]) -> tuple[T, Asking]:
    """Read the body, one JSON object, and what tells the request from others.

    Raises RefusedError: 415, 413, 400 for what is no JSON object, 400 without a key, 422 for a field that is missing,
    ill-typed or unknown.
    """
    body, canonical = await _read_body(request)
    asking = make_asking(request, canonical)
    return _convert(body, kind), asking


async def _read_body(request: Request) -> tuple[bytes, bytes]:
    """Read one JSON object: as it was sent, and in one spelling."""
    if request.headers.get("content-type", JSON).partition(";")[0].strip() != JSON:
        raise refusal(415, "unsupported_media_type", f"The body must be {JSON}.", {"Accept-Post": JSON})
    settings = service_of(request).vouch.settings
    body = await read_body(request, LONGEST_BODY, settings.request_seconds) or b"{}"
    try:
        read = parse(body)
        canonical = canonical_json(read)
    except (msgspec.DecodeError, UnicodeDecodeError, ValueError, RecursionError):
        raise refusal(400, "not_json", "The body must be one JSON object in UTF-8.") from None
    if not isinstance(read, dict):
        raise refusal(400, "not_json", "The body must be one JSON object in UTF-8.")
    return body, canonical


def _convert(body: bytes, kind: type[T]) -> T:
    try:
        return msgspec.json.decode(body, type=kind)
    except msgspec.ValidationError as error:
        raise wrong_parameter(*_explain(error), place="body") from None


def make_asking(request: Request, body: bytes) -> Asking:
    """Read the key, and make the keyed digest by which the request is told from others under the same key."""
    method, path = request.method, request.scope["path"]
    return Asking(read_key(request), service_of(request).vouch.store.digest(f"{method} {path} {body.hex()}"))


def _explain(error: msgspec.ValidationError) -> tuple[str, str]:
    """Find the field that an error names, and say what is wrong with it; the library repeats no value."""
    said = str(error)
    says, _, place = said.partition(" - at `$.")
    if place:
        return place.rstrip("`"), f"{says[:1].lower()}{says[1:]}"
    named = said.split("`")
    return (named[1], "is missing" if "missing" in said else "is unknown") if len(named) > 1 else ("body", says)
