"""Times as the field writes them: an instant is recorded, of any year; what is none is parked with the truth."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from consumers.feed.files import read_lines
from consumers.feed.push import push
from projections.bonuses.queries import bonus_report
from tests.support.houses import House, Houses

FOLDER = Path(__file__).parent
NO_INSTANT = {6, 8, 9, 10, 11, 12, 14, 15, 16, 20, 37, 38, 39, 40, 41, 42, 43}
REASONS = {
    **dict.fromkeys(NO_INSTANT, ("bad_time", "of RFC 3339")),
    **dict.fromkeys((3, 4), ("bad_time", "leap second")),
    **dict.fromkeys((35, 36), ("wrong_type", "of RFC 3339")),
    **dict.fromkeys((22, 32, 33), ("out_of_range", "in the years 0001 to 9999")),
    17: ("bad_time", "with its offset"),
    34: ("bad_time", "no such day"),
}
"""Why events cannot be read, by number; all others can."""


def test_the_spellings_of_times(house: House) -> None:
    totals = push(house.store, read_lines(str(FOLDER / "12-time-spellings" / "facts.jsonl")))
    assert (totals.read, totals.parked) == (44, len(REASONS))
    letters = {int((letter.id or "")[1:]): letter for letter in house.store.list_dead_letters()}
    assert letters.keys() == REASONS.keys()
    for number, (reason, says) in REASONS.items():
        assert (letters[number].reason, letters[number].field) == (reason, "time")
        assert says in letters[number].detail
    times = {fact.id: fact.time for fact in house.store.decode_rows(house.store.read_after(0, 99))}
    assert times["t21"] == datetime(1, 1, 1, tzinfo=UTC)
    assert times["t31"] == datetime(9999, 12, 31, 23, 59, 59, 999_999, UTC)


@pytest.mark.parametrize("timezone", ["Pacific/Auckland", "America/Los_Angeles"])
def test_since_the_first_day_of_the_calendar(houses: Houses, timezone: str) -> None:
    house = houses(timezone)
    assert push(house.store, read_lines(str(FOLDER / "08-since-0001-01-01" / "facts.jsonl"))).recorded == 8
    engine = house.engine()
    engine.catch_up()
    with engine.reader() as reader:
        (row,) = bonus_report(reader, date(2026, 6, 30))
    assert (row.entitlement, row.milestone_on, row.amount) == ("earned", date(2026, 5, 31), "2000.00")
