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
from tests.spec.documents import document
from tests.support.feed_table import FIELDS, KIND_OF, UPDATED


def test_the_table_was_read() -> None:
    assert len(FIELDS) == 42
    assert FIELDS["hr.offer.expired.v1"] == {"offer": ("text", True), "reason": ("text", False)}
    assert FIELDS[UPDATED]["effective_on"] == ("date", True)
    assert FIELDS[UPDATED]["title"] == ("text", False)
    assert {name for fields in FIELDS.values() for name in fields} >= KIND_OF.keys()


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
    assert FACTS.keys() == FIELDS.keys()


@pytest.mark.parametrize("topic", sorted(FIELDS))
def test_a_type_has_the_fields_of_the_table(topic: str) -> None:
    fields = msgspec.structs.fields(FACTS[topic])
    assert {field.name: field.required for field in fields} == {
        name: told.required for name, told in FIELDS[topic].items()
    }
