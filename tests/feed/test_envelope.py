"""The envelope: CloudEvents 1.0, its attributes at their borders, and everything that is no event."""

import json
from base64 import b64encode
from datetime import UTC, datetime
from typing import Any

import pytest

from domain.facts.offer import OfferAccepted
from domain.feed.delivery import Delivery, Unreadable
from domain.feed.reading import MAX_BYTES, read_event
from tests.facts.frozen import data_of
from tests.feed.events import delivered, event, refused


def test_an_event_becomes_a_delivery() -> None:
    raw = event(sequence="7")
    delivery = delivered(raw)
    when = datetime(2026, 3, 2, 9, tzinfo=UTC)
    assert delivery == Delivery("/ats", "e1", when, "7", delivery.content, OfferAccepted(offer="O-1"), raw)
    assert len(delivery.content) == 16


@pytest.mark.parametrize(
    ("attribute", "value"),
    [
        ("id", "x" * 200),
        ("id", "é ü/#"),
        ("source", "x" * 500),
        ("source", "urn:ö:1"),
        ("time", "2026-03-02t10:00:00.123456789+01:00"),
        ("sequence", ""),
        ("sequence", None),
        ("sequence", "x" * 200),
        ("sequence", "ä\n"),
        ("subject", ""),
        ("subject", None),
        ("subject", "x" * 5000),
        ("partitionkey", "O-1"),
        ("partitionkey", None),
        ("datacontenttype", None),
        ("datacontenttype", ""),
        ("datacontenttype", "application/json"),
        ("datacontenttype", "Application/JSON; charset=utf-8"),
        ("datacontenttype", "text/json"),
        ("datacontenttype", "application/vnd.hr+json"),
        ("dataschema", 5),
        ("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"),
        ("anything", {"else": [None, 1.5, "\0"]}),
        ("data_base64", None),
    ],
)
def test_good_attributes(attribute: str, value: Any) -> None:
    assert delivered(event(**{attribute: value})).fact == OfferAccepted(offer="O-1")


@pytest.mark.parametrize(("attribute", "longest"), [("id", 200), ("source", 500), ("sequence", 200)])
def test_the_longest_attributes_of_an_event_that_is_read_carefully(attribute: str, longest: int) -> None:
    data = data_of("hr.requisition.opened.v1") | {"bonus": {"amount": "1", "currency": "EUR"}}
    attributes: dict[str, Any] = {attribute: "x" * longest}
    assert delivered(event(data, "hr.requisition.opened.v1", **attributes))
    assert refused(event(data, "hr.requisition.opened.v1", **{attribute: "x" * (longest + 1)}))[1] == attribute


@pytest.mark.parametrize(
    ("attribute", "value", "reason"),
    [
        ("specversion", ..., "not_cloudevents"),
        ("specversion", None, "not_cloudevents"),
        ("specversion", "0.3", "not_cloudevents"),
        ("specversion", 1.0, "not_cloudevents"),
        ("id", ..., "missing_field"),
        ("id", None, "missing_field"),
        ("id", "", "bad_id"),
        ("id", "x" * 201, "bad_id"),
        ("id", "a\nb", "bad_id"),
        ("id", "a\x7f", "bad_id"),
        ("id", "\0", "bad_id"),
        ("id", 5, "wrong_type"),
        ("id", ["e1"], "wrong_type"),
        ("source", ..., "missing_field"),
        ("source", "", "bad_id"),
        ("source", "x" * 501, "bad_id"),
        ("source", "a\u202eb", "bad_id"),
        ("source", {}, "wrong_type"),
        ("source", "/vouch", "reserved_source"),
        ("source", "/vouch/", "reserved_source"),
        ("source", "/vouch/clock", "reserved_source"),
        ("type", ..., "missing_field"),
        ("type", None, "missing_field"),
        ("type", "", "unknown_type"),
        ("type", "hr.offer.accepted.v2", "unknown_type"),
        ("type", "HR.offer.accepted.v1", "unknown_type"),
        ("type", "vouch.tenure.reached.v1", "unknown_type"),
        ("type", 1, "wrong_type"),
        ("time", ..., "missing_field"),
        ("time", None, "missing_field"),
        ("time", "", "bad_time"),
        ("time", "2026-03-02T09:00:00", "bad_time"),
        ("time", "2026-03-02T09:00:60Z", "bad_time"),
        ("time", "2026-02-29T09:00:00Z", "bad_time"),
        ("time", "0001-01-01T00:00:00+14:00", "out_of_range"),
        ("time", "10000-01-01T00:00:00Z", "out_of_range"),
        ("time", 1700000000, "wrong_type"),
        ("sequence", 7, "wrong_type"),
        ("sequence", "x" * 201, "bad_text"),
        ("sequence", "\0", "bad_text"),
        ("subject", 5, "wrong_type"),
        ("partitionkey", [], "wrong_type"),
        ("datacontenttype", 5, "wrong_type"),
        ("datacontenttype", "application/xml", "not_cloudevents"),
        ("datacontenttype", "application/jsonl", "not_cloudevents"),
        ("datacontenttype", "application/vnd/hr+json", "not_cloudevents"),
        ("datacontenttype", "+json", "not_cloudevents"),
        ("data", ..., "missing_field"),
        ("data", [], "not_an_object"),
        ("data", "{}", "not_an_object"),
        ("data", 5, "not_an_object"),
        ("data_base64", "e30=", "not_cloudevents"),
        ("data_base64", 5, "not_cloudevents"),
    ],
)
def test_bad_attributes(attribute: str, value: Any, reason: str) -> None:
    assert refused(event(**{attribute: value})) == (reason, attribute)


