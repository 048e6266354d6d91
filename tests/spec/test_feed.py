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
AWAITED = {
    "hr.employee.erased.v1", "hr.account.recorded.v1", "hr.identity.linked.v1", "hr.identity.unlinked.v1",
    "hr.fact.retracted.v1", "hr.fact.restored.v1",
}  # fmt: skip
"""Types that are specified and about to be built."""
AWAITED_FIELDS = {"number", "personal_email"}
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
    assert not FACTS.keys() - TYPES.keys()
    assert TYPES.keys() - FACTS.keys() <= AWAITED


@pytest.mark.parametrize("topic", sorted(TYPES.keys() & FACTS.keys()))
def test_a_type_has_the_fields_of_the_table(topic: str) -> None:
    fields = msgspec.structs.fields(FACTS[topic])
    known = {field.name: field.required for field in fields}
    awaited = {name: False for name in AWAITED_FIELDS if name in TYPES[topic]}
    assert {**known, **awaited} == TYPES[topic]
