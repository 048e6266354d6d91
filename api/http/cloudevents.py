"""CloudEvents over HTTP: a body and its headers become a parcel of events, in any of the three modes or one a line."""

from collections.abc import Iterator, Mapping
from enum import Enum
from typing import NamedTuple
from urllib.parse import unquote_to_bytes

from starlette.datastructures import Headers

from api.http.json_bodies import NotAListError, NotJsonError, check_json, split_list
from api.http.problems import RefusedError, refusal
from consumers.feed.line import BLANK
from domain.feed.binary import read_binary
from domain.feed.media import is_json
from domain.feed.reading import read_event
from domain.store.values import Parcel

STRUCTURED = "application/cloudevents+json"
BATCH = "application/cloudevents-batch+json"
LINES = "application/x-ndjson"
GZIP = frozenset({"gzip", "x-gzip"})
PREFIX = "ce-"
LONGEST_BATCH = 100_000


class Mode(Enum):
    """How events stand in a request."""

    STRUCTURED = "one event"
    BATCH = "a list of events"
    LINES = "one event a line"
    BINARY = "the data of an event, whose attributes are headers"


class Posted(NamedTuple):
    """A request as it came; `name` is how its events' places are named."""

    mode: Mode
    headers: Headers
    body: bytes
    name: str


def read_mode(headers: Headers) -> Mode:
    """Read from the headers how events stand in the request. Raises RefusedError (415) for other media types."""
    if read_encoding(headers) not in {"", "identity", *GZIP}:
        raise _unsupported("A body is read plain or gzipped.", {"Accept-Encoding": "gzip, identity"})
    sent = headers.get("content-type", "")
    media = sent.partition(";")[0].strip().lower()
    if not _is_unicode(sent):
        raise _unsupported("JSON is read in UTF-8 only.")
    if media == STRUCTURED:
        return Mode.STRUCTURED
    if media == BATCH:
        return Mode.BATCH
    if media == LINES:
        return Mode.LINES
    if "cloudevents" not in media and is_json(media) and any(name.startswith(PREFIX) for name in headers):
        return Mode.BINARY
    says = f"Send {STRUCTURED}, {BATCH}, {LINES}, or JSON with the attributes of the event in {PREFIX}* headers."
    raise _unsupported(says)


def read_encoding(headers: Headers) -> str:
    """Read from the headers how the body is encoded, in lower case; empty if it is not."""
    return headers.get("content-encoding", "").strip().lower()


def read_parcel(posted: Posted, max_event_bytes: int) -> Parcel:
    """Read the events of a request, each of up to `max_event_bytes`.

    Raises RefusedError where the body as a whole cannot be taken; then nothing is recorded.
    """
    if posted.mode is Mode.BATCH:
        return _read_batch(posted, max_event_bytes)
    if posted.mode is Mode.LINES:
        return _read_lines(posted, max_event_bytes)
    if len(posted.body) > max_event_bytes:
        raise too_large(f"An event may have {max_event_bytes} bytes.")
    if posted.mode is Mode.STRUCTURED:
        _refuse_unless_json(posted.body)
        return Parcel([read_event(posted.body, max_bytes=max_event_bytes)], [posted.name])
    if posted.body:
        _refuse_unless_json(posted.body)
    _refuse_twice(posted.headers)
    event = read_binary(dict(_read_attributes(posted.headers)), posted.body, max_bytes=max_event_bytes)
    return Parcel([event], [posted.name])


def too_large(detail: str) -> RefusedError:
    """Make the refusal (413) of what is larger than a limit, which `detail` names."""
    return refusal(413, "too_large", f"{detail} Nothing was recorded.")


def _read_batch(posted: Posted, max_event_bytes: int) -> Parcel:
    try:
        found = split_list(posted.body)
    except NotAListError:
        raise refusal(400, "not_a_batch", "A batch must be a JSON list of events. Nothing was recorded.") from None
    except NotJsonError:
        raise _not_json() from None
    if len(found) > LONGEST_BATCH:
        raise too_large(f"A batch may have {LONGEST_BATCH} events.")
    deliveries = [read_event(each, max_bytes=max_event_bytes) for each in found]
    return Parcel(deliveries, [f"{posted.name}[{number}]" for number in range(len(found))])


def _read_lines(posted: Posted, max_event_bytes: int) -> Parcel:
    """Read events one a line, as in a file: a line that is no JSON is parked, unless none of them is."""
    lines = [(number, line) for number, line in enumerate(posted.body.split(b"\n"), 1) if line.strip(BLANK)]
    if len(lines) > LONGEST_BATCH:
        raise too_large(f"A batch may have {LONGEST_BATCH} events.")
    if lines and not any(line.strip(BLANK).startswith(b"{") for _, line in lines):
        raise refusal(400, "not_json", "No line is a JSON object. Nothing was recorded.")
    deliveries = [read_event(line.strip(BLANK), max_bytes=max_event_bytes) for _, line in lines]
    return Parcel(deliveries, [f"{posted.name}:{number}" for number, _ in lines])


def _refuse_unless_json(body: bytes) -> None:
    try:
        check_json(body)
    except NotJsonError:
        raise _not_json() from None


def _refuse_twice(headers: Headers) -> None:
    """Raise RefusedError (400) where an attribute comes twice: nobody can say which of the two is meant."""
    told = [name for name in headers.keys() if name.startswith(PREFIX)]  # noqa: SIM118 - it keeps repeated names
    if len(told) > len(set(told)):
        says = f"Each attribute of an event may be sent in one {PREFIX}* header only. Nothing was recorded."
        raise refusal(400, "repeated_header", says)


def _not_json() -> RefusedError:
    says = "The body is not valid JSON in UTF-8, or nested too deeply. Nothing was recorded."
    return refusal(400, "not_json", says)


def _unsupported(detail: str, headers: Mapping[str, str] | None = None) -> RefusedError:
    accepted = {"Accept-Post": f"{STRUCTURED}, {BATCH}, {LINES}, application/json"}
    return refusal(415, "media_type", f"{detail} Nothing was recorded.", headers or accepted)


def _is_unicode(media: str) -> bool:
    """Tell whether the media type names no other encoding of characters than JSON has (ASCII is part of it)."""
    named = [part.partition("=")[2] for part in media.lower().split(";")[1:] if part.strip().startswith("charset=")]
    return all(name.strip().strip('"') in {"utf-8", "utf8", "us-ascii"} for name in named)


def _read_attributes(headers: Headers) -> Iterator[tuple[str, str]]:
    """Read the event's attributes: headers unquoted, then percent-decoded (HTTP binding, 3.1.3.2)."""
    for name, value in headers.items():
        if name.startswith(PREFIX):
            yield name.removeprefix(PREFIX), _decode(value)
    if media := headers.get("content-type"):
        yield "datacontenttype", media


def _decode(value: str) -> str:
    if len(value) > 1 and value[0] == value[-1] == '"':
        value = value[1:-1].replace('\\"', '"').replace("\\\\", "\\")
    # What is no UTF-8 becomes no text, and is found missing.
    return unquote_to_bytes(value.encode("latin-1")).decode(errors="surrogateescape")
