"""Dead letters: kept whole and once, listed without their bytes, replayed when they can be read, dropped."""

from datetime import UTC, datetime

import msgspec
import pytest

from domain.feed.delivery import Delivery, Unreadable
from domain.feed.reading import read_event
from domain.store import EventStore, Fate
from domain.store.dead_letters.letters import LetterFilter
from tests.store.deliveries import counts, delivery, event, record

UNKNOWN_TYPE = event(1).replace(b"stage_changed", b"stage_vanished")


def read_later(raw: bytes) -> Delivery | Unreadable:
    """The feed as a later version reads it: it knows the type."""
    return read_event(raw.replace(b"stage_vanished", b"stage_changed"))


def outcomes(fates: list[Fate]) -> list[tuple[int, str]]:
    return [(fate.letter, fate.outcome) for fate in fates]


def test_a_letter_is_kept_whole_with_its_reason_and_place(store: EventStore) -> None:
    before = datetime.now(UTC)
    record(store, delivery(7), read_event(UNKNOWN_TYPE))
    (letter,) = store.list_dead_letters()
    assert (letter.status, letter.reason, letter.place, letter.seen) == ("open", "unknown_type", "feed.jsonl:2", 1)
    assert (letter.source, letter.id, letter.size) == ("/ats", "e1", len(UNKNOWN_TYPE))
    assert before <= letter.parked_at <= datetime.now(UTC)
    assert letter.raw is None
    assert store.find_dead_letter(letter.letter) == msgspec.structs.replace(letter, raw=UNKNOWN_TYPE)
    assert store.find_dead_letter(999) is None


@pytest.mark.parametrize("raw", [b"", b"\0\xff\xfe", b"\xed\xa0\x80", b"x" * 2_000_000])
def test_any_bytes_can_be_kept(store: EventStore, raw: bytes) -> None:
    recording = record(store, read_event(raw))
    kept = store.find_dead_letter(recording.parked_letters[0].letter)
    assert kept is not None
    assert kept.raw == raw


def test_texts_that_a_database_cannot_keep_are_mended(store: EventStore) -> None:
    odd = Unreadable(b"raw", "bad_id", "data.\0\ud800", "It is not right.", "/\0", "\udfff" * 5_000)
    recording = store.record([odd], places=["\udcff\0.jsonl:1"])
    (letter,) = store.list_dead_letters()
    assert (letter.field, letter.place, letter.source) == ("data.\ufffd?", "?\ufffd.jsonl:1", "/\ufffd")
    assert letter.id is not None
    assert len(letter.id) == 1_000
    assert recording.parked_letters[0].field == letter.field


def test_the_same_bytes_do_not_pile_up(store: EventStore) -> None:
    record(store, read_event(b"{"))
    recording = record(store, delivery(1), read_event(b"{"), read_event(b"{"))
    assert counts(recording) == (3, 1, 0, 2)
    (letter,) = store.list_dead_letters()
    assert (letter.place, letter.seen) == ("feed.jsonl:1", 3)
    assert {told.letter for told in recording.parked_letters} == {letter.letter}


def test_a_conflicting_resend_does_not_pile_up_either(store: EventStore) -> None:
    record(store, delivery(1))
    for _ in range(3):
        assert record(store, delivery(1, stage="offer")).parked == 1
    assert [(letter.reason, letter.seen) for letter in store.list_dead_letters()] == [("conflicting_resend", 3)]


def test_the_same_bytes_for_another_reason_are_another_letter(store: EventStore) -> None:
    raw = event(1)
    record(store, Unreadable(raw, "too_large", None, "It is too large."), Unreadable(raw, "bad_id", "id", "Bad."))
    assert [letter.reason for letter in store.list_dead_letters()] == ["too_large", "bad_id"]


def test_letters_are_listed_in_pages_and_by_status(store: EventStore) -> None:
    record(store, *(read_event(f"broken {number}".encode()) for number in range(9)))
    everything = [letter.letter for letter in store.list_dead_letters(limit=100)]
    assert [letter.letter for letter in store.list_dead_letters(after=everything[3], limit=3)] == everything[4:7]
    store.drop(everything[:2])
    assert [letter.letter for letter in store.list_dead_letters()] == everything[2:]
    assert [letter.letter for letter in store.list_dead_letters("dropped")] == everything[:2]
    assert [letter.letter for letter in store.list_dead_letters(None)] == everything
    assert store.count_dead_letters() == 7


