"""`referrer_in_management_chain`: the hire's manager, or anyone above, on the hire's start date."""

from collections.abc import Sequence

import pytest

from tests.rules.explaining import explained, rule
from tests.support.borders import after, house, spell, standing, table, told_on
from tests.support.story import Event, applied, recorded, referred

BARRED, FREE = "referrer_in_management_chain", "waiting for milestone"
START, ASKED = "2026-03-02", "2026-04-01"


def told(reach: str) -> list[Event]:
    return [*house(referrer={"management_chain": reach}), referred(), applied(), *spell(1, START, application="A-1")]


def under(manager: str, who: str = "H-1", day: str = START) -> Event:
    return told_on(recorded(who, day, manager=manager), "2026-02-01")


UP = [under("E-2"), under("E-1", "E-2")]


@table(
    ("the hire's manager, not asked", [*told("none"), under("E-1")], ASKED, FREE),
    ("the hire's manager, direct", [*told("direct"), under("E-1")], ASKED, BARRED),
    ("the hire's manager, all", [*told("all"), under("E-1")], ASKED, BARRED),
    ("the manager's manager, direct", [*told("direct"), *UP], ASKED, FREE),
    ("the manager's manager, all", [*told("all"), *UP], ASKED, BARRED),
    ("three steps up", [*told("all"), under("E-3"), under("E-2", "E-3"), under("E-1", "E-2")], ASKED, BARRED),
    ("below the hire", [*told("all"), under("H-1", "E-1")], ASKED, FREE),
    ("a circle above the hire ends", [*told("all"), under("E-2"), under("E-3", "E-2"), under("E-2", "E-3")], ASKED,
     FREE),
    ("the hire's own manager is the hire", [*told("all"), under("H-1")], ASKED, FREE),
    ("no manager on record", told("all"), ASKED, FREE),
    ("from the day before the start on", [*told("direct"), under("E-1", day=after(-1, START))], ASKED, BARRED),
    ("until the day before the start", [*told("direct"), under("E-1", day="2026-02-01"), under("E-9")], ASKED, FREE),
    ("from the start on", [*told("direct"), under("E-9", day="2026-02-01"), under("E-1")], ASKED, BARRED),
    ("from the day after the start on",
     [*told("direct"), under("E-9", day="2026-02-01"), under("E-1", day=after(1, START))], ASKED, FREE),
    ("until the start", [*told("direct"), under("E-1", day="2026-02-01"), under("E-9", day=after(1, START))], ASKED,
     BARRED),
    ("without a hire: not tested", [*told("all")[:-1], under("E-1")], ASKED, "waiting for offer"),
    ("before the hire has started", [*told("direct")[:-1], told_on(spell(1, START)[0], "2026-02-01"), under("E-1")],
     "2026-02-15", BARRED),
)  # fmt: skip
def test_the_referrer_is_above_the_hire(facts: Sequence[Event], day: str, expected: str) -> None:
    assert standing(facts, day) == expected


@pytest.mark.parametrize(
    ("reach", "above", "managers"),
    [("direct", [], []), ("direct", UP, ["E-2"]), ("all", [], []), ("all", UP, ["E-2", "E-1"])],
)
def test_the_managers_that_count_are_told(reach: str, above: list[Event], managers: list[str]) -> None:
    tested = rule(explained([*told(reach), *above], ASKED)["R-1", "day-90"], "referrer_in_management_chain")
    assert tested.values["managers"] == managers