def test_data_that_is_null_is_missing() -> None:
    assert refused(event().replace(b'{"offer": "O-1"}', b"null")) == ("missing_field", "data")


@pytest.mark.parametrize("source", ["/vouchers", "vouch", "/VOUCH", "/ats/vouch"])
def test_other_sources_are_not_taken_for_vouchs_own(source: str) -> None:
    assert delivered(event(source=source)).source == source


@pytest.mark.parametrize("data", [b'{"offer": "O-1"}', b' {"offer":"O-1", "x": 1.0} '])
def test_data_as_base64_are_the_same_as_data(data: bytes) -> None:
    packed = delivered(event(data=..., data_base64=b64encode(data).decode()))
    plain = delivered(event(data=json.loads(data)))
    assert (packed.fact, packed.content) == (plain.fact, plain.content)


@pytest.mark.parametrize(
    ("packed", "reason"),
    [
        ("e30", "bad_json"),
        ("e3 0=", "bad_json"),
        ("\u00e9", "bad_json"),
        ("", "bad_json"),
        (b64encode(b"\xff").decode(), "bad_json"),
        (b64encode(b"{").decode(), "bad_json"),
        (b64encode(b"[" * 100_000).decode(), "bad_json"),
        (b64encode(b"null").decode(), "missing_field"),
        (b64encode(b"[]").decode(), "not_an_object"),
        (5, "wrong_type"),
    ],
)
def test_base64_that_is_no_json_object(packed: Any, reason: str) -> None:
    assert refused(event(data=..., data_base64=packed)) == (reason, "data_base64")


@pytest.mark.parametrize("attribute", ["time", "data", "subject", "specversion", "type"])
def test_the_names_are_given_where_they_can_be_read(attribute: str) -> None:
    wrong: dict[str, Any] = {attribute: 5}
    answer = read_event(event(**wrong))
    assert isinstance(answer, Unreadable)
    assert (answer.source, answer.id) == ("/ats", "e1")


@pytest.mark.parametrize(
    ("attributes", "names"),
    [
        ({"id": 5}, ("/ats", None)),
        ({"id": "x" * 201}, ("/ats", None)),
        ({"source": ...}, (None, "e1")),
        ({"source": "a\nb", "id": ...}, (None, None)),
    ],
)
def test_and_only_there(attributes: dict[str, Any], names: tuple[str | None, str | None]) -> None:
    answer = read_event(event(**attributes))
    assert isinstance(answer, Unreadable)
    assert (answer.source, answer.id) == names


