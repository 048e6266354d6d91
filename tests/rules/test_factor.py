"""The factor: by schedule or full-time equivalent, in force on the milestone, or on D while that is to come."""

from collections.abc import Sequence
from typing import Any

from tests.support.borders import after, changed, ended, row, spell, table, told_on
from tests.support.story import Event, accepted, applied, employed, fact, offered, opened, programme, referred

START, NINETY = "2026-03-02", "2026-05-31"
CLAIM = [employed("E-1"), opened(), referred(), applied()]
BY_SCHEDULE = [programme(factors={"full_time": "0.9", "part_time": "0.4"}), *CLAIM]
BY_FTE = [programme(factors={"by": "fte"}), *CLAIM]
FULL, PART = "900.00", "400.00"


def hire(**more: Any) -> list[Event]:
    return spell(1, START, application="A-1", **more)


def extended(number: int = 1, day: str = "2026-02-02", **more: Any) -> Event:
    """Offer O-N for application A-1."""
    return {**offered(number, day), "data": {"offer": f"O-{number}", "application": "A-1", **more}}


ASKED = "2026-04-01"


@table(
    ("full time", [*BY_SCHEDULE, *hire(schedule="full_time")], ASKED, FULL),
    ("part time", [*BY_SCHEDULE, *hire(schedule="part_time")], ASKED, PART),
    ("nothing said: full time", [*BY_SCHEDULE, *hire()], ASKED, FULL),
    ("both are 1 where the terms say nothing", [programme(), *CLAIM, *hire(schedule="part_time")], ASKED, "1000.00"),
    ("fte as given", [*BY_FTE, *hire(schedule="part_time", fte="0.6")], ASKED, "600.00"),
    ("fte of full time", [*BY_FTE, *hire()], ASKED, "1000.00"),
    ("fte of part time", [*BY_FTE, *hire(schedule="part_time")], ASKED, "500.00"),
    ("a schedule that is told again sets the fte to its default",
     [*BY_FTE, *hire(schedule="part_time", fte="0.6"), changed("2026-03-10", schedule="part_time")], ASKED, "500.00"),
    ("an fte that is told again leaves the schedule",
     [*BY_SCHEDULE, *hire(schedule="part_time"), changed("2026-03-10", fte="1")], ASKED, PART),
    ("an empty fte is the schedule's default",
     [*BY_FTE, *hire(schedule="part_time", fte="0.6"), changed("2026-03-10", fte="")], ASKED, "500.00"),
    ("an empty schedule is full time", [*BY_SCHEDULE, *hire(schedule="part_time"), changed("2026-03-10", schedule="")],
     ASKED, FULL),
)  # fmt: skip
def test_the_hours_of_the_hire(facts: Sequence[Event], day: str, expected: str) -> None:
    assert row(facts, day).amount == expected


HIRED = [*BY_SCHEDULE, *hire()]
TO_PART: dict[str, Any] = {"schedule": "part_time"}


@table(
    ("changed on the day before the milestone", [*HIRED, changed(after(-1, NINETY), **TO_PART)], "2026-07-01", PART),
    ("changed on the milestone", [*HIRED, changed(NINETY, **TO_PART)], "2026-07-01", PART),
    ("changed on the day after", [*HIRED, changed(after(1, NINETY), **TO_PART)], "2026-07-01", FULL),
    ("before the milestone: as on D", [*HIRED, changed("2026-04-10", **TO_PART)], "2026-04-10", PART),
    ("before the milestone: not as the day after D", [*HIRED, told_on(changed("2026-04-10", **TO_PART), ASKED)],
     "2026-04-09", FULL),
    ("before the start: as on the start date",
     [*BY_SCHEDULE, told_on(hire()[0], "2026-02-10"), told_on(changed(START, **TO_PART), "2026-02-11")], "2026-02-12",
     PART),
    ("before the start: not as the day after it",
     [*BY_SCHEDULE, told_on(hire()[0], "2026-02-10"), told_on(changed(after(1, START), **TO_PART), "2026-02-11")],
     "2026-02-12", FULL),
    ("what `started` says holds whatever the dates",
     [*HIRED, told_on(hire(**TO_PART)[0], "2026-04-01"), changed("2026-03-20", fte="0.3")], "2026-07-01", PART),
    ("told late: from its date on", [*HIRED, told_on(changed("2026-04-10", **TO_PART), "2026-05-20")], "2026-04-10",
     PART),
    ("told late: on any later day", [*HIRED, told_on(changed("2026-04-10", **TO_PART), "2026-05-20")], "2026-04-15",
     PART),
    ("told late: not before its date", [*HIRED, told_on(changed("2026-04-10", **TO_PART), "2026-05-20")],
     "2026-04-09", FULL),
    ("of one date the later fact", [*HIRED, changed("2026-04-10", **TO_PART), changed("2026-04-10",
     schedule="full_time")], "2026-07-01", FULL),
    ("the later date, told earlier", [*HIRED, told_on(changed("2026-04-10", **TO_PART), "2026-03-20"),
     told_on(changed("2026-04-09", schedule="full_time"), "2026-04-11")], "2026-07-01", PART),
)  # fmt: skip
def test_the_day_on_which_the_hours_count(facts: Sequence[Event], day: str, expected: str) -> None:
    assert row(facts, day).amount == expected


