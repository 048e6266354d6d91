"""Cursors: where a page ended and what was asked, so that the next page answers the same question."""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from datetime import date, datetime

import msgspec
from msgspec import Struct

from api.http.problems import wrong_parameter


class Place(Struct, frozen=True, array_like=True):
    """The list that it is of, the day and the knowledge that were asked about, and the last item of the page."""

    kind: str
    as_of: date
    known_at: datetime | None
    after: str


def write_cursor(place: Place) -> str:
    """Write a place as an opaque text."""
    return urlsafe_b64encode(msgspec.json.encode(place)).decode().rstrip("=")


def read_cursor(text: str | None, kind: str) -> Place | None:
    """Read the place that a cursor names; `kind` names the list it must be of. Raises RefusedError if it is not."""
    if text is None:
        return None
    try:
        padded = text.encode("ascii") + b"=" * (-len(text) % 4)
        place = msgspec.json.decode(urlsafe_b64decode(padded), type=Place)
    except ValueError:
        raise wrong_parameter("cursor", "must be `next` of an earlier page") from None
    if place.kind != kind:
        raise wrong_parameter("cursor", "is that of another list")
    return place
