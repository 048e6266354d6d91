"""A hiring log that nobody here wrote: the totals of tests/data/README.md, in whatever order its files are pushed."""

import gzip
from collections import Counter
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from random import Random
from typing import Any

import pytest

from consumers.feed.line import Line
from consumers.feed.push import push
from domain.rules.row import Row
from projections.bonuses.queries import bonus_report
from tests.support.budget import NIGHTLY
from tests.support.houses import House, Houses

FOLDER = Path(__file__).parent.parent / "data"
EVENTS = 71_752
TODAY = date(2015, 12, 31)
# As of: earned, waiting, forfeited, ineligible, waiting for what, earned amount, waiting amount.
TOTALS: dict[date, tuple[Any, ...]] = {
    date(2015, 2, 28): (
        0, 1526, 4486, 854, {"acceptance": 404, "application": 222, "milestone": 900}, "0", "1099500.00",
    ),
    date(2015, 6, 30): (
        419, 998, 4595, 854, {"acceptance": 404, "application": 222, "milestone": 372}, "320125.00", "700375.00",
    ),
    TODAY: (791, 404, 4595, 1076, {"acceptance": 404}, "605000.00", "304500.00"),
}  # fmt: skip
MIXED = "mixed, some of it twice"
ORDERS = {"sqlite": ("added first", MIXED), "postgres": ("log first", MIXED) if NIGHTLY else (MIXED,)}


def _lines(name: str) -> list[Line]:
    raw = gzip.decompress((FOLDER / f"{name}.jsonl.gz").read_bytes()).splitlines()
    return [Line(f"{name}:{number}", line) for number, line in enumerate(raw, 1)]


def _feed(order: str) -> list[Line]:
    log, added = _lines("hiring-log"), _lines("hiring-log-added")
    if order == MIXED:
        rng = Random(7)
        mixed = [*log, *added, *rng.sample(log, 2_000)]
        rng.shuffle(mixed)
        return mixed
    return [*added, *log] if order == "added first" else [*log, *added]


def _totals(rows: Sequence[Row]) -> tuple[Any, ...]:
    counts = Counter(row.entitlement for row in rows)
    waits = Counter(row.waiting_for for row in rows if row.waiting_for)
    amounts = {"earned": Decimal(0), "waiting": Decimal(0), "forfeited": Decimal(0), "ineligible": Decimal(0)}
    for row in rows:
        amounts[row.entitlement] += Decimal(row.amount)
    numbers = [counts[name] for name in ("earned", "waiting", "forfeited", "ineligible")]
    return (*numbers, dict(waits), str(amounts["earned"]), str(amounts["waiting"]))


def _check(house: House) -> dict[str, str]:
    with house.engine().reader() as reader:
        for day, totals in TOTALS.items():
            assert _totals(bonus_report(reader, day)) == totals
    return house.digests([TODAY])[TODAY]


def _fill(house: House, order: str) -> None:
    feed = _feed(order)
    totals = push(house.store, feed)
    assert (totals.recorded, totals.repeated, totals.parked) == (EVENTS, len(feed) - EVENTS, 0)
    house.engine(TODAY).catch_up()


def test_the_totals_are_those_of_the_log_in_any_order(houses: Houses, request: pytest.FixtureRequest) -> None:
    digests = []
    for order in ORDERS[request.node.callspec.params["houses"]]:
        house = houses("UTC")
        _fill(house, order)
        digests.append(_check(house))
    assert all(digest == digests[0] for digest in digests)
    again = push(house.store, _lines("hiring-log-added"))
    assert (again.recorded, again.parked) == (0, 0)
    assert house.engine(TODAY).catch_up() == 0