def test_letters_are_picked_by_reason_source_and_place(store: EventStore) -> None:
    delivered = [read_event(UNKNOWN_TYPE), read_event(b"{"), read_event(b"[")]
    store.record(delivered, places=["a%.jsonl:1", "a_.jsonl:2", "b.jsonl:1"])
    picked = [
        (LetterFilter(), ["unknown_type", "bad_json", "bad_json"]),
        (LetterFilter(reason="bad_json"), ["bad_json", "bad_json"]),
        (LetterFilter(source="/ats"), ["unknown_type"]),
        (LetterFilter(place="a%"), ["unknown_type"]),
        (LetterFilter(place="a_.jsonl"), ["bad_json"]),
        (LetterFilter(reason="bad_json", place="b"), ["bad_json"]),
    ]
    for only, reasons in picked:
        assert [letter.reason for letter in store.list_dead_letters(only=only)] == reasons
        counts = store.count_letters_by_reason(only=only)
        assert counts == {reason: reasons.count(reason) for reason in reasons}
    assert list(store.count_letters_by_reason()) == ["bad_json", "unknown_type"]
    assert store.count_letters_by_reason("dropped") == {}


def test_what_can_be_read_by_now_is_recorded(store: EventStore) -> None:
    record(store, read_event(UNKNOWN_TYPE))
    number = store.list_dead_letters()[0].letter
    assert outcomes(store.replay([number]).fates) == [(number, "unreadable")]
    replay = store.replay([number], read=read_later)
    assert outcomes(replay.fates) == [(number, "recorded")]
    (row,) = store.read_after(0, 9)
    assert (replay.position, store.decode(row).id) == (row.position, "e1")
    assert store.list_dead_letters() == []
    assert store.list_dead_letters("replayed")[0].letter == number


def test_replaying_again_is_harmless(store: EventStore) -> None:
    record(store, read_event(UNKNOWN_TYPE))
    number = store.list_dead_letters()[0].letter
    store.replay([number, number], read=read_later)
    again = store.replay([number, 77], read=read_later)
    assert outcomes(again.fates) == [(number, "settled"), (77, "unknown")]
    assert len(store.read_after(0, 9)) == 1


def test_what_is_recorded_already_settles_the_letter(store: EventStore) -> None:
    record(store, read_event(UNKNOWN_TYPE), delivery(1))
    number = store.list_dead_letters()[0].letter
    assert outcomes(store.replay([number], read=read_later).fates) == [(number, "repeated")]
    assert len(store.read_after(0, 9)) == 1


def test_replay_refuses_a_conflicting_resend_and_says_why(store: EventStore) -> None:
    record(store, delivery(1), delivery(1, stage="offer"))
    number = store.list_dead_letters()[0].letter
    (fate,) = store.replay([number]).fates
    assert fate.outcome == "refused"
    assert "the first one stands" in fate.detail
    assert [letter.letter for letter in store.list_dead_letters()] == [number]
    assert [fact.data.stage for fact in store.decode_rows(store.read_after(0, 9))] == ["screening"]


def test_of_two_letters_that_contradict_each_other_the_first_is_recorded(store: EventStore) -> None:
    other = UNKNOWN_TYPE.replace(b"screening", b"offer")
    record(store, read_event(UNKNOWN_TYPE), read_event(other))
    first, second = (letter.letter for letter in store.list_dead_letters())
    replay = store.replay([second, first], read=read_later)
    assert outcomes(replay.fates) == [(second, "recorded"), (first, "refused")]


def test_dropping_settles_without_recording_and_keeps_the_bytes(store: EventStore) -> None:
    record(store, read_event(b"{"), read_event(UNKNOWN_TYPE))
    broken, unknown = (letter.letter for letter in store.list_dead_letters())
    store.replay([unknown], read=read_later)
    for _ in range(2):
        assert outcomes(store.drop([broken, unknown, 77])) == [
            (broken, "dropped"),
            (unknown, "settled"),
            (77, "unknown"),
        ]
    kept = store.find_dead_letter(broken)
    assert kept is not None
    assert (kept.status, kept.raw) == ("dropped", b"{")
    assert outcomes(store.replay([broken]).fates) == [(broken, "settled")]


def test_what_was_dropped_stays_dropped_when_it_comes_again(store: EventStore) -> None:
    record(store, read_event(b"{"))
    store.drop([store.list_dead_letters()[0].letter])
    assert record(store, read_event(b"{")).parked == 1
    assert store.list_dead_letters() == []
    assert store.list_dead_letters(None)[0].seen == 2
