"""Test support: on which days what the read models hold reads differently, and whether that had been foreseen."""

from collections import Counter
from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any, NamedTuple

from sqlalchemy import select

from projections.engine.deciding.decider import find_stability
from projections.engine.loader import Loader
from projections.engine.slice import Loaded, Slice
from projections.engine.tables import subjects
from tests.support.houses import House

Reading = dict[int, Counter[tuple[Any, ...]]]
"""The content of every row of every read model, by subject."""


class Turning(NamedTuple):
    """The days on which something reads differently; those that were not foreseen; how many subjects were looked at."""

    days: set[date]
    unforeseen: set[date]
    subjects: int


def every_day(first: date, last: date) -> list[date]:
    """The days from the first to the last, both included."""
    return [first + timedelta(number) for number in range((last - first).days + 1)]


def turning(house: House, days: Iterable[date]) -> Turning:
    """Every subject decided for each of the consecutive days, and compared with the day before."""
    loaded = _everything(house)
    found = Turning(set(), set(), len(loaded.own))
    before: Reading = {}
    foreseen: dict[int, date | None] = {}
    for day in days:
        slice_ = Slice(loaded, day, house.zone)
        reading, stable = _reading(house, slice_), find_stability(slice_, (), house.models())
        for subject in before:
            if reading[subject] != before[subject]:
                found.days.add(day)
                if foreseen[subject] != day or stable[subject].since != day:
                    found.unforeseen.add(day)
        before, foreseen = reading, {subject: each.changes_on for subject, each in stable.items()}
    return found


def _everything(house: House) -> Loaded:
    with house.engine().reader() as reader:
        everybody = list(reader.connection.execute(select(subjects.c.subject)).scalars())
        return Loader(house.database, house.store, reader.connection, reader.position).load(everybody)


def _reading(house: House, slice_: Slice) -> Reading:
    found: Reading = {subject: Counter() for subject in slice_.subjects}
    for model in house.models():
        for table, rows in model.rows(slice_).items():
            for row in rows:
                found[row[0]][(table, *(model.content(table, row) or ()))] += 1
    return found
