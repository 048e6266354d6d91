"""Every worked case of a vendor: the same facts in any order of the deliveries, the same ids when they come again."""

from datetime import timedelta
from random import Random
from typing import Any

import pytest
from msgspec.json import encode
from msgspec.structs import replace

from consumers.vendors.catalogue import VENDORS
from consumers.vendors.outcomes import IGNORED
from domain.facts.instants import write_instant
from tests.vendors.cases import FOLDER, list_cases, read_case, tell


def comparable(facts: list[dict[str, Any]]) -> list[str]:
    """Spell facts so that they compare whatever the spelling of their instants; times of equals in any order."""
    return sorted(encode({**fact, "time": write_instant(fact["time"])}, order="sorted").decode() for fact in facts)


@pytest.mark.parametrize("name", list_cases())
def test_a_case(name: str) -> None:
    case = read_case(name)
    verdicts = case.translate()
    assert comparable(tell(verdicts)) == comparable(case.facts)
    said = [{"outcome": each.outcome, "reason": each.reason} for each in verdicts]
    assert said == [{"outcome": each["outcome"], "reason": each.get("reason")} for each in case.expected]
    assert all(each.reason in IGNORED for each in verdicts if each.outcome == "ignored")


@pytest.mark.parametrize("name", list_cases())
def test_in_any_order_and_told_again(name: str) -> None:
    case = read_case(name)
    once = {event.id for verdict in case.translate() for event in verdict.events}
    again = [
        replace(each, received_at=each.received_at and each.received_at + timedelta(seconds=90))
        for each in case.deliveries
    ]
    for seed in range(5):
        shuffled = [*case.deliveries, *again]
        Random(seed).shuffle(shuffled)
        assert {event.id for verdict in case.translate(shuffled) for event in verdict.events} == once


def test_every_vendor_has_worked_cases() -> None:
    assert {name.split("/")[0] for name in list_cases()} == set(VENDORS) == {path.name for path in FOLDER.iterdir()}
