"""Facts of the feed that Vouch says itself are recorded like any other; whoever claims to be Vouch is parked."""

from datetime import UTC, datetime

from domain.feed.reading import read_event
from domain.feed.saying import say
from domain.store import EventStore


def test_they_are_recorded_once_and_stay_whatever_is_delivered(store: EventStore) -> None:
    link = {"employee": "E-1", "account": "A-1"}
    said = say("identities", "hr.identity.linked.v1", datetime(2026, 3, 2, tzinfo=UTC), link)
    assert [store.record([said], places=["identities"]).recorded for _ in range(2)] == [1, 0]
    assert store.record([read_event(said.raw)], places=["feed.jsonl:1"]).parked == 1
    (letter,) = store.list_dead_letters()
    assert (letter.reason, letter.source) == ("reserved_source", "/vouch/identities")
    (fact,) = store.decode_rows(store.read_after(0, 9))
    assert (fact.source, fact.data.account) == ("/vouch/identities", "A-1")
