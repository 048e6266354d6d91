"""The limit of a body holds however it is sent."""

from collections.abc import Iterator

import msgspec
import pytest

from tests.api.http.facing import BATCH, FEED, STRUCTURED, Face, event, facing

LIMIT = 64 << 10


@pytest.fixture
def small(sqlite_url: str) -> Iterator[Face]:
    with facing(sqlite_url, max_body_bytes=LIMIT, max_event_bytes=2_048) as face:
        yield face


def _batch(size: int) -> bytes:
    """A batch of exactly so many bytes."""
    body = msgspec.json.encode([event("candidate.identified", candidate="C-1")])
    return body + b" " * (size - len(body))


@pytest.mark.parametrize("chunked", [False, True])
def test_a_body_at_the_limit_is_taken_and_one_over_it_is_refused(small: Face, chunked: bool) -> None:
    def sent(body: bytes) -> bytes | Iterator[bytes]:
        return iter([body[at : at + 5_000] for at in range(0, len(body), 5_000)]) if chunked else body

    assert small.client.post(FEED, content=sent(_batch(LIMIT)), headers=BATCH).status_code == 202
    for size in (LIMIT + 1, LIMIT * 2, LIMIT * 10):
        answer = small.client.post(FEED, content=sent(_batch(size)), headers=BATCH)
        assert answer.status_code == 413
        assert answer.headers["content-type"] == "application/problem+json"
    assert small.vouch.store.count_after(0) == 1


@pytest.mark.parametrize("mode", ["structured", "binary"])
def test_one_event_over_its_own_limit_is_refused(small: Face, mode: str) -> None:
    long = event("candidate.identified", candidate="C-1", name="x" * 3_000)
    if mode == "structured":
        answer = small.client.post(FEED, content=msgspec.json.encode(long), headers=STRUCTURED)
    else:
        headers = {f"ce-{name}": value for name, value in long.items() if name != "data"}
        answer = small.client.post(FEED, content=msgspec.json.encode(long["data"]), headers=headers)
    assert answer.status_code == 413
    assert small.vouch.store.count_dead_letters() == 0


def test_whoever_asks_first_is_told_at_once(small: Face) -> None:
    headers = BATCH | {"expect": "100-continue"}
    assert small.client.post(FEED, content=_batch(LIMIT + 1), headers=headers).status_code == 413
