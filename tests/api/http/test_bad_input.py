"""Bad input: refused whole or parked, small answers that repeat nothing of it, and never a failure of Vouch."""

from collections.abc import Iterator

import msgspec
import pytest
from httpx2 import Response

from tests.api.http.facing import BATCH, FEED, STRUCTURED, Face, event, facing

CANARY = "CANARY-7f3a"
GOOD = msgspec.json.encode(event("candidate.identified", candidate="C-1", name=CANARY))
DEEP = b"[" * 200_000 + b"]" * 200_000


def _with(member: bytes) -> bytes:
    return GOOD[:-1] + b"," + member + b"}"


def _of(data: bytes) -> bytes:
    head = b'{"specversion":"1.0","id":"e-x","source":"/test","type":"hr.candidate.identified.v1",'
    return head + b'"time":"2026-01-01T00:00:00Z","data":' + data + b"}"


UNPARSED = {
    "nothing": b"",
    "no JSON": CANARY.encode(),
    "broken off": GOOD[:-5],
    "two documents": GOOD + GOOD,
    "NaN": _of(b'{"candidate": NaN}'),
    "Infinity": _of(b'{"candidate": Infinity}'),
    "not UTF-8": _of(b'{"candidate": "\xff\xfe"}'),
    "a byte order mark": b"\xef\xbb\xbf" + GOOD,
    "UTF-16": GOOD.decode().encode("utf-16"),
    "single quotes": b"{'specversion': '1.0'}",
}
PARKED = {
    "null": b"null",
    "a number": b"17",
    "a list": b"[1, 2]",
    "an empty object": b"{}",
    "a lone surrogate": _of(b'{"candidate": "\\ud800"}'),
    "NUL": _of(b'{"candidate": "\\u0000"}'),
    "true for an id": _of(b'{"candidate": true}'),
    "a missing field": _of(b'{"name": "CANARY-7f3a"}'),
    "data that is a text": _of(b'"CANARY-7f3a"'),
    "a time without its zone": GOOD.replace(b"09:00:00Z", b"09:00:00"),
    "a day that is none": GOOD.replace(b"2026-02-02T", b"2026-02-31T"),
    "an unknown type": GOOD.replace(b"identified", b"CANARY-7f3a"),
    "a number of thousands of digits": _of(b'{"candidate": ' + b"9" * 6_000 + b"}"),
}


@pytest.fixture(scope="module")
def face(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Face]:
    with facing(f"sqlite:///{tmp_path_factory.mktemp('bad')}/vouch.db", max_event_bytes=1 << 20) as found:
        yield found


def post(face: Face, body: bytes, headers: dict[str, str] = STRUCTURED) -> Response:
    """Post it; whatever is answered must be small, repeat nothing, and record nothing."""
    answer = face.client.post(FEED, content=body, headers=headers)
    assert len(answer.content) < 64 << 10
    assert CANARY not in answer.text
    assert "Traceback" not in answer.text
    assert answer.status_code < 500, answer.text
    assert face.vouch.store.head() == 0
    return answer


def refused(answer: Response, status: int) -> None:
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["status"] == status


@pytest.mark.parametrize("body", UNPARSED.values(), ids=UNPARSED)
@pytest.mark.parametrize("headers", [STRUCTURED, BATCH], ids=["one", "batch"])
def test_a_body_that_cannot_be_parsed_is_refused(face: Face, body: bytes, headers: dict[str, str]) -> None:
    letters = face.vouch.store.count_dead_letters()
    refused(post(face, body, headers), 400)
    assert face.vouch.store.count_dead_letters() == letters


@pytest.mark.parametrize("body", PARKED.values(), ids=PARKED)
def test_an_event_that_cannot_be_read_is_parked(face: Face, body: bytes) -> None:
    answer = post(face, body)
    assert (answer.status_code, answer.json()["parked"]) == (202, 1)
    assert answer.json()["parked_letters"][0]["place"].startswith("http:")


def test_all_that_cannot_be_read_is_parked_from_one_batch_and_the_rest_is_recorded(sqlite_url: str) -> None:
    with facing(sqlite_url) as face:
        answer = face.client.post(FEED, content=b"[" + b",".join([*PARKED.values(), GOOD]) + b"]", headers=BATCH)
        told = answer.json()
        assert (told["read"], told["recorded"], told["parked"]) == (len(PARKED) + 1, 1, len(PARKED))


@pytest.mark.parametrize("body", [GOOD, b"{}", b"17", b'"text"'])
def test_a_batch_that_is_no_list_is_refused(face: Face, body: bytes) -> None:
    refused(post(face, body, BATCH), 400)


@pytest.mark.parametrize("headers", [STRUCTURED, BATCH], ids=["one", "batch"])
@pytest.mark.parametrize("body", [DEEP, b'{"a":' * 200_000, _of(DEEP), _with(b'"x":' + DEEP)])
def test_deep_nesting_is_refused_or_parked(face: Face, body: bytes, headers: dict[str, str]) -> None:
    assert post(face, body, headers).status_code in {202, 400}


def test_an_event_over_the_limit_is_refused_alone_and_parked_in_a_batch(face: Face) -> None:
    large = _of(b'{"name": "' + b"x" * (5 << 20) + b'"}')
    refused(post(face, large), 413)
    told = post(face, b"[" + large + b"]", BATCH).json()
    assert (told["parked"], told["parked_letters"][0]["reason"]) == (1, "too_large")


def test_many_letters_make_a_small_answer(face: Face) -> None:
    told = post(face, msgspec.json.encode([{"id": f"{CANARY}{n}"} for n in range(5_000)]), BATCH).json()
    assert told["parked"] == 5_000
    assert len(told["parked_letters"]) <= 50


@pytest.mark.parametrize(
    "media",
    [
        "text/plain",
        "application/json",
        "application/cloudevents+xml",
        "application/cloudevents",
        "",
        "x",
        "multipart/form-data",
    ],
)
def test_another_media_type_is_refused(face: Face, media: str) -> None:
    refused(post(face, GOOD, {"content-type": media}), 415)


def test_other_encodings_are_refused(face: Face) -> None:
    refused(post(face, GOOD, STRUCTURED | {"content-encoding": "br"}), 415)
    refused(post(face, GOOD, {"content-type": "application/cloudevents+json; charset=latin-1"}), 415)


def test_binary_data_that_is_no_json_is_refused(face: Face) -> None:
    headers = {"ce-specversion": "1.0", "ce-id": "e1", "content-type": "application/json"}
    refused(post(face, b"{", headers), 400)
    refused(post(face, GOOD, headers | {"content-type": "text/plain"}), 415)


def test_keys_that_come_twice_are_no_failure(sqlite_url: str) -> None:
    with facing(sqlite_url) as face:
        twice = _of(b'{"candidate": "C-1", "candidate": "C-2"}')
        for outcome in ("recorded", "repeated"):
            assert face.client.post(FEED, content=twice, headers=STRUCTURED).json()[outcome] == 1
