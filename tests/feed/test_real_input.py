"""Real input: the hiring log and every event of the worked cases can be read."""

import gzip
import json
from pathlib import Path

import pytest

from domain.feed.careful import read_carefully
from domain.feed.delivery import Delivery
from domain.feed.reading import read_event
from tests.feed.events import delivered

TESTS = Path(__file__).parents[1]


@pytest.mark.parametrize(("name", "events"), [("hiring-log", 63_909), ("hiring-log-added", 7_843)])
def test_the_hiring_log(name: str, events: int) -> None:
    lines = gzip.decompress((TESTS / "data" / f"{name}.jsonl.gz").read_bytes()).splitlines()
    read = [delivered(line) for line in lines]
    assert len({(each.source, each.id) for each in read}) == events
    assert all(read_carefully(line) == each for line, each in zip(lines[::37], read[::37], strict=True))


def test_the_worked_cases() -> None:
    count = 0
    for path in (TESTS / "vectors").glob("*.json"):
        case = json.loads(path.read_text())
        for one in case.get("events") or [each for push in case["pushes"] for each in push["events"]]:
            assert isinstance(read_event(json.dumps(one).encode()), Delivery)
            count += 1
    assert count > 900
