"""What a record is: an event in either mode, one that cannot be read, or none of ours."""

import pytest

from consumers.kafka.records import read_record
from domain.feed.delivery import Delivery, Unreadable
from domain.feed.reading import read_event
from tests.kafka.producing import STRUCTURED, Record, binary, structured
from tests.store.deliveries import event

CLOUDEVENTS = b"application/cloudevents"


def read(record: Record) -> Delivery | Unreadable | None:
    return read_record(record.headers, record.value)


def changed(record: Record, name: str, text: bytes) -> Record:
    return record._replace(headers=[*((one, old) for one, old in record.headers if one != name), (name, text)])


@pytest.mark.parametrize(
    "record",
    [
        structured(1),
        Record(event(1), [("Content-Type", b"Application/CloudEvents+JSON")]),
        Record(event(1), [("content-type", b" application/cloudevents+json;charset=utf-8")]),
        binary(1),
        binary(1, None),
        Record(event(1), []),
        Record(b" \r\n" + event(1), [("content-type", b"")]),
        Record(event(1), [("ce_id", b"e1"), ("trace", b"\xff")]),
        Record(event(1).replace(b"specversion", b"specver\\u0073ion"), []),
        binary(1, b"application/vnd.hr+json; charset=utf-8"),
        binary(1)._replace(headers=[(name.upper(), text) for name, text in binary(1).headers]),
        changed(binary(1), "ce_traceparent", b"\xff\xfe"),
        changed(binary(1), "trace", b"\xff\xfe"),
    ],
)
def test_both_modes_are_the_same_event(record: Record) -> None:
    found, plain = read(record), read_event(event(1))
    assert isinstance(found, Delivery)
    assert isinstance(plain, Delivery)
    assert (found.source, found.id, found.content) == (plain.source, plain.id, plain.content)


@pytest.mark.parametrize(
    "record",
    [
        Record(None, []),
        Record(None, STRUCTURED),
        Record(event(1), [("content-type", b"application/json")]),
        Record(event(1).replace(b"specversion", b"version"), []),
        Record(b"[" + event(1) + b"]", []),
        Record(event(1)[:-1], []),
        Record(b"{" * 200_000, []),
        Record(b'"specversion"', []),
        Record(event(1), [("content-type", b"\xff\xfe")]),
        Record(b"\x00\x00\x00\x00\x01avro", [("id", b"1"), ("type", b"\xff")]),
        Record(b"", []),
    ],
)
def test_tombstones_and_other_peoples_records_are_not_ours(record: Record) -> None:
    assert read(record) is None


@pytest.mark.parametrize(
    ("record", "reason", "field"),
    [
        (Record(b"\xff{", STRUCTURED), "bad_json", None),
        (Record(b"", STRUCTURED), "bad_json", None),
        (Record(b'{"specversion": null}', []), "not_cloudevents", "specversion"),
        (Record(event(1).replace(b"hr.", b"xx."), []), "unknown_type", "type"),
        (
            Record(event(1), [("content-type", CLOUDEVENTS + b"-batch+json")]),
            "not_cloudevents",
            "content-type",
        ),
        (Record(event(1), [("content-type", CLOUDEVENTS + b"+avro")]), "not_cloudevents", "content-type"),
        (binary(1)._replace(value=None), None, None),
        (binary(1)._replace(value=b"\xff"), "bad_json", "data"),
        (binary(1, b"application/avro"), "not_cloudevents", "datacontenttype"),
        (binary(1, b"\xff"), "not_cloudevents", "datacontenttype"),
        (changed(binary(1), "ce_id", b"e\xff"), "bad_id", "id"),
        (changed(binary(1), "ce_source", b"\xff"), "bad_id", "source"),
        (changed(binary(1), "ce_time", b"\xff"), "bad_time", "time"),
        (changed(binary(1), "ce_type", b"\xff"), "unknown_type", "type"),
        (changed(binary(1), "ce_sequence", b"1\xff"), "bad_text", "sequence"),
        (changed(binary(1), "ce_specversion", b"\xff"), "not_cloudevents", "specversion"),
    ],
)
def test_what_cannot_be_read_is_parked_and_stays_so(record: Record, reason: str | None, field: str | None) -> None:
    found = read(record)
    assert isinstance(found, Unreadable), found
    if reason is not None:
        assert (found.reason, found.field) == (reason, field)
    assert isinstance(read_event(found.raw), Unreadable) or reason == "not_cloudevents"
