"""What was right in the field stays right: each feed pushed, and its rows for the days asked."""

import json
from datetime import date
from pathlib import Path

import msgspec
import pytest

from consumers.feed.files import read_lines
from consumers.feed.push import push
from projections.bonuses.queries import bonus_report
from tests.support.houses import House

CASES = sorted((Path(__file__).parent / "passed").iterdir())


def test_there_are_twenty_one() -> None:
    assert len(CASES) == 21


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_the_rows_are_those_that_were_right(case: Path, house: House) -> None:
    totals = push(house.store, read_lines(str(case / "facts.jsonl")))
    assert (totals.read, totals.parked) == (totals.recorded, 0)
    engine = house.engine()
    engine.catch_up()
    with engine.reader() as reader:
        for ask in json.loads((case / "expect.json").read_text())["asks"]:
            rows = bonus_report(reader, date.fromisoformat(ask["as_of"]))
            assert msgspec.json.decode(msgspec.json.encode(rows)) == ask["rows"]
