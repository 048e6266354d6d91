"""Cursors: where a page ended and what was asked, so that the pages of one list agree.

A cursor belongs to whoever asked. It is no secret and not signed: one that was made up gives an answer that could have
been asked for anyway, since rights are looked at on every page.
"""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Mapping
from datetime import date, datetime
from hashlib import blake2b
from typing import Annotated

import msgspec
from msgspec import Meta, Struct

from api.http.parameters import LAST_POSITION
from api.http.problems import wrong_parameter
from domain.access.principal import Principal


class Place(Struct, frozen=True, array_like=True):
    """The question of a list, with the last position that counts in it, and the last item of the page.

    `whose` tells who asks, `kind` names the list, `filters` are its parameters by name.
    """

    whose: str
    kind: str
    as_of: date
    known_at: datetime | None
    filters: dict[str, str]
    position: Annotated[int, Meta(ge=0, le=LAST_POSITION)]
    after: str


def write_cursor(place: Place) -> str:
    """Write a place as an opaque text."""
    return urlsafe_b64encode(msgspec.json.encode(place)).decode().rstrip("=")


def read_cursor(text: str | None, whose: str, kind: str, filters: Mapping[str, str | None]) -> Place | None:
    """Read the place that a cursor names; None without one.

    Raises RefusedError (422) if it is not of whoever asks (`whose`), not of the list `kind`, or of other `filters`
    (None: not given) than these.
    """
    if text is None:
        return None
    try:
        padded = text.encode("ascii") + b"=" * (-len(text) % 4)
        place = msgspec.json.decode(urlsafe_b64decode(padded), type=Place)
    except ValueError:
        raise wrong_parameter("cursor", "must be `next` of an earlier page") from None
    if "\0" in "".join((place.after, *place.filters.values())):
        raise wrong_parameter("cursor", "must be `next` of an earlier page")
    if place.whose != whose:
        raise wrong_parameter("cursor", "must be `next` of an earlier page")
    if place.kind != kind:
        raise wrong_parameter("cursor", "is that of another list")
    for name, value in filters.items():
        refuse_another(name, value, place.filters.get(name))
    return place


def name_asker(principal: Principal) -> str:
    """Name whoever asks in a cursor, so that it is of no use to anybody else."""
    who = (principal.subject, principal.employee, sorted(principal.roles))
    return blake2b(msgspec.json.encode(who), digest_size=9).hexdigest()


def refuse_another(name: str, asked: object, first: object) -> None:
    """Raise RefusedError (422) where a parameter asks something else than on the first page; None: it was not given."""
    if asked is not None and asked != first:
        raise wrong_parameter("cursor", f"belongs to another question: leave `{name}` out or as on the first page")
