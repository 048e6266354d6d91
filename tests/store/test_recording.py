"""Recording deliveries: repeats change nothing, what came first stands, versions have no gaps."""

from collections import Counter

import pytest

from domain.feed.reading import read_event
from domain.store import EventStore, open_store
from domain.store.values import Parcel
from tests.store.deliveries import counts, deliveries, delivery, event, record


def test_what_is_new_is_recorded_in_the_order_in_which_it_came(store: EventStore) -> None:
    assert counts(record(store, *deliveries(range(20)))) == (20, 20, 0, 0)
    facts = store.decode_rows(store.read_after(0, 100))
    assert [fact.id for fact in facts] == [f"e{number}" for number in range(20)]
    assert {fact.source for fact in facts} == {"/ats"}


def test_a_repeat_is_counted_and_changes_nothing(store: EventStore) -> None:
    first = record(store, *deliveries(range(5)))
    again = record(store, *deliveries(range(5)))
    assert counts(again) == (5, 0, 5, 0)
    assert again.position == first.position
    assert len(store.read_after(0, 100)) == 5


def test_new_ones_among_repeats_are_recorded(store: EventStore) -> None:
    record(store, *deliveries(range(5)))
    assert counts(record(store, *deliveries(range(3, 8)))) == (5, 3, 2, 0)
    assert counts(record(store, *deliveries(range(8, 12)))) == (4, 4, 0, 0)


def test_a_repeat_within_a_batch_is_recorded_once(store: EventStore) -> None:
    assert counts(record(store, delivery(1), delivery(2), delivery(1))) == (3, 2, 1, 0)
    assert len(store.read_after(0, 100)) == 2


def test_the_same_id_from_two_sources_is_two_events(store: EventStore) -> None:
    assert counts(record(store, delivery(1), delivery(1, source="/payroll"))) == (2, 2, 0, 0)


def test_a_resend_with_other_content_is_parked_and_the_first_stands(store: EventStore) -> None:
    record(store, delivery(1, stage="screening"))
    recording = record(store, delivery(2), delivery(1, stage="interview"))
    assert counts(recording) == (2, 1, 0, 1)
    (letter,) = recording.parked_letters
    assert (letter.place, letter.reason, letter.field) == ("feed.jsonl:2", "conflicting_resend", None)
    assert [fact.data.stage for fact in store.decode_rows(store.read_after(0, 9)) if fact.id == "e1"] == ["screening"]


def test_of_two_that_contradict_each_other_in_a_batch_the_first_stands(store: EventStore) -> None:
    recording = record(store, delivery(1, stage="offer"), delivery(1, stage="interview"), delivery(1, stage="offer"))
    assert counts(recording) == (3, 1, 1, 1)
    assert [fact.data.stage for fact in store.decode_rows(store.read_after(0, 9))] == ["offer"]


def test_what_is_unreadable_is_parked_beside_the_rest(store: EventStore) -> None:
    recording = record(store, delivery(1), read_event(b"{"), delivery(2), read_event(b"[]"))
    assert counts(recording) == (4, 2, 0, 2)
    assert [letter.place for letter in recording.parked_letters] == ["feed.jsonl:2", "feed.jsonl:4"]


def test_nothing_at_all_is_recorded_as_nothing(store: EventStore) -> None:
    assert counts(record(store)) == (0, 0, 0, 0)
    assert store.head() == 0


def test_a_delivery_without_its_place_is_a_mistake(sqlite_store: EventStore) -> None:
    with pytest.raises(ValueError, match="place"):
        sqlite_store.record([delivery(1)], places=[])


def test_versions_of_a_stream_have_no_gaps_over_batches_and_restarts(store_url: str) -> None:
    for start in (0, 30, 60):
        store = open_store(store_url, create=True)
        record(store, *deliveries(range(start, start + 30)))
        record(store, *deliveries(range(start, start + 20)))
        rows = store.read_after(0, 1000)
        store.close()
    versions = Counter(row.stream for row in rows)
    assert sorted((row.stream, row.version) for row in rows) == sorted(
        (stream, version) for stream, last in versions.items() for version in range(1, last + 1)
    )
    assert len(rows) == 90


def test_a_batch_of_many_sources_is_recorded(store: EventStore) -> None:
    many = [delivery(number, source=f"/source/{number}") for number in range(300)]
    assert counts(record(store, *many)) == (300, 300, 0, 0)
    assert counts(record(store, *many)) == (300, 0, 300, 0)


def test_positions_rise_and_the_last_is_told(store: EventStore) -> None:
    told = [record(store, *deliveries(range(start, start + 3))).position for start in (0, 3, 6)]
    positions = [row.position for row in store.read_after(0, 100)]
    assert positions == sorted(set(positions))
    assert told == [positions[2], positions[5], positions[8]]


def test_several_callers_share_a_transaction_and_each_is_told_of_its_own(store: EventStore) -> None:
    record(store, delivery(1))
    parcels = [
        Parcel([delivery(2), delivery(1)], ["a:1", "a:2"]),
        Parcel([], []),
        Parcel([read_event(b"{"), delivery(2), delivery(2, stage="offer")], ["b:1", "b:2", "b:3"]),
    ]
    told = store.record_together(parcels)
    assert [counts(each) for each in told] == [(2, 1, 1, 0), (0, 0, 0, 0), (3, 0, 1, 2)]
    assert [[letter.place for letter in each.parked_letters] for each in told] == [[], [], ["b:1", "b:3"]]
    assert {each.position for each in told} == {store.head()}
    assert store.recorded_at_of(store.head()) == store.decode(store.read_after(1, 1)[0]).recorded_at


def test_letters_told_of_are_bounded(store: EventStore) -> None:
    recording = record(store, *(read_event(f"broken {number}".encode()) for number in range(70)))
    assert recording.parked == 70
    assert len(recording.parked_letters) == 50
    assert recording.parked_letters[0].place == "feed.jsonl:1"


def test_ids_that_look_alike_are_different(store: EventStore) -> None:
    raws = [event(1).replace(b'"e1"', name.encode()) for name in ('"e"', '"E"', '"e "', '"\\u00e9"', '"e\\u0301"')]
    assert counts(record(store, *map(read_event, raws))) == (5, 5, 0, 0)
