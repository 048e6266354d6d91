"""Which facts count by a day: those of a spell all or none, of endings at most the latest (spec/bonus.md, "Words")."""

from collections.abc import Sequence

from tests.support.borders import ended, house, row, spell, stands, table, told_on
from tests.support.story import Event, applied, fact, referred

PROMISE = [*house(), referred(), applied()]
OPEN, START, GOING = "waiting for offer", "waiting for start", "waiting for milestone"


def begun(start_date: str, told: str) -> Event:
    return told_on(spell(1, start_date, application="A-1")[0], told)


def corrected(start_date: str, told: str) -> Event:
    return fact("employment.start_corrected", told, employment="EM-1", start_date=start_date)


def cancelled(told: str) -> Event:
    return fact("employment.cancelled", told, employment="EM-1")


EARLY = [*PROMISE, begun("2026-03-02", "2026-02-10")]
LATE = [*PROMISE, begun("2026-03-02", "2026-03-20")]


@table(
    ("told early: from the day it is told", EARLY, "2026-02-10", START),
    ("told early: not before", EARLY, "2026-02-09", OPEN),
    ("told late: from the start date", LATE, "2026-03-02", GOING),
    ("told late: on any later day", LATE, "2026-03-10", GOING),
    ("told late: not before", LATE, "2026-03-01", OPEN),
    ("a correction counts at once, whenever it was told", [*EARLY, corrected("2026-03-09", "2026-03-05")],
     "2026-03-04", START),
    ("a correction to an earlier day", [*LATE, corrected("2026-02-20", "2026-03-25")], "2026-02-20", GOING),
    ("a correction to a later day", [*LATE, corrected("2026-03-25", "2026-03-28")], "2026-03-19", OPEN),
    ("a cancellation counts at once, whenever it was told", [*EARLY, cancelled("2026-03-05")], "2026-02-10",
     "never_started"),
    ("not before the spell does", [*EARLY, cancelled("2026-03-05")], "2026-02-09", OPEN),
    ("cancelled, then started again", [*EARLY, cancelled("2026-03-05"), begun("2026-03-09", "2026-03-06")],
     "2026-03-09", GOING),
    ("cancelled, then corrected: cancelled still", [*EARLY, cancelled("2026-03-05"), corrected("2026-03-09",
     "2026-03-06")], "2026-03-09", "never_started"),
    ("corrected, but never started: no spell", [*PROMISE, corrected("2026-03-02", "2026-02-10")], "2026-04-01", OPEN),
)  # fmt: skip
def test_the_beginning_counts_all_or_none(facts: Sequence[Event], day: str, expected: str) -> None:
    assert stands(row(facts, day)) == expected


HIRED = [*PROMISE, *spell(1, "2026-03-02", application="A-1")]
LOST = "hire_left_before_milestone"
BACK = fact("employment.end_cancelled", "2026-04-20", employment="EM-1")


@table(
    ("the latest of corrections is the start", [*EARLY, corrected("2026-03-09", "2026-02-11"),
     corrected("2026-03-05", "2026-02-12")], "2026-04-01", "2026-06-03"),
    ("started again after a correction", [*EARLY, corrected("2026-03-09", "2026-02-11"),
     begun("2026-03-03", "2026-02-12")], "2026-04-01", "2026-06-01"),
)  # fmt: skip
def test_the_start_date(facts: Sequence[Event], day: str, expected: str) -> None:
    assert str(row(facts, day).milestone_on) == expected


@table(
    ("of ends at most the latest, which is to come: none",
     [*HIRED, ended("EM-1", "2026-04-10"), told_on(ended("EM-1", "2026-04-30"), "2026-04-20")], "2026-04-15", GOING),
    ("from the day on which the latest is told",
     [*HIRED, ended("EM-1", "2026-04-10"), told_on(ended("EM-1", "2026-04-30"), "2026-04-20")], "2026-04-20", LOST),
    ("taken back later: it never counts", [*HIRED, ended("EM-1", "2026-04-10"), BACK], "2026-04-10", GOING),
    ("taken back before it in order", [*HIRED, BACK, told_on(ended("EM-1", "2026-04-10"), "2026-04-21")],
     "2026-04-21", LOST),
    ("of one instant the later by id", [*HIRED, told_on(ended("EM-1", "2026-04-10"), "2026-04-20"), BACK],
     "2026-04-21", LOST),
)  # fmt: skip
def test_the_ending(facts: Sequence[Event], day: str, expected: str) -> None:
    assert stands(row(facts, day)) == expected
