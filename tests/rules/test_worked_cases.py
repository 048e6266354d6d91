"""The worked cases, decided from a flat list of facts: in their own order, reversed and shuffled."""

import random
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import msgspec
import pytest

from domain.facts.base import Recorded
from domain.rules.decide import decide
from tests.support.told import all_told
from tests.support.worked_cases import ALL_CASES, CASES, IDENTITY_CASES, WorkedCase


def _facts(case: WorkedCase) -> list[Recorded[Any]]:
    return [fact for push in case.pushes for fact in all_told(push.events, push.recorded_at)]


@pytest.mark.parametrize("order", ["as written", "reversed", "shuffled"])
@pytest.mark.parametrize("case", ALL_CASES, ids=lambda case: case.name)
def test_a_worked_case_is_decided_as_written(case: WorkedCase, order: str) -> None:
    facts = _facts(case)
    if order == "reversed":
        facts.reverse()
    elif order == "shuffled":
        random.Random(case.name).shuffle(facts)
    for ask in case.asks:
        known_at = datetime.fromisoformat(ask["known_at"]) if "known_at" in ask else None
        rows = decide(facts, date.fromisoformat(ask["as_of"]), known_at, ZoneInfo(case.timezone))
        assert msgspec.json.decode(msgspec.json.encode(rows)) == ask["rows"]


def test_there_are_a_hundred_and_seven_cases() -> None:
    assert len(CASES) == 107


def test_there_are_nine_cases_of_who_is_who() -> None:
    assert len(IDENTITY_CASES) == 9
