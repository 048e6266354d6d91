"""The rules that the code knows are those of the specification, in its order."""

import re

import pytest

from domain.rules.bars import BARS
from domain.rules.rulebook import RULES
from domain.state.application import CLOSING_REASON
from tests.rules.explaining import explained
from tests.spec.documents import section, table
from tests.support import outcomes
from tests.support.worked_cases import ALL_CASES, WorkedCase

PROGRESS = section("bonus", "3.")
BAR_TABLE = [row[0].strip("`") for row in table(section("bonus", "2."))]
FORFEITED = re.compile(r"`forfeited`[^`]*((?:`\w+`[, ]*)+)")
WAITING = re.compile(r"`waiting`, for `(\w+)`")


def lost() -> list[str]:
    """The reasons of section 3, in the order in which it gives them."""
    return [reason for found in FORFEITED.findall(PROGRESS) for reason in re.findall(r"\w+", found)]


def names(does: str) -> list[str]:
    return [rule.name for rule in RULES if rule.does == does]


def test_the_bars_are_the_table_in_its_order() -> None:
    assert len(BAR_TABLE) == 17
    assert [bar.name for bar in BARS] == BAR_TABLE
    assert names("bars") == BAR_TABLE


def test_the_reasons_of_loss_are_those_of_section_3_in_its_order() -> None:
    assert len(lost()) == 10
    assert names("loses") == lost()


def test_what_is_waited_for_is_what_section_3_says_in_its_order() -> None:
    told = list(dict.fromkeys(WAITING.findall(PROGRESS)))
    assert sorted(told) == ["acceptance", "application", "milestone", "offer", "start"]
    assert [*names("waits"), "milestone"] == told


def test_what_closes_an_application_is_the_row_of_section_3() -> None:
    (row,) = (cells for cells in table(PROGRESS) if cells[0] == "it is closed")
    assert list(CLOSING_REASON.values()) == re.findall(r"`(\w+_\w+)`", row[1])


def test_the_tests_know_the_same_outcomes() -> None:
    assert (set(BAR_TABLE), set(lost()), set(WAITING.findall(PROGRESS))) == (
        outcomes.BARS,
        outcomes.LOSSES,
        outcomes.WAITS,
    )


def test_a_bar_is_a_function_of_its_name() -> None:
    assert [bar.test.__name__ for bar in BARS] == BAR_TABLE


def test_the_rulebook_goes_down_the_paragraphs() -> None:
    paragraphs = [rule.paragraph for rule in RULES]
    assert paragraphs == sorted(paragraphs)
    assert len({rule.name for rule in RULES}) == len(RULES)


@pytest.mark.parametrize("case", ALL_CASES, ids=str)
def test_a_why_tests_the_rules_in_the_order_of_the_rulebook(case: WorkedCase) -> None:
    """The order is looked at whatever was known when: every fact of a case counts."""
    known = {rule.name: place for place, rule in enumerate(RULES)}
    # What a referral without a started hire waits for or was lost by is one finding, `progress`.
    known["progress"] = known["application"]
    explanations = [each for ask in case.asks for each in explained(case.events, ask["as_of"]).values()]
    for explanation in explanations:
        places = [known[tested.rule] for tested in explanation.rules]
        assert places == sorted(places)
        if explanation.row.reasons != ("no_programme",):
            tested = [each.rule for each in explanation.rules]
            assert [name for name in tested if name in BAR_TABLE] == BAR_TABLE
