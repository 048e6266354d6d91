"""Appending events of Vouch's own: each stream at the version at which it was read."""

from collections.abc import Sequence
from datetime import UTC, date, datetime

import pytest

from domain.facts.base import Fact
from domain.facts.tenure import TenureReached, TenureRevoked
from domain.store import Addition, EventStore, RecordedAtRefused, VersionConflict
from tests.store.deliveries import deliveries, record

CLOCK = "/vouch/clock"
DUE = date(2026, 5, 31)
STREAM = "tenure/R-1/final"


def reached(referral: str = "R-1") -> TenureReached:
    return TenureReached(referral=referral, instalment="final", employment="X-1", due_on=DUE, tenure_days=90)


def revoked(referral: str = "R-1") -> TenureRevoked:
    return TenureRevoked(referral=referral, instalment="final", employment="X-1", due_on=DUE)


def append(store: EventStore, events: Sequence[Fact], expected_version: int) -> int:
    return store.append(STREAM, events, expected_version=expected_version, source=CLOCK)


def test_events_follow_the_version_that_was_read(store: EventStore) -> None:
    append(store, [reached()], 0)
    position = append(store, [revoked(), reached()], 1)
    rows = store.read_streams([STREAM])
    assert [(row.version, store.decode(row).data) for row in sorted(rows)] == [
        (1, reached()),
        (2, revoked()),
        (3, reached()),
    ]
    assert position == store.head()


def test_an_event_is_told_apart_by_its_stream_and_version(store: EventStore) -> None:
    append(store, [reached(), revoked()], 0)
    facts = store.decode_rows(store.read_after(0, 9))
    assert [fact.ref for fact in facts] == [f"{CLOCK}#{STREAM}/1", f"{CLOCK}#{STREAM}/2"]
    assert all(fact.time == fact.recorded_at for fact in facts)


@pytest.mark.parametrize("expected", [0, 2, 7])
def test_another_version_than_expected_is_a_conflict(store: EventStore, expected: int) -> None:
    append(store, [reached()], 0)
    with pytest.raises(VersionConflict) as conflict:
        append(store, [revoked()], expected)
    assert (conflict.value.stream, conflict.value.expected, conflict.value.found) == (STREAM, expected, 1)
    assert len(store.read_after(0, 9)) == 1


def test_many_streams_are_all_or_nothing(store: EventStore) -> None:
    append(store, [reached()], 0)
    good, bad = Addition("tenure/R-2/final", [reached("R-2")], 0), Addition(STREAM, [reached()], 0)
    with pytest.raises(VersionConflict):
        store.append_many([good, bad], source=CLOCK)
    assert store.read_streams([good.stream]) == []
    store.append_many([good, bad._replace(expected_version=1)], source=CLOCK)
    assert len(store.read_after(0, 9)) == 3


def test_the_same_stream_may_come_twice(store: EventStore) -> None:
    store.append_many([Addition(STREAM, [reached()], 0), Addition(STREAM, [revoked()], 1)], source=CLOCK)
    assert [row.version for row in store.read_streams([STREAM])] == [1, 2]


def test_nothing_to_append_is_nothing(store: EventStore) -> None:
    position = record(store, *deliveries(range(2))).position
    assert store.append_many([], source=CLOCK) == position
    assert append(store, [], 0) == position


def test_they_have_their_instant_as_all_recordings(store: EventStore) -> None:
    happened, known = datetime(2026, 5, 31, tzinfo=UTC), datetime(2026, 6, 2, tzinfo=UTC)
    position = store.append(STREAM, [reached()], expected_version=0, source=CLOCK, time=happened, recorded_at=known)
    fact = store.decode(store.read_after(0, 1)[0])
    assert (fact.time, fact.recorded_at) == (happened, known)
    assert store.recorded_at_of(position) == known
    with pytest.raises(RecordedAtRefused):
        store.append(STREAM, [revoked()], expected_version=1, source=CLOCK, recorded_at=happened)
