"""Group commit: what arrives during a flush goes into the next one, and each caller gets its own counts."""

from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from threading import Event
from typing import Any, cast

import msgspec
import pytest

from api.http import group_commit
from api.http.group_commit import Writer, WriterFull
from domain.feed.reading import read_event
from domain.store.errors import StoreFull, StoreUnavailable
from domain.store.opening import migrate, open_store
from domain.store.port import EventStore
from domain.store.values import Parcel, Recording
from tests.api.http.facing import BATCH, FEED, STRUCTURED, Face, event, facing


class Slow:
    """A store that flushes when it is let, notes what it was given together, and fails as it is told."""

    def __init__(self) -> None:
        self.together: list[list[str]] = []
        self.begun, self.let = Event(), Event()
        self.fault: Exception | None = None

    def record_together(self, parcels: Sequence[Parcel]) -> list[Recording]:
        self.together.append([parcel.places[0] for parcel in parcels])
        self.begun.set()
        self.let.wait(10)
        if self.fault is not None and (not isinstance(self.fault, ValueError) or "bad" in self.together[-1]):
            raise self.fault
        return [Recording(1, 1, 0, 0, 7, []) for _ in parcels]


@pytest.fixture
def slow() -> Slow:
    return Slow()


@pytest.fixture
def writer(slow: Slow) -> Iterator[Writer]:
    made = Writer(cast(EventStore, slow), lambda: None)
    made.start()
    yield made
    slow.let.set()
    made.stop(10)


def _submit(writer: Writer, place: str, size: int = 1) -> "Future[Recording]":
    return writer.submit(Parcel([read_event(b"{}")], [place]), size)


def _busy(writer: Writer, slow: Slow) -> None:
    """The writer is in the middle of a flush."""
    _submit(writer, "first")
    assert slow.begun.wait(10)


def test_what_arrives_during_a_flush_goes_into_the_next_one(writer: Writer, slow: Slow) -> None:
    _busy(writer, slow)
    waiting = [_submit(writer, place) for place in "abc"]
    assert not any(future.done() for future in waiting)
    slow.let.set()
    assert [future.result(10).recorded for future in waiting] == [1, 1, 1]
    assert slow.together == [["first"], ["a", "b", "c"]]


def test_a_transaction_takes_no_more_than_it_should(writer: Writer, slow: Slow) -> None:
    _busy(writer, slow)
    waiting = [_submit(writer, place, group_commit.GROUP_BYTES // 2) for place in "abc"]
    slow.let.set()
    for future in waiting:
        future.result(10)
    assert slow.together == [["first"], ["a", "b"], ["c"]]


def test_whoever_has_gone_away_is_passed_over(writer: Writer, slow: Slow) -> None:
    _busy(writer, slow)
    gone, stays = _submit(writer, "gone"), _submit(writer, "stays")
    assert gone.cancel()
    slow.let.set()
    stays.result(10)
    assert slow.together[1] == ["stays"]


@pytest.mark.parametrize("fault", [StoreUnavailable("away"), StoreFull("full")])
def test_all_are_told_that_the_store_is_away(writer: Writer, slow: Slow, fault: StoreUnavailable) -> None:
    _busy(writer, slow)
    waiting = [_submit(writer, place) for place in "ab"]
    slow.fault = fault
    slow.let.set()
    for future in waiting:
        with pytest.raises(type(fault)):
            future.result(10)
    slow.fault = None
    assert _submit(writer, "later").result(10).recorded == 1


def test_one_parcels_trouble_is_not_the_others(writer: Writer, slow: Slow) -> None:
    _busy(writer, slow)
    good, bad, other = (_submit(writer, place) for place in ("good", "bad", "other"))
    slow.fault = ValueError("unexpected")
    slow.let.set()
    assert [good.result(10).recorded, other.result(10).recorded] == [1, 1]
    with pytest.raises(ValueError, match="unexpected"):
        bad.result(10)


def test_no_more_waits_than_memory_should_hold(writer: Writer, slow: Slow, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(group_commit, "WAITING_BYTES", 100)
    _busy(writer, slow)
    _submit(writer, "a", 90)
    with pytest.raises(WriterFull):
        _submit(writer, "b", 11)
    _submit(writer, "c", 10)


def test_what_waits_is_recorded_before_the_end(slow: Slow) -> None:
    writer = Writer(cast(EventStore, slow), lambda: None)
    writer.start()
    _busy(writer, slow)
    waiting = [_submit(writer, place) for place in "ab"]
    slow.let.set()
    writer.stop(10)
    assert all(future.done() for future in waiting)


def test_each_parcel_gets_its_own_counts(store_url: str) -> None:
    def parcel(*events: Any) -> Parcel:
        return Parcel([read_event(msgspec.json.encode(each)) for each in events], [f"p{n}" for n in range(len(events))])

    one, two, three = (event("candidate.identified", candidate=f"C-{number}") for number in range(3))
    migrate(store_url)
    store = open_store(store_url)
    found = store.record_together(
        [parcel(one, two), parcel(one, {}), parcel(), parcel(three | {"id": one["id"]}, three)]
    )
    store.close()
    assert [(each.read, each.recorded, each.repeated, each.parked) for each in found] == [
        (2, 2, 0, 0),
        (2, 0, 1, 1),
        (0, 0, 0, 0),
        (2, 1, 0, 1),
    ]
    assert [[letter.place for letter in each.parked_letters] for each in found] == [[], ["p1"], [], ["p0"]]


def test_many_at_once_are_all_recorded_once(store_url: str) -> None:
    shared = event("candidate.identified", candidate="C-0")
    with facing(store_url) as face, ThreadPoolExecutor(16) as callers:

        def call(number: int) -> dict[str, int]:
            body = msgspec.json.encode([event("candidate.identified", candidate=f"C-{number + 1}"), shared])
            answer = face.client.post(FEED, content=body, headers=BATCH)
            assert answer.status_code == 202
            found: dict[str, int] = answer.json()
            return found

        told = list(callers.map(call, range(60)))
        assert face.vouch.store.count_after(0) == 61
    assert sum(each["recorded"] for each in told) == 61
    assert sum(each["repeated"] for each in told) == 59


def test_a_store_that_is_away_is_503_and_comes_back(face: Face, monkeypatch: pytest.MonkeyPatch) -> None:
    def away(_: object) -> list[Recording]:
        raise StoreUnavailable("CANARY")

    sent = event("candidate.identified", candidate="C-1")
    with monkeypatch.context() as patch:
        patch.setattr(face.vouch.store, "record_together", away)
        answer = face.client.post(FEED, json=sent, headers=STRUCTURED)
        assert (answer.status_code, answer.headers["retry-after"]) == (503, "1")
        assert answer.headers["content-type"] == "application/problem+json"
        assert "CANARY" not in answer.text
    assert face.client.post(FEED, json=sent, headers=STRUCTURED).json()["recorded"] == 1