DEEP = 200_000
GOOD = event().decode()


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"   \n",
        b"hello",
        b"{",
        b'{"a":}',
        GOOD.encode()[:-1],
        GOOD.encode() + b"}",
        GOOD.encode() + GOOD.encode(),
        b"\xef\xbb\xbf" + GOOD.encode(),
        GOOD.encode("utf-16"),
        GOOD.replace("e1", "e\udc801").encode("utf-8", "surrogatepass"),
        GOOD.encode().replace(b"/ats", b"/\xff"),
        GOOD.encode().replace(b'"data"', b'"extra": "\xff", "data"'),
        GOOD.encode().replace(b'"O-1"', b'"\xc3"'),
        GOOD.replace("e1", "\\ud800").encode(),
        GOOD.replace("O-1", "\\udc00\\ud800").encode(),
        GOOD.replace('"data"', '"extra": "\\ud800", "data"').encode(),
        GOOD.replace("O-1", "a\x01b").encode(),
        GOOD.replace("O-1", "\0").encode(),
        GOOD.replace('"O-1"', "NaN").encode(),
        GOOD.replace('"O-1"', "Infinity").encode(),
        GOOD.replace('"O-1"', '"O-1", "x": NaN').encode(),
        GOOD.replace('"O-1"', '"O-1", "x": 01').encode(),
        GOOD.replace('"O-1"', '"O-1", "x": 1.').encode(),
        GOOD.replace('"O-1"', '"O-1",').encode(),
        GOOD.replace('"O-1"', "'O-1'").encode(),
        GOOD.replace('"O-1"', "[" * DEEP + "]" * DEEP).encode(),
        GOOD.replace('"O-1"', '"O-1", "x": ' + "[" * DEEP + "]" * DEEP).encode(),
        GOOD.replace('"data"', '"x": ' + '{"x":' * 99_999 + "1" + "}" * 99_999 + ', "data"').encode(),
        ("[" * DEEP).encode(),
        b"\x80\x04\x95",
    ],
    ids=range(31),
)
def test_what_is_no_json_is_refused_as_such(raw: bytes) -> None:
    assert refused(raw) == ("bad_json", None)


@pytest.mark.parametrize("raw", [b"null", b"5", b'"x"', b"[]", b"true", b"[" + GOOD.encode() + b"]"])
def test_json_that_is_no_object(raw: bytes) -> None:
    assert refused(raw) == ("not_an_object", None)


def test_an_object_that_is_no_event() -> None:
    assert refused(b"{}") == ("not_cloudevents", "specversion")


@pytest.mark.parametrize(("levels", "good"), [(100, True), (101, False), (500, False)])
def test_unknown_fields_may_be_nested_so_deep_and_no_deeper(levels: int, good: bool) -> None:
    raw = GOOD.replace('"O-1"', '"O-1", "x": ' + "[" * levels + "]" * levels).encode()
    if good:
        delivered(raw)
    else:
        assert refused(raw) == ("bad_json", "data")


@pytest.mark.parametrize("number", ["9" * 5000, "-" + "9" * 5000, "1e" + "9" * 5000])
def test_a_number_of_thousands_of_digits_is_refused_not_raised(number: str) -> None:
    assert refused(GOOD.replace('"O-1"', f'"O-1", "x": {number}').encode()) == ("bad_json", "data")


def test_the_last_of_two_equal_keys_counts() -> None:
    twice = GOOD.replace('"offer": "O-1"', '"offer": 5, "offer": "O-2"').encode()
    assert delivered(twice).fact == OfferAccepted(offer="O-2")
    assert delivered(twice).content == delivered(event({"offer": "O-2"})).content


def test_blanks_around_an_event_do_not_matter() -> None:
    assert delivered(b" \r\n" + GOOD.encode() + b"\n").content == delivered(GOOD.encode()).content


def test_an_event_may_be_so_large_and_no_larger() -> None:
    padding = MAX_BYTES - len(event(subject=""))
    assert delivered(event(subject="x" * padding)).fact == OfferAccepted(offer="O-1")
    answer = read_event(event(subject="x" * (padding + 1)))
    assert isinstance(answer, Unreadable)
    assert (answer.reason, answer.field, answer.source, answer.id) == ("too_large", None, "/ats", "e1")
    assert refused(b"x" * 5_000_000) == ("too_large", None)


def test_the_limit_can_be_set() -> None:
    raw = event()
    assert isinstance(read_event(raw, max_bytes=len(raw)), Delivery)
    assert isinstance(read_event(raw, max_bytes=len(raw) - 1), Unreadable)


def test_attributes_may_come_in_any_order() -> None:
    whole = json.loads(GOOD)
    turned = json.dumps(dict(reversed(whole.items()))).encode()
    assert delivered(turned).content == delivered(GOOD.encode()).content
