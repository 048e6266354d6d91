"""Everything recorded together has one instant, which never falls: an instant is a position."""

from datetime import UTC, datetime, timedelta, timezone

import pytest

from domain.store import EventStore, RecordedAtRefused
from domain.store.errors import ClockAstray
from tests.store.deliveries import counts, deliveries

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


def push(store: EventStore, numbers: range, recorded_at: datetime | None) -> int:
    delivered = deliveries(numbers)
    return store.record(delivered, places=[""] * len(delivered), recorded_at=recorded_at).position


def test_a_recording_has_one_instant(store: EventStore) -> None:
    push(store, range(3), NOON)
    assert {fact.recorded_at for fact in store.decode_rows(store.read_after(0, 9))} == {NOON}


def test_by_default_it_is_now(store: EventStore) -> None:
    before = datetime.now(UTC)
    push(store, range(1), None)
    assert before <= store.decode(store.read_after(0, 1)[0]).recorded_at <= datetime.now(UTC)


def test_now_is_never_before_the_last_one(store: EventStore) -> None:
    later = datetime.now(UTC) + timedelta(minutes=4)
    push(store, range(1), later)
    position = push(store, range(1, 2), None)
    assert store.recorded_at_of(position) == later


@pytest.mark.parametrize("apart", [timedelta(minutes=6), timedelta(days=36_500)], ids=["minutes", "a century"])
def test_nothing_is_recorded_by_a_clock_behind_the_last_recording(store: EventStore, apart: timedelta) -> None:
    last = datetime.now(UTC) + apart
    position = push(store, range(1), last)
    with pytest.raises(ClockAstray, match="set the clock right"):
        push(store, range(1, 2), None)
    with pytest.raises(ClockAstray):
        store.append("bonus/R-1", [], expected_version=0, source="/vouch/clock")
    assert store.head() == position
    assert push(store, range(1, 2), last) > position


@pytest.mark.parametrize(("days", "fits"), [(3_652, True), (3_654, False)])
def test_nothing_is_recorded_by_a_clock_far_ahead_of_the_last_recording(
    sqlite_store: EventStore, days: int, *, fits: bool
) -> None:
    now = datetime.now(UTC)
    position = push(sqlite_store, range(1), now - timedelta(days=days))
    if fits:
        assert push(sqlite_store, range(1, 2), None) > position
        return
    with pytest.raises(ClockAstray):
        push(sqlite_store, range(1, 2), None)
    assert push(sqlite_store, range(1, 2), now) > position
    assert push(sqlite_store, range(2, 3), None) > position


def test_an_earlier_instant_is_refused_and_nothing_is_recorded(store: EventStore) -> None:
    position = push(store, range(1), NOON)
    with pytest.raises(RecordedAtRefused, match=r"2026-03-02T11:59:00.*2026-03-02T12:00:00"):
        push(store, range(1, 5), NOON - MINUTE)
    assert store.head() == position
    assert push(store, range(1, 5), NOON) > position


def test_repeats_may_come_with_an_instant_that_has_passed(store: EventStore) -> None:
    push(store, range(3), NOON)
    push(store, range(3, 6), NOON + MINUTE)
    delivered = deliveries(range(3))
    assert counts(store.record(delivered, places=[""] * 3, recorded_at=NOON)) == (3, 0, 3, 0)


def test_an_instant_is_kept_to_the_microsecond_and_in_utc(store: EventStore) -> None:
    elsewhere = datetime(2026, 3, 2, 17, 45, 0, 123456, tzinfo=timezone(timedelta(hours=5, minutes=45)))
    position = push(store, range(1), elsewhere)
    assert store.recorded_at_of(position) == NOON + timedelta(microseconds=123456)
    assert store.decode(store.read_after(0, 1)[0]).recorded_at.utcoffset() == timedelta(0)


def test_an_instant_without_its_offset_is_a_mistake(sqlite_store: EventStore) -> None:
    with pytest.raises(ValueError, match="offset"):
        push(sqlite_store, range(1), NOON.replace(tzinfo=None))


def test_an_instant_is_the_last_position_recorded_at_or_before_it(store: EventStore) -> None:
    first = push(store, range(3), NOON)
    second = push(store, range(3, 5), NOON)
    third = push(store, range(5, 6), NOON + MINUTE)
    cases = (
        (NOON - timedelta(microseconds=1), 0),
        (NOON, second),
        (NOON + MINUTE - timedelta(microseconds=1), second),
        (NOON + MINUTE, third),
        (NOON + timedelta(days=900), third),
    )
    for instant, position in cases:
        assert store.position_at(instant) == position
    assert first < second


def test_the_instant_of_a_position_is_that_of_its_recording(store: EventStore) -> None:
    last = push(store, range(3), NOON)
    push(store, range(3, 5), NOON + MINUTE)
    rows = store.read_after(0, 9)
    told = [store.recorded_at_of(row.position) for row in rows]
    assert told == [fact.recorded_at for fact in store.decode_rows(rows)]
    assert store.recorded_at_of(store.head() + 1) is None
    assert store.oldest_waiting(0) == NOON
    assert store.oldest_waiting(last) == NOON + MINUTE
    assert store.oldest_waiting(store.head()) is None


def test_lag_is_counted_in_events(store: EventStore) -> None:
    position = push(store, range(4), NOON)
    push(store, range(4, 11), NOON)
    assert [store.count_after(at) for at in (0, position, store.head())] == [11, 7, 0]


def test_in_an_empty_store_there_is_no_instant(store: EventStore) -> None:
    assert store.position_at(NOON) == 0
    assert store.oldest_waiting(0) is None
    assert store.count_after(0) == 0
