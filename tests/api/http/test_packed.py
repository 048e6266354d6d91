"""The feed gzipped and one event a line, and what tells a sender that an event was parked."""

import gzip
from collections.abc import Iterator

import msgspec
import pytest

from tests.api.http.facing import BATCH, FEED, STRUCTURED, Face, event, facing

LIMIT = 64 << 10
GZIPPED = {"content-encoding": "gzip"}
LINES = {"content-type": "application/x-ndjson"}
GOOD = msgspec.json.encode(event("candidate.identified", candidate="C-1"))
BAD = b'{"id": "e-x"}'


@pytest.fixture
def small(sqlite_url: str) -> Iterator[Face]:
    with facing(sqlite_url, max_body_bytes=LIMIT) as face:
        yield face


@pytest.mark.parametrize("coding", ["gzip", "GZIP", "x-gzip"])
@pytest.mark.parametrize("members", [1, 3])
def test_a_gzipped_body_is_unpacked(face: Face, coding: str, members: int) -> None:
    body = b"[" + GOOD + b"]"
    step = len(body) // members + 1
    packed = b"".join(gzip.compress(body[at : at + step]) for at in range(0, len(body), step))
    answer = face.client.post(FEED, content=packed, headers=BATCH | {"content-encoding": coding})
    assert (answer.status_code, answer.json()["recorded"]) == (202, 1)


@pytest.mark.parametrize("over", [0, 1, LIMIT, LIMIT * 500])
def test_the_limit_holds_for_what_comes_out(small: Face, over: int) -> None:
    body = b"[" + GOOD + b"]"
    packed = gzip.compress(body + b" " * (LIMIT + over - len(body)))
    answer = small.client.post(FEED, content=packed, headers=BATCH | GZIPPED)
    assert answer.status_code == (413 if over else 202)
    assert small.vouch.store.count_after(0) == (0 if over else 1)


@pytest.mark.parametrize("at", [0, 12, 40, -6, -1])
def test_a_damaged_body_records_nothing(face: Face, at: int) -> None:
    packed = bytearray(gzip.compress(b"[" + GOOD + b"]"))
    packed[at] ^= 0xFF
    answer = face.client.post(FEED, content=bytes(packed), headers=BATCH | GZIPPED)
    assert answer.status_code == 400
    assert face.vouch.store.head() == face.vouch.store.count_dead_letters() == 0


@pytest.mark.parametrize("kept", [0, 1, 10, -1, -8])
def test_a_body_that_breaks_off_records_nothing(face: Face, kept: int) -> None:
    answer = face.client.post(FEED, content=gzip.compress(b"[" + GOOD + b"]")[:kept], headers=BATCH | GZIPPED)
    assert (answer.status_code, answer.json()["type"]) == (400, "urn:vouch:problem:not_gzip")
    assert face.vouch.store.head() == 0


@pytest.mark.parametrize("coding", ["br", "deflate", "gzip, gzip", "zstd"])
def test_another_encoding_is_refused(face: Face, coding: str) -> None:
    answer = face.client.post(FEED, content=GOOD, headers=STRUCTURED | {"content-encoding": coding})
    assert (answer.status_code, answer.headers["accept-encoding"]) == (415, "gzip, identity")


def test_events_one_a_line_are_read_as_from_a_file(face: Face) -> None:
    body = b"\r\n".join([GOOD, b"", BAD, b"no JSON", b"  ", GOOD, b""])
    answer = face.client.post(FEED, content=body, headers=LINES | {"x-request-id": "request-0001"})
    told = answer.json()
    assert [told[name] for name in ("read", "recorded", "repeated", "parked")] == [4, 1, 1, 2]
    assert [each["place"] for each in told["parked_letters"]] == ["http:request-0001:3", "http:request-0001:4"]
    assert answer.headers["vouch-warning"] == "parked;count=2"


def test_lines_may_be_gzipped(face: Face) -> None:
    lines = [msgspec.json.encode(event("candidate.identified", candidate=f"C-{n}")) for n in range(500)]
    answer = face.client.post(FEED, content=gzip.compress(b"\n".join(lines)), headers=LINES | GZIPPED)
    assert (answer.json()["recorded"], "vouch-warning" in answer.headers) == (500, False)


@pytest.mark.parametrize("body", [b"", b"\n\n"])
def test_no_line_is_no_event(face: Face, body: bytes) -> None:
    answer = face.client.post(FEED, content=body, headers=LINES)
    assert (answer.status_code, answer.json()["read"]) == (202, 0)


@pytest.mark.parametrize("body", [b"id,source\n1,/ats\n", b"\xff\xfe{\0}\0", b"PK\x03\x04", b"[1]"])
def test_a_body_without_any_line_of_json_is_refused(face: Face, body: bytes) -> None:
    assert face.client.post(FEED, content=body, headers=LINES).status_code == 400
    assert face.vouch.store.count_dead_letters() == 0


def test_too_many_lines_are_refused(face: Face) -> None:
    assert face.client.post(FEED, content=b"{}\n" * 100_001, headers=LINES).status_code == 413
    assert face.vouch.store.count_dead_letters() == 0


@pytest.mark.parametrize("mode", ["structured", "binary"])
@pytest.mark.parametrize("status", ["202", "422"])
def test_an_event_that_comes_alone_and_is_parked(sqlite_url: str, mode: str, status: str) -> None:
    with facing(sqlite_url, parked_status=status) as face:
        binary = {"ce-id": "e-x", "content-type": "application/json"}
        for _ in range(2):
            answer = face.client.post(FEED, content=BAD, headers=STRUCTURED if mode == "structured" else binary)
            assert answer.status_code == int(status)
            assert face.vouch.store.count_dead_letters() == 1
            if status == "202":
                assert answer.headers["vouch-warning"] == "parked;count=1"
            else:
                assert answer.headers["content-type"] == "application/problem+json"
                assert answer.json()["type"] == "urn:vouch:problem:parked"
                assert [each["place"] for each in answer.json()["parameters"]] == ["body"]


def test_a_batch_is_taken_whatever_is_parked_from_it(sqlite_url: str) -> None:
    with facing(sqlite_url, parked_status="422") as face:
        answer = face.client.post(FEED, content=b"[" + BAD + b"]", headers=BATCH)
        assert (answer.status_code, answer.headers["vouch-warning"]) == (202, "parked;count=1")


def test_an_event_that_is_taken_warns_of_nothing(face: Face) -> None:
    answer = face.client.post(FEED, content=GOOD, headers=STRUCTURED)
    assert "vouch-warning" not in answer.headers
