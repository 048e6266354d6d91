"""Why a referral of a capped referrer stands as it does: as of the flat list of facts, though only one is explained."""

from datetime import date

import pytest

from domain.rules.decide import decide_uncapped
from domain.rules.eligibility import judge
from domain.rules.explain import Explanation, explain
from domain.state.organisation import Organisation
from projections.bonuses.queries import why
from projections.engine.folding import decide_or_single_out
from projections.engine.slice import Slice
from tests.support.houses import House
from tests.support.story import employed, fact, hired, opened, programme
from tests.support.told import all_told

LAST = date(2026, 7, 1)
EARLY = date(2026, 5, 30)
"""The day before the first milestone."""


def _story(bonuses: int) -> list[dict[str, object]]:
    capped = programme(cap={"bonuses": bonuses, "per": "calendar_year"})
    merged = fact("candidate.merged", "2026-06-01", losing="C-4", winning="C-3")
    return [capped, employed("E-1"), opened(), *(event for number in range(1, 5) for event in hired(number)), merged]


def _flat(events: list[dict[str, object]], as_of: date) -> list[Explanation]:
    return explain(decide_uncapped(judge(Organisation(all_told(events), as_of))))


@pytest.mark.parametrize("as_of", [EARLY, LAST])
@pytest.mark.parametrize("bonuses", [1, 2, 3, 4])
def test_each_is_explained_as_all_together_would_be(house: House, bonuses: int, as_of: date) -> None:
    told = _story(bonuses)
    house.push(told)
    house.engine(LAST).catch_up()
    must = _flat(told, as_of)
    assert {each.row.referral for each in must} == {"R-1", "R-2", "R-3", "R-4"}
    with house.engine(LAST).reader() as reader:
        for up_to in (None, reader.position):
            found = [each for number in range(1, 5) for each in why(reader, f"R-{number}", as_of, up_to)]
            assert found == must


def test_only_the_subject_of_the_referral_is_decided(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    house.push(_story(2))
    house.engine(LAST).catch_up()
    decided: list[int] = []

    def counted(slice_: Slice) -> list[object]:
        decided.extend(slice_.subjects)
        return list(decide_or_single_out(slice_))

    monkeypatch.setattr("projections.bonuses.queries.decide_or_single_out", counted)
    with house.engine(LAST).reader() as reader:
        [explained] = why(reader, "R-2", LAST)
    [finding] = [rule for rule in explained.rules if rule.rule == "cap_reached"]
    counting = finding.values["counting"]
    assert isinstance(counting, list)
    assert len(counting) == 1
    assert len(decided) == 1
