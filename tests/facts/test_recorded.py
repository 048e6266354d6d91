"""The envelope in which a fact is kept: its place in the order, and its name."""

from datetime import UTC, datetime

from domain.facts.base import Recorded
from domain.facts.catalogue import encode
from domain.facts.offer import OfferAccepted

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


def recorded(source: str = "/ats", name: str = "e1", sequence: str = "") -> Recorded[OfferAccepted]:
    return Recorded(source, name, NOON, NOON, OfferAccepted(offer="O-1"), sequence)


def test_facts_at_one_instant_stand_by_sequence_as_text_then_source_then_id() -> None:
    facts = [recorded("/b", "e1"), recorded(sequence="9"), recorded(sequence="10"), recorded(name="e2"), recorded()]
    assert sorted(facts, key=lambda each: each.order) == [facts[4], facts[3], facts[0], facts[2], facts[1]]


def test_a_reference_is_source_and_id() -> None:
    assert recorded("/ats", "e0004").ref == "/ats#e0004"


def test_it_is_written_in_utc_without_an_empty_sequence() -> None:
    assert encode(recorded()) == (
        b'{"source":"/ats","id":"e1","time":"2026-03-02T12:00:00Z","recorded_at":"2026-03-02T12:00:00Z",'
        b'"data":{"offer":"O-1"}}'
    )
