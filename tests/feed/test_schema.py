"""The JSON Schema of an event takes what the feed takes, of any type, and refuses the rest."""

from typing import Any

import jsonschema
import pytest

from domain.facts.catalogue import EVENTS, FACTS
from domain.feed.schema import event_schema
from tests.facts.frozen import data_of
from tests.feed.events import ENVELOPE
from tests.support.worked_cases import CASES

SCHEMA = jsonschema.Draft202012Validator(event_schema())
GOOD = ENVELOPE | {"data": {"offer": "O-1"}}


def changed(**attributes: Any) -> dict[str, Any]:
    """A good event with other attributes; one given as `...` is left out."""
    return {name: value for name, value in {**GOOD, **attributes}.items() if value is not ...}


def test_it_is_a_schema() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA.schema)


@pytest.mark.parametrize("topic", FACTS)
def test_it_takes_an_event_of_any_type_and_no_other_data(topic: str) -> None:
    SCHEMA.validate(changed(type=topic, data=data_of(topic)))
    assert not SCHEMA.is_valid(changed(type=topic, data={}))
    assert not SCHEMA.is_valid(changed(type=topic, data={name: [[]] for name in data_of(topic)}))


def test_it_takes_the_worked_cases() -> None:
    assert all(SCHEMA.is_valid(event) for case in CASES[::5] for event in case.events)


@pytest.mark.parametrize("topic", [*EVENTS, "hr.offer.accepted.v2", ""])
def test_it_refuses_other_types(topic: str) -> None:
    assert not SCHEMA.is_valid(changed(type=topic))


@pytest.mark.parametrize(
    "attributes",
    [
        {"sequence": None, "subject": "x", "partitionkey": None, "datacontenttype": "application/vnd.hr+json; a=b"},
        {"datacontenttype": ""},
        {"time": "2026-03-02t09:00:00.5z"},
        {"traceparent": 5},
        {"source": "/vouchers"},
        {"data": ..., "data_base64": "eyJvZmZlciI6Ik8tMSJ9"},
        {"data": {"offer": "O-1", "reason": None, "unknown": [1]}},
    ],
)
def test_it_takes_other_envelopes(attributes: dict[str, Any]) -> None:
    SCHEMA.validate(changed(**attributes))


@pytest.mark.parametrize("value", [{}, [], [GOOD], "x", None, 1])
def test_it_refuses_what_is_no_event(value: Any) -> None:
    assert not SCHEMA.is_valid(value)


@pytest.mark.parametrize(
    "attributes",
    [
        *({name: ...} for name in GOOD),
        *({name: 5} for name in GOOD),
        {"specversion": "0.3"},
        {"id": ""},
        {"id": "x" * 201},
        {"source": "/vouch"},
        {"source": "/vouch/identities"},
        {"source": "x" * 501},
        {"time": "2026-03-02"},
        {"time": "2026-03-02T09:00:00"},
        {"time": "2026-03-02T09:00:60Z"},
        {"sequence": 7},
        {"sequence": "x" * 201},
        {"datacontenttype": "text/plain"},
        {"data": []},
        {"data_base64": "e30="},
        {"data": {"offer": 5}},
    ],
)
def test_it_refuses_other_envelopes(attributes: dict[str, Any]) -> None:
    assert not SCHEMA.is_valid(changed(**attributes))