def other(number: int, first_day: str, last_day: str | None = None, schedule: str = "part_time") -> list[Event]:
    return spell(number, first_day, last_day, candidate=None, schedule=schedule)


@table(
    ("the hire's, while it runs", [*HIRED, *other(2, "2026-03-10")], "2026-07-01", FULL),
    ("the hire's, on its last day", [*HIRED, ended("EM-1", NINETY), *other(2, "2026-03-10")], "2026-07-01", FULL),
    ("then those of another that runs", [*HIRED, ended("EM-1", after(-1, NINETY)), *other(2, "2026-03-10")],
     "2026-07-01", PART),
    ("of several that run the last", [*HIRED, ended("EM-1", "2026-04-10"), *other(2, "2026-03-10"),
     *other(3, "2026-03-11", schedule="full_time")], "2026-07-01", FULL),
    ("not one that begins after the milestone", [*HIRED, ended("EM-1", "2026-04-10"),
     *other(2, "2026-03-10", schedule="full_time"), *other(3, after(1, NINETY))], "2026-07-01", FULL),
    ("in a gap: of the last begun", [*HIRED, ended("EM-1", "2026-04-10"), *other(2, "2026-04-01", after(-1, NINETY)),
     *other(3, after(2, NINETY), schedule="full_time")], "2026-07-01", PART),
    ("in a gap: one that ended before it began has begun", [*HIRED, ended("EM-1", "2026-04-10"),
     *other(2, "2026-04-01", after(-1, NINETY), "full_time"), *other(4, NINETY, after(-1, NINETY)),
     *other(3, after(2, NINETY), schedule="full_time")], "2026-07-01", PART),
    ("in a gap: one that begins on the day runs", [*HIRED, ended("EM-1", "2026-04-10"),
     *other(2, "2026-04-01", after(-1, NINETY)), *other(3, NINETY, schedule="full_time")], "2026-07-01", FULL),
)  # fmt: skip
def test_the_spell_whose_hours_count(facts: Sequence[Event], day: str, expected: str) -> None:
    assert row(facts, day).amount == expected


def undone(number: int, day: str, kind: str = "declined") -> Event:
    return fact(f"offer.{kind}", day, offer=f"O-{number}")


@table(
    ("none: full time", BY_SCHEDULE, "2026-02-10", FULL),
    ("none: an fte of 1", BY_FTE, "2026-02-10", "1000.00"),
    ("nothing counted: full time", BY_SCHEDULE[:-1], "2026-02-10", FULL),
    ("a standing offer's", [*BY_SCHEDULE, extended(**TO_PART)], "2026-02-10", PART),
    ("a standing offer's fte", [*BY_FTE, extended(**TO_PART, fte="0.7")], "2026-02-10", "700.00"),
    ("not of one that no longer stands", [*BY_SCHEDULE, extended(**TO_PART), extended(2, schedule="full_time"),
     undone(1, "2026-02-09")], "2026-02-10", FULL),
    ("accepted before extended later", [*BY_SCHEDULE, extended(**TO_PART), accepted(1, "2026-02-05"),
     extended(2, "2026-02-06", schedule="full_time")], "2026-02-10", PART),
    ("of two extended, the later fact", [*BY_SCHEDULE, extended(**TO_PART), extended(2, "2026-02-03",
     schedule="full_time")], "2026-02-10", FULL),
    ("of two accepted, the later fact", [*BY_SCHEDULE, extended(**TO_PART), extended(2, schedule="full_time"),
     accepted(2, "2026-02-05"), accepted(1, "2026-02-06")], "2026-02-10", PART),
    ("a fact that is passed over makes none later", [*BY_SCHEDULE, extended(**TO_PART), extended(2,
     schedule="full_time"), accepted(1, "2026-02-05"), accepted(2, "2026-02-06"), undone(1, "2026-02-07", "expired")],
     "2026-02-10", FULL),
    ("extended again while accepted: its fields count", [*BY_SCHEDULE, extended(schedule="full_time"), accepted(),
     extended(1, "2026-02-07", **TO_PART)], "2026-02-10", PART),
)  # fmt: skip
def test_without_a_hire_the_standing_offer_gives_the_hours(facts: Sequence[Event], day: str, expected: str) -> None:
    assert row(facts, day).amount == expected
