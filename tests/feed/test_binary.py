"""Binary mode: attributes in headers, data as the body."""

import json
from typing import Any

import pytest

from domain.feed.binary import read_binary
from domain.feed.delivery import Delivery, Unreadable
from domain.feed.reading import read_event
from tests.feed.events import ENVELOPE, delivered, event

BODY = b'{"offer": "O-1"}'


def read(body: bytes = BODY, **attributes: Any) -> Delivery | Unreadable:
    told = {**ENVELOPE, **attributes}
    return read_binary({name: value for name, value in told.items() if value is not ...}, body)


def reason_of(answer: Delivery | Unreadable) -> tuple[str, str | None]:
    assert isinstance(answer, Unreadable), answer
    return answer.reason, answer.field


def test_it_is_the_same_event_as_in_structured_mode() -> None:
    answer = read()
    assert isinstance(answer, Delivery)
    structured = delivered(event())
    assert (answer.source, answer.id, answer.time, answer.content, answer.fact) == (
        structured.source,
        structured.id,
        structured.time,
        structured.content,
        structured.fact,
    )


@pytest.mark.parametrize(
    "more", [{}, {"sequence": "7", "subject": "ä", "traceparent": "00"}, {"type": "x"}, {"time": ...}]
)
def test_its_raw_bytes_read_alike(more: dict[str, Any]) -> None:
    answer = read(**more)
    assert read_event(answer.raw) == answer


def test_names_of_attributes_may_be_in_capitals() -> None:
    answer = read_binary({name.title(): value for name, value in ENVELOPE.items()}, BODY)
    assert isinstance(answer, Delivery)


@pytest.mark.parametrize(
    ("attributes", "reason"),
    [
        ({"specversion": ...}, ("not_cloudevents", "specversion")),
        ({"id": ...}, ("missing_field", "id")),
        ({"id": ""}, ("missing_field", "id")),
        ({"id": "x" * 201}, ("bad_id", "id")),
        ({"source": "a\nb"}, ("bad_id", "source")),
        ({"source": "\udc80"}, ("missing_field", "source")),
        ({"type": "x"}, ("unknown_type", "type")),
        ({"time": "now"}, ("bad_time", "time")),
        ({"datacontenttype": "text/plain"}, ("not_cloudevents", "datacontenttype")),
    ],
)
def test_bad_attributes(attributes: dict[str, Any], reason: tuple[str, str]) -> None:
    assert reason_of(read(**attributes)) == reason


@pytest.mark.parametrize("name", ["data", "data_base64", "da ta", "ext\u0131", "", 'x"y', "extension\udc80"])
def test_what_cannot_be_an_attribute_is_passed_over(name: str) -> None:
    assert isinstance(read_binary({**ENVELOPE, name: "{}"}, BODY), Delivery)


@pytest.mark.parametrize("body", [b"", b"null", b" null "])
@pytest.mark.parametrize("more", [{}, {"data": "{}"}])
def test_no_body_is_no_data(body: bytes, more: dict[str, str]) -> None:
    assert reason_of(read_binary({**ENVELOPE, **more}, body)) == ("missing_field", "data")


@pytest.mark.parametrize(
    "body",
    [
        b"{",
        b"\xef\xbb\xbf{}",
        b'{"offer": "\xff"}',
        b'{"offer": "O-1"}, "id": "other", "data": {}',
        b'{"offer": "O-1"} {"offer": "O-2"}',
        b"[" * 200_000 + b"]" * 200_000,
        b'{"offer": "\\ud800"}',
        b"NaN",
    ],
)
def test_a_body_that_is_no_json(body: bytes) -> None:
    answer = read(body)
    assert reason_of(answer) == ("bad_json", "data")
    assert (answer.source, answer.id) == ("/ats", "e1")
    json.loads(answer.raw)
    assert reason_of(read_event(answer.raw)) == ("bad_json", "data_base64")


@pytest.mark.parametrize(
    ("body", "reason"), [(b"[]", "not_an_object"), (b'"x"', "not_an_object"), (b"{}", "missing_field")]
)
def test_a_body_that_is_no_offer(body: bytes, reason: str) -> None:
    assert reason_of(read(body))[0] == reason


def test_the_limit_counts_the_whole_event() -> None:
    size = len(read().raw)
    assert isinstance(read_binary(ENVELOPE, BODY, max_bytes=size), Delivery)
    assert reason_of(read_binary(ENVELOPE, BODY, max_bytes=size - 1)) == ("too_large", None)
