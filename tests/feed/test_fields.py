"""Every field of every type: the values it takes and those it does not, at their borders."""

from itertools import combinations
from typing import Any

import msgspec
import pytest

from domain.facts.catalogue import FACTS
from tests.facts.frozen import data_of
from tests.feed.events import delivered, event, refused
from tests.feed.fields import OPTIONAL, REQUIRED, TABLE, Field
from tests.feed.values import CLEARABLE, EMPTY, LISTS, VALUES
from tests.support.feed_table import ONE_OF


def name_of(field: Field) -> str:
    return f"{field.topic}:{field.name}"


def sent(field: Field, value: Any) -> bytes:
    data = data_of(field.topic)
    choices = ONE_OF.get(field.topic, frozenset())
    if field.name in choices:  # the others are not to be said with it, but one of them is where it is not
        data = {name: each for name, each in data.items() if name not in choices} | {field.name: "X-1"}
        if value in (..., None, ""):
            data[min(choices - {field.name})] = "X-2"
    if value is ...:
        del data[field.name]
        return event(data, field.topic)
    return event(data | {field.name: value}, field.topic)


@pytest.mark.parametrize("topic", FACTS)
def test_a_full_event_of_each_type_is_taken(topic: str) -> None:
    fact = delivered(event(data_of(topic), topic)).fact
    assert fact == msgspec.convert(data_of(topic), FACTS[topic])


@pytest.mark.parametrize("topic", FACTS)
def test_the_required_fields_are_enough(topic: str) -> None:
    least = {field.name for field in REQUIRED if field.topic == topic} | (
        ONE_OF.get(topic, set()) & data_of(topic).keys()
    )
    fact = delivered(event({name: value for name, value in data_of(topic).items() if name in least}, topic)).fact
    assert msgspec.to_builtins(fact).keys() == least


@pytest.mark.parametrize("field", TABLE, ids=name_of)
def test_good_values(field: Field) -> None:
    for value in VALUES[field.kind].good:
        if value or field.kind != "schedules" or not field.required:
            fact = delivered(sent(field, value)).fact
            if isinstance(value, str | int | bool):
                assert msgspec.to_builtins(getattr(fact, field.name)) == value
            if isinstance(value, list):
                assert getattr(fact, field.name) == tuple(value)


@pytest.mark.parametrize("field", TABLE, ids=name_of)
def test_bad_values(field: Field) -> None:
    for value, reason in VALUES[field.kind].bad:
        found, place = refused(sent(field, value))
        assert found == reason, value
        assert place is not None
        assert place.startswith(f"data.{field.name}")


@pytest.mark.parametrize("field", REQUIRED, ids=name_of)
@pytest.mark.parametrize("value", [..., None], ids=["left out", "null"])
def test_a_required_field_may_not_be_left_out(field: Field, value: Any) -> None:
    assert refused(sent(field, value)) == ("missing_field", f"data.{field.name}")


@pytest.mark.parametrize("field", REQUIRED, ids=name_of)
def test_a_required_field_may_not_be_empty(field: Field) -> None:
    value, reason = ([], "wrong_type") if field.kind == "schedules" else ("", EMPTY.get(field.kind, "not_in_list"))
    if field.kind in {"truth", "version", "closeness"}:
        reason = "wrong_type"
    assert refused(sent(field, value)) == (reason, f"data.{field.name}")


@pytest.mark.parametrize("field", OPTIONAL, ids=name_of)
def test_null_is_the_same_as_left_out(field: Field) -> None:
    null, left_out = delivered(sent(field, None)), delivered(sent(field, ...))
    assert getattr(null.fact, field.name) is None
    assert (null.fact, null.content) == (left_out.fact, left_out.content)


@pytest.mark.parametrize("field", [field for field in OPTIONAL if field.kind in CLEARABLE], ids=name_of)
def test_an_empty_text_clears_an_optional_field(field: Field) -> None:
    cleared = delivered(sent(field, ""))
    assert getattr(cleared.fact, field.name) == ""
    assert cleared.content != delivered(sent(field, ...)).content


@pytest.mark.parametrize("field", [field for field in OPTIONAL if field.kind in LISTS], ids=name_of)
def test_an_empty_list_clears_an_optional_field(field: Field) -> None:
    assert getattr(delivered(sent(field, [])).fact, field.name) == ()


def test_the_place_in_a_list_is_named_and_names_in_a_map_are_not() -> None:
    data = {"interview": "I-1", "application": "A-1", "interviewers": ["E-1", 5]}
    assert refused(event(data, "hr.interview.scheduled.v1")) == ("wrong_type", "data.interviewers[1]")
    terms = {"amount": {"currency": "USD", "default": "1", "by_level": {"canary": "x"}}}
    data = data_of("hr.bonus_program.published.v1") | {"terms": terms}
    assert refused(event(data, "hr.bonus_program.published.v1")) == ("bad_decimal", "data.terms.amount.by_level.*")


@pytest.mark.parametrize("reason", ["filled", "cancelled", "on_hold", "merged with another"])
def test_a_list_that_ends_with_other_text_takes_any(reason: str) -> None:
    closed = {"requisition": "Q-1", "closed_on": "2026-03-01", "reason": reason}
    ended = {"employment": "EM-1", "last_day": "2026-03-01", "reason": reason}
    delivered(event(closed, "hr.requisition.closed.v1"))
    delivered(event(ended, "hr.employment.ended.v1"))


@pytest.mark.parametrize("topic", ONE_OF)
def test_of_some_fields_exactly_one_must_be_there(topic: str) -> None:
    fields = sorted(ONE_OF[topic])
    data = {name: value for name, value in data_of(topic).items() if name not in fields}
    delivered(event(data | {fields[0]: "X-1", fields[1]: "", fields[2]: None}, topic))
    assert refused(event(data, topic)) == ("not_exactly_one", "data")
    assert refused(event(data | {fields[0]: ""}, topic)) == ("not_exactly_one", "data")
    for one, other in combinations(fields, 2):
        assert refused(event(data | {one: "X-1", other: "X-1"}, topic)) == ("not_exactly_one", "data")
