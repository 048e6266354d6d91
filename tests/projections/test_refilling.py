"""While read models are filled again nobody is answered with less than was known before."""

from datetime import date

import pytest
from sqlalchemy import update

from projections.bonuses.queries import bonus_report
from projections.engine.refilling import BeingFilled
from projections.engine.tables import progress
from tests.support.houses import House
from tests.support.worked_cases import CASES

CAP = next(case for case in CASES if case.name == "cap")


def test_nobody_is_answered_before_what_was_known_can_be_read_again(house: House) -> None:
    house.push(CAP.events)
    house.engine().catch_up()
    engine = house.engine(route_batch=2, decide_batch=1)
    engine.begin_again()
    for _ in range(3):
        engine.step()
        with pytest.raises(BeingFilled, match="filled again"), engine.reader():
            pass
        with pytest.raises(BeingFilled):
            engine.find_readable()
    engine.catch_up()
    with engine.reader() as reader:
        assert len(bonus_report(reader, date(2026, 6, 30))) == 6
    assert engine.find_readable() == house.store.head()


def test_who_was_killed_before_saying_that_all_is_filled_keeps_nobody_waiting(house: House) -> None:
    house.push(CAP.events)
    house.engine().catch_up()
    with house.database.writing() as connection:
        connection.execute(update(progress).values(regain=1))
    engine = house.engine()
    engine.prepare()
    assert engine.find_readable() == house.store.head()
