"""The counting day: the first on which the hire's type is one that the programme pays for; and who has none."""

from collections.abc import Sequence
from typing import Any

from tests.support.borders import after, changed, ended, house, leave, row, spell, stands, table, told_on
from tests.support.story import Event, applied, programme, referred

START, ASKED = "2026-03-02", "2026-12-31"
CLAIM = [*house(), referred(), applied()]
PAUSED = [programme(unpaid_leave_pauses=True), *CLAIM[1:]]
BOTH = [programme(candidate={"employment_types": ["regular", "apprentice"]}), *CLAIM[1:]]
EXCLUDED = "employment_type_excluded"
NINETY = after(90, START)


def hired(employment_type: str | None = "temporary", **more: Any) -> list[Event]:
    return spell(1, START, application="A-1", employment_type=employment_type, **more)


def made(day: str, employment_type: str = "regular") -> Event:
    """The contract is changed, told early."""
    return told_on(changed(day, employment_type=employment_type), "2026-03-03")


@table(
    ("regular from the start", [*CLAIM, *hired("regular")], ASKED, NINETY),
    ("nothing said: regular", [*CLAIM, *hired(None)], ASKED, NINETY),
    ("an empty type: regular", [*CLAIM, *hired("")], ASKED, NINETY),
    ("a type of its own that the programme pays for", [*BOTH, *hired("apprentice")], ASKED, NINETY),
    ("the last type of the list", [*BOTH, *hired("regular")], ASKED, NINETY),
    ("made regular on the day after the start", [*CLAIM, *hired(), made(after(1, START))], ASKED, after(1, NINETY)),
    ("made regular on the start date", [*CLAIM, *hired(), made(START)], ASKED, NINETY),
    ("made regular before the start", [*CLAIM, *hired(), made(after(-1, START))], ASKED, NINETY),
    ("made regular later", [*CLAIM, *hired(), made("2026-06-01")], ASKED, after(90, "2026-06-01")),
    ("the first such day, though it changes back", [*CLAIM, *hired(), made("2026-06-01"), made("2026-06-02", "intern")],
     ASKED, after(90, "2026-06-01")),
    ("a change before the start is overtaken by another one before it",
     [*CLAIM, *hired(), made(after(-2, START)), made(after(-1, START), "intern"), made("2026-06-01")], ASKED,
     after(90, "2026-06-01")),
    ("an empty type makes it regular", [*CLAIM, *hired(), made("2026-06-01", "")], ASKED, after(90, "2026-06-01")),
    ("a leave before the counting day pauses nothing",
     [*PAUSED, *hired(), made("2026-06-01"), leave("2026-04-01", "2026-05-31")], ASKED, after(90, "2026-06-01")),
    ("a leave on the counting day pauses",
     [*PAUSED, *hired(), made("2026-06-01"), leave("2026-04-01", "2026-06-01")], ASKED, after(91, "2026-06-01")),
)  # fmt: skip
def test_the_tenure_runs_from_the_counting_day(facts: Sequence[Event], day: str, expected: str) -> None:
    found = row(facts, day)
    assert (str(found.milestone_on), stands(found)) == (expected, "earned")


@table(
    ("no change", [*CLAIM, *hired()], ASKED, EXCLUDED),
    ("changed to another that is not paid for", [*CLAIM, *hired(), made("2026-06-01", "intern")], ASKED, EXCLUDED),
    ("a type of its own", [*CLAIM, *hired("apprentice")], ASKED, EXCLUDED),
    ("an intern", [*CLAIM, *hired("intern")], ASKED, EXCLUDED),
    ("only hours changed", [*CLAIM, *hired(), changed("2026-06-01", schedule="part_time")], ASKED, EXCLUDED),
    ("made regular, neither told nor in force yet", [*CLAIM, *hired(), changed("2026-06-01",
     employment_type="regular")], "2026-05-31", EXCLUDED),
    ("made regular, in force", [*CLAIM, *hired(), changed("2026-06-01", employment_type="regular")], "2026-06-01",
     "waiting for milestone"),
    ("made regular, told but not in force", [*CLAIM, *hired(), made("2026-06-01")], "2026-03-03",
     "waiting for milestone"),
    ("no type is paid for", [programme(candidate={"employment_types": []}), *CLAIM[1:], *hired("regular")], ASKED,
     EXCLUDED),
    ("without a hire nothing is excluded", CLAIM, "2026-02-10", "waiting for offer"),
    ("left before the tenure from the counting day was served",
     [*CLAIM, *hired(), made("2026-06-01"), ended("EM-1", after(89, "2026-06-01"))], ASKED,
     "hire_left_before_milestone"),
    ("left on the day on which it was", [*CLAIM, *hired(), made("2026-06-01"), ended("EM-1", after(90, "2026-06-01"))],
     ASKED, "earned"),
)  # fmt: skip
def test_a_hire_without_a_counting_day_is_excluded(facts: Sequence[Event], day: str, expected: str) -> None:
    assert stands(row(facts, day)) == expected


def other(number: int, first_day: str, employment_type: str) -> list[Event]:
    return spell(number, first_day, application="A-1", employment_type=employment_type)


@table(
    ("the earlier counting day, not the earlier start", [*CLAIM, *hired(), made("2026-06-01"),
     *other(2, "2026-05-31", "regular")], ASKED, "EM-2"),
    ("of one counting day the earlier start", [*CLAIM, *other(1, "2026-06-01", "regular"), *other(2, "2026-05-01",
     "temporary"), told_on(changed("2026-06-01", "EM-2", employment_type="regular"), "2026-05-02")], ASKED, "EM-2"),
    ("of one counting day and start the lesser employment", [*CLAIM, *other(2, "2026-06-01", "regular"), *other(1,
     "2026-06-01", "regular")], ASKED, "EM-1"),
    ("one with a counting day before an earlier one without", [*CLAIM, *hired(), *other(2, "2026-05-31", "regular")],
     ASKED, "EM-2"),
)  # fmt: skip
def test_the_hire_is_the_first_to_count(facts: Sequence[Event], day: str, expected: str) -> None:
    assert row(facts, day).employment == expected
