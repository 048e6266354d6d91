"""A spell that names nobody belongs to whom the latest earlier spell of its employee named."""

from collections.abc import Sequence
from datetime import date

from domain.state.organisation import Organisation
from tests.support.borders import after, spell, table
from tests.support.story import Event, applied, fact
from tests.support.told import all_told

START, ASKED = "2026-09-01", "2026-12-31"
NAMELESS = spell(5, START, candidate=None)
CANCELLED = fact("employment.cancelled", "2026-09-02", employment="EM-1")
OLD = "2020-01-06"


def named(number: int, candidate: str | None, first_day: str = OLD, **more: str) -> list[Event]:
    return spell(number, first_day, after(9, first_day), candidate=candidate, **more)


@table(
    ("no earlier spell", NAMELESS, ASKED, None),
    ("an earlier one", [*named(1, "C-1"), *NAMELESS], ASKED, "C-1"),
    ("of several the latest", [*named(1, "C-1"), *named(2, "C-2", "2021-01-04"), *NAMELESS], ASKED, "C-2"),
    ("of one day the greatest employment", [*named(2, "C-2"), *named(1, "C-1"), *NAMELESS], ASKED, "C-2"),
    ("one of the same start date, less by employment", [*named(4, "C-1", START), *NAMELESS], ASKED, "C-1"),
    ("not one of the same start date, greater by employment", [*named(6, "C-1", START), *NAMELESS], ASKED, None),
    ("not a later one", [*named(1, "C-1", after(1, START)), *NAMELESS], ASKED, None),
    ("not a cancelled one", [*named(1, "C-1"), CANCELLED, *NAMELESS], ASKED, None),
    ("not a cancelled one, but the one before", [*named(2, "C-2", "2019-01-07"), *named(1, "C-1"), CANCELLED,
     *NAMELESS], ASKED, "C-2"),
    ("not another employee's", [*named(1, "C-1", employee="H-2"), *NAMELESS], ASKED, None),
    ("over one that names nobody either", [*named(1, "C-1"), *named(2, None, "2021-01-04"), *NAMELESS], ASKED, "C-1"),
    ("by the application that it names", [applied(7, OLD, candidate="C-7"), *named(1, None, application="A-7"),
     *NAMELESS], ASKED, "C-7"),
    ("its candidate before its application's", [applied(7, OLD, candidate="C-7"), *named(1, "C-1", application="A-7"),
     *NAMELESS], ASKED, "C-1"),
)  # fmt: skip
def test_whom_it_is_taken_to_name(facts: Sequence[Event], day: str, expected: str | None) -> None:
    belonging = Organisation(all_told(facts), date.fromisoformat(day)).belonging
    found = belonging.get("EM-5")
    assert (found.candidate if found else None) == expected


def test_it_names_somebody_itself() -> None:
    facts = [*named(1, "C-1"), *spell(5, START, candidate="C-5")]
    assert Organisation(all_told(facts), date.fromisoformat(ASKED)).belonging["EM-5"].candidate == "C-5"
