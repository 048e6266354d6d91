"""The facts that the code knows are the types of spec/feed.md, "Types", with their fields and required marks."""

import re

import msgspec
import pytest

from domain.facts.catalogue import FACTS
from tests.spec.documents import section, table

ASIDE = re.compile(r"\([^()]*\)|\{[^{}]*\}")
"""What stands in brackets: remarks, lists of values, and the parts of money."""
FIELD = re.compile(r"`(\w+)`(\*?)")
FIELDS_OF_OPENED = re.compile(r", then any field of `opened` but its id and `opened_on`;.*")
OPENED, UPDATED = "hr.requisition.opened.v1", "hr.requisition.updated.v1"


def _required(told: str) -> dict[str, bool]:
    return {name: mark == "*" for name, mark in FIELD.findall(told)}


def types() -> dict[str, dict[str, bool]]:
    """Each type with its fields, and whether one is required."""
    found = {}
    for topics, told, *_ in table(section("feed", "Types")):
        fields = _required(FIELDS_OF_OPENED.sub("", ASIDE.sub("", told)))
        found.update(dict.fromkeys(re.findall(r"`(hr\.[^`]+)`", topics), fields))
    again = {name: False for name in found[OPENED] if name not in {"requisition", "opened_on"}}
    return {**found, UPDATED: {**again, **found[UPDATED]}}


TYPES = types()


def test_the_table_was_read() -> None:
    assert len(TYPES) == 42
    assert TYPES["hr.offer.expired.v1"] == {"offer": True, "reason": False}
    assert TYPES[UPDATED]["effective_on"]
    assert not TYPES[UPDATED]["title"]


def test_the_code_knows_the_types_of_the_table() -> None:
    assert FACTS.keys() == TYPES.keys()


@pytest.mark.parametrize("topic", sorted(TYPES))
def test_a_type_has_the_fields_of_the_table(topic: str) -> None:
    fields = msgspec.structs.fields(FACTS[topic])
    assert {field.name: field.required for field in fields} == TYPES[topic]
