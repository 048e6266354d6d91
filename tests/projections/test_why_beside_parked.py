"""A referral that cannot be decided keeps nobody else's from being explained."""

from datetime import date
from typing import Any

import pytest

from domain.rules.decide import decide_uncapped
from domain.rules.eligibility import Judged
from projections.bonuses.queries import why
from tests.support.houses import House
from tests.support.story import employed, hired, opened, programme


def test_the_others_of_the_same_referrer_are_explained(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    house.push([programme(), employed("E-1"), opened(), *hired(1), *hired(2)])
    engine = house.engine()
    engine.catch_up()

    def stumbling(judged: Judged) -> Any:
        if "R-2" in judged.cases:
            raise ArithmeticError
        return decide_uncapped(judged)

    monkeypatch.setattr("projections.engine.slice.decide_uncapped", stumbling)
    with engine.reader() as reader:
        explained = why(reader, "R-1", date(2026, 7, 1))
        assert [each.row.referral for each in explained] == ["R-1"]
        assert why(reader, "R-2", date(2026, 7, 1)) == []
