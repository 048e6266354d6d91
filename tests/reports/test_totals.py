"""In random histories every total of a report equals a sum over the raw rows."""

import os
from collections import Counter
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from random import Random

import pytest

from domain.money import money_text
from domain.payouts.owed import NOTHING, group_owed
from domain.payouts.views.balance import gather_amounts
from domain.reports.forecast import Expected, report_forecast
from domain.reports.liability import list_days, report_liability, sum_up
from domain.rules.row import Row
from tests.support.histories import random_history, split_into_pushes
from tests.support.money_world import Clerk
from tests.support.till import Till

HISTORIES = int(os.environ.get("VOUCH_REPORT_HISTORIES", "60"))


def played(seed: int) -> tuple[Till, date]:
    """A till after a random history of facts and acts."""
    rng = Random(seed)
    till = Till()
    clerk = Clerk(rng, till, datetime(2026, 4, 1, tzinfo=UTC) + timedelta(days=rng.randint(0, 200)), 40)
    for batch in split_into_pushes(random_history(rng), rng):
        till.push(batch, clerk.at)
        for _ in range(rng.randint(1, 5)):
            clerk.wait()
            clerk.act()
    return till, till.day(clerk.at)


def sums(rows: list[Row], **wanted: str) -> dict[str, Decimal]:
    found: Counter[str] = Counter()
    for row in rows:
        if row.currency and all(getattr(row, name) == value for name, value in wanted.items()):
            found[row.currency] += Decimal(row.amount)  # type: ignore[assignment]
    return {currency: Decimal(amount) for currency, amount in found.items()}


@pytest.mark.parametrize("shard", range(2))
def test_every_total_is_a_sum_of_raw_rows(shard: int) -> None:
    for number in range(HISTORIES // 2):
        till, on = played(number * 2 + shard)
        for day in list_days(on.replace(day=1) - timedelta(days=40), on):
            check_liability(till, day)
            check_forecast([each.row for each in till.rows(None, day, till.position)], day)


def check_liability(till: Till, day: date) -> None:
    bonus_rows = till.rows(None, day, till.position)
    rows, books, owed = [each.row for each in bonus_rows], till.books(day), group_owed(bonus_rows, till.worker)
    report = report_liability([(day, sum_up(rows, owed, books))])
    keys = {*owed, *map(books.key, books.ledger.lines.values())}
    amounts = [(key.currency, gather_amounts(books, key, owed.get(key, NOTHING))) for key in keys]
    for row in report:
        mine = [each for currency, each in amounts if currency == row.currency]
        assert Decimal(row.earned) == sums(rows, entitlement="earned").get(row.currency, 0)
        assert Decimal(row.accrued) == sums(rows, waiting_for="milestone").get(row.currency, 0)
        assert Decimal(row.paid) - Decimal(row.recovered) == sum(each.paid for each in mine)
        assert Decimal(row.sent) == sum(each.in_flight for each in mine)
        assert Decimal(row.to_pay) - Decimal(row.to_recover) == sum(each.open for each in mine)
        settled = Decimal(row.paid) - Decimal(row.recovered) + Decimal(row.sent)
        assert Decimal(row.earned) == settled + Decimal(row.to_pay) - Decimal(row.to_recover) - Decimal(row.kept)
        assert row.earned == money_text(Decimal(row.earned), row.currency)


def check_forecast(rows: list[Row], day: date) -> None:
    report = report_forecast((Expected(row, None) for row in rows), day)
    waiting = [row for row in rows if row.entitlement == "waiting" and row.currency]
    assert sum(row.instalments for row in report) == len(waiting)
    for currency, amount in sums(waiting).items():
        assert sum(Decimal(row.amount) for row in report if row.currency == currency) == amount
