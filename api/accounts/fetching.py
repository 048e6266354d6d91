"""Fetches small JSON documents of an issuer: its discovery, its keys, its tokens."""

from pathlib import Path
from typing import Any
from urllib.error import URLError
from urllib.parse import urlencode, urlsplit
from urllib.request import Request, urlopen

import msgspec

SECONDS = 5.0
LARGEST = 1 << 20


class IssuerAwayError(Exception):
    """The issuer cannot be asked, or what it answers cannot be read."""


def fetch_json(address: str, form: dict[str, str] | None = None) -> dict[str, Any]:
    """Fetch a JSON object from a URL (with `form`: by POST) or from a file. Raises IssuerAwayError."""
    try:
        raw = _fetch(address, form) if is_url(address) else Path(address).read_bytes()
        found = msgspec.json.decode(raw[: LARGEST + 1])
    except (URLError, OSError, ValueError, msgspec.DecodeError) as error:
        raise IssuerAwayError(type(error).__name__) from None
    if not isinstance(found, dict):
        raise IssuerAwayError("no object")
    return found


def is_url(address: str) -> bool:
    """Tell whether an address is one of the web, not a file."""
    return urlsplit(address).scheme in ("http", "https")


def _fetch(url: str, form: dict[str, str] | None) -> bytes:
    body = None if form is None else urlencode(form).encode()
    asked = Request(url, body, {"Accept": "application/json"})  # noqa: S310 - `is_url` has looked at the scheme
    with urlopen(asked, timeout=SECONDS) as answer:  # noqa: S310
        found: bytes = answer.read(LARGEST + 1)
        return found
