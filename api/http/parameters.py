"""Parameters that many questions share: how each is read, strictly, and what is said of one that is not understood."""

import re
from datetime import date, datetime
from typing import Annotated, Any
from urllib.parse import unquote

from fastapi import Header, Path, Query
from pydantic import BeforeValidator

from domain.facts.instants import read_knowledge
from domain.facts.kinds import LONGEST_ID

LONGEST_PAGE = 1_000
LAST_POSITION = (1 << 63) - 1

_is_month = re.compile(r"\d{4}-\d\d", re.ASCII).fullmatch
_is_day = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII).fullmatch


def _must(be: str) -> ValueError:
    return ValueError(f"must be {be}")


def read_month(text: Any) -> Any:
    """Read a month, as its first day. ValueError if it is none."""
    if not _is_month(text):
        raise _must("a month, as in 2026-02")
    try:
        return date.fromisoformat(f"{text}-01")
    except ValueError:
        raise _must("a month of the calendar, as in 2026-02") from None


def read_day(text: Any) -> Any:
    """Read a day. ValueError if it is none."""
    if not _is_day(text):
        raise _must("a date, as in 2026-02-20")
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise _must("a day of the calendar, as in 2026-02-20") from None


def _instant(text: Any) -> Any:
    # A plus sign that was not encoded arrives as a space.
    signed = f"{text[:-6]}+{text[-5:]}" if text[-6:-5] == " " else text
    found = read_knowledge(signed)
    if found is None:
        raise _must("an instant with its offset (RFC 3339), as in 2026-02-20T09:30:00Z")
    return found


def read_id(text: Any) -> Any:
    """Read an id. ValueError if it is none."""
    if not (0 < len(text) <= LONGEST_ID and text.isprintable()):
        raise _must("an id: 1 to 200 printable characters")
    return text


def _path_id(raw: Any) -> Any:
    # Paths are routed as they were sent, so that an id may hold an encoded slash; this is where it is decoded.
    try:
        return read_id(unquote(raw, errors="strict"))
    except UnicodeDecodeError:
        raise _must("percent-encoded UTF-8") from None


AsOf = Annotated[
    date | None,
    BeforeValidator(read_day),
    Query(description="The day at which the question is asked; by default today in the organisation's time zone."),
]
KnownAt = Annotated[
    datetime | None,
    BeforeValidator(_instant),
    Query(description="Count only what had been recorded by this instant; by default everything."),
]
MinPosition = Annotated[
    int | None,
    Query(ge=0, le=LAST_POSITION, description="Wait until what was recorded up to this position can be read."),
]
Limit = Annotated[int, Query(ge=1, le=LONGEST_PAGE, description="Items at most.")]
Cursor = Annotated[str | None, Query(max_length=4_000, description="`next` of the page before.")]
IfNoneMatch = Annotated[str | None, Header(description="The ETag of an answer that the client has.")]

_ENCODED = "Percent-encoded; may hold an encoded slash."
_ID = {"minLength": 1, "maxLength": LONGEST_ID, "pattern": r"^[^\u0000-\u001f\u007f-\u00a0\u00ad\u2028\u2029\ufeff]+$"}
_LENGTH = {"minLength": 1, "maxLength": LONGEST_ID}
"""The pattern leaves out what is never printable; the tables of Unicode know the rest."""

# The examples are ids of the demo that ends on 2026-11-24.
CandidateId = Annotated[
    str,
    Path(description=_ENCODED, json_schema_extra={**_ID, "examples": ["C-001"]}),
    BeforeValidator(_path_id),
]
EmployeeId = Annotated[
    str,
    Path(description=_ENCODED, json_schema_extra={**_ID, "examples": ["E-133"]}),
    BeforeValidator(_path_id),
]
ReferralId = Annotated[
    str,
    Path(description=_ENCODED, json_schema_extra={**_ID, "examples": ["R-001"]}),
    BeforeValidator(_path_id),
]
RequisitionId = Annotated[
    str,
    Path(description=_ENCODED, json_schema_extra={**_ID, "examples": ["Q-101"]}),
    BeforeValidator(_path_id),
]
RunId = Annotated[
    str,
    Path(description="A run's id.", json_schema_extra={**_LENGTH, "examples": ["P-1"]}),
    BeforeValidator(_path_id),
]
LineId = Annotated[
    str,
    Path(description=_ENCODED, json_schema_extra={**_LENGTH, "examples": ["R-001/day-90/1"]}),
    BeforeValidator(_path_id),
]
OfReferrer = Annotated[
    str | None,
    BeforeValidator(read_id),
    Query(description="Only this referrer's.", json_schema_extra={**_ID, "examples": ["E-133"]}),
]
OfRequisition = Annotated[
    str | None,
    BeforeValidator(read_id),
    Query(description="Only this requisition's.", json_schema_extra={**_ID, "examples": ["Q-101"]}),
]
OfReferral = Annotated[
    str | None,
    BeforeValidator(read_id),
    Query(description="Only this referral's.", json_schema_extra={**_ID, "examples": ["R-001"]}),
]
