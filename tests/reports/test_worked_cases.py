"""The worked cases of reports and of what-if, on both stores, the facts shuffled within each push."""

from datetime import date, datetime
from typing import Any

import msgspec
import pytest

from api.simulating import check_terms
from projections.engine.asking.reader import Reader
from projections.reports import queries
from projections.reports.queries import Asked
from tests.payouts.test_worked_cases_recorded import play
from tests.support.cash_desk import CashDesk
from tests.support.houses import House, Houses
from tests.support.money_cases import CASES, LAST_OF_PAYOUTS, MoneyCase

REPORT_CASES = [case for case in CASES if case.number > LAST_OF_PAYOUTS]


def a_day(words: dict[str, Any], name: str) -> date | None:
    return date.fromisoformat(words[name]) if name in words else None


def answer(house: House, reader: Reader, ask: str, words: dict[str, Any]) -> Any:
    known_at = words.get("known_at")
    up_to = house.store.position_at(datetime.fromisoformat(known_at)) if known_at else None
    month = words.get("from_month")
    asked = Asked(
        date.fromisoformat(words["as_of"]),
        up_to,
        date.fromisoformat(f"{month}-01") if month else a_day(words, "from"),
        a_day(words, "to"),
        words.get("kind", "cohort"),
        frozenset((words["requisition"],)) if "requisition" in words else None,
    )
    if ask == "simulate":
        assert asked.first is not None
        assert asked.last is not None
        return queries.simulate(reader, check_terms(words["terms"]), asked.first, asked.last, asked)
    name = {"bonus_liability": "ask_liability", "bonus_forecast": "ask_forecast"}.get(ask, f"ask_{ask}")
    return getattr(queries, name)(reader, asked)


def test_there_are_five() -> None:
    assert [case.number for case in REPORT_CASES] == [44, 45, 46, 47, 48]


@pytest.mark.parametrize("case", REPORT_CASES, ids=lambda case: case.name)
def test_a_worked_case_answers_as_written(case: MoneyCase, houses: Houses) -> None:
    house = houses(case.timezone)
    desk = CashDesk(house)
    play(desk, case)
    desk.engine.catch_up()
    for ask in case.asks:
        with desk.engine.reader() as reader:
            found = answer(house, reader, ask["ask"], ask["with"])
        assert msgspec.json.decode(msgspec.json.encode(found)) == ask["answer"], ask
