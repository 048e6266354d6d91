"""Facts that Vouch says itself: read as its own, with an id made of their content; nobody else may say them."""

from datetime import UTC, datetime, timedelta, timezone

import pytest

from domain.feed.delivery import Unreadable
from domain.feed.reading import read_event
from domain.feed.saying import read_own_event, say
from tests.feed.events import event

LINKED = "hr.identity.linked.v1"
WHEN = datetime(2026, 3, 2, 9, tzinfo=UTC)
LINK = {"employee": "E-1", "account": "A-1"}


def test_the_source_is_the_part_that_says_it() -> None:
    said = say("identities", LINKED, WHEN, LINK)
    assert (said.source, said.time, said.fact.stream) == ("/vouch/identities", WHEN, said.fact.stream)
    assert read_own_event(said.raw) == said


def test_the_same_said_again_is_the_same_event() -> None:
    first = say("identities", LINKED, WHEN, LINK)
    again = say("identities", LINKED, WHEN.astimezone(timezone(timedelta(hours=2))), dict(reversed(LINK.items())))
    other = say("identities", LINKED, WHEN, {**LINK, "account": "A-2"})
    assert (first.id, first.content) == (again.id, again.content)
    assert first.id != other.id


def test_what_is_no_fact_of_the_feed_is_not_said() -> None:
    with pytest.raises(ValueError, match="not_exactly_one"):
        say("identities", LINKED, WHEN, {"employee": "E-1"})


def test_from_outside_it_cannot_be_read() -> None:
    outside = read_event(say("identities", LINKED, WHEN, LINK).raw)
    assert isinstance(outside, Unreadable)
    assert (outside.reason, outside.field) == ("reserved_source", "source")


def test_other_events_are_read_alike() -> None:
    assert read_own_event(event()) == read_event(event())
