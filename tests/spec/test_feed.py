"""The facts that the code knows are the types of spec/feed.md, "Types", with their fields and required marks."""

import json
import re

import msgspec
import pytest

from domain.facts.catalogue import FACTS
from domain.facts.checking import find_fault
from domain.facts.instants import find_misread, read_instant
from domain.facts.shapes import shape_of
from domain.facts.terms import Terms
from tests.spec.documents import document, section, table

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


def test_the_limits_are_those_of_the_code() -> None:
    (limits,) = (line for line in document("feed").splitlines() if line.startswith("Limits: "))
    days, hours = (int(found.replace(",", "")) for found in re.findall(r"0 to ([0-9,]+[0-9])", limits))
    years = re.findall(r"[0-9]{4}", limits.partition("years ")[2])
    assert "`out_of_range`" in limits
    for said, of in ((days, {"transfer_gap_days": days}), (hours, {"ownership": {"grace_hours": hours}})):
        terms = {"amount": {"currency": "USD", "default": "1"}}
        assert find_fault({**terms, **of}, shape_of(Terms), "terms") is None
        over = json.loads(json.dumps(of).replace(str(said), str(said + 1)))
        fault = find_fault({**terms, **over}, shape_of(Terms), "terms")
        assert fault is not None
        assert (fault.reason, str(said) in fault.detail) == ("out_of_range", True)
    assert all(read_instant(f"{year}-06-30T00:00:00Z") for year in years)
    assert [find_misread(f"{year}-06-30T00:00:00Z") for year in ("0000", "10000")] == ["out_of_range"] * 2


def test_the_code_knows_the_types_of_the_table() -> None:
    assert FACTS.keys() == TYPES.keys()


@pytest.mark.parametrize("topic", sorted(TYPES))
def test_a_type_has_the_fields_of_the_table(topic: str) -> None:
    fields = msgspec.structs.fields(FACTS[topic])
    assert {field.name: field.required for field in fields} == TYPES[topic]
