"""The milestone: the days of tenure, later by each day on which every running spell is on an unpaid leave."""

from collections.abc import Sequence

import pytest

from tests.support.borders import after, ended, house, leave, row, spell, stands, table, told_on
from tests.support.story import Event, applied, fact, referred

START, NINETY = "2026-03-02", "2026-05-31"
CLAIM = [referred(), applied()]
HIRE = spell(1, START, application="A-1")
PLAIN = [*house(), *CLAIM, *HIRE]
PAUSED = [*house(unpaid_leave_pauses=True), *CLAIM, *HIRE]
ASKED = "2026-04-01"


def due(days: int) -> list[Event]:
    instalment = {"name": "one", "tenure_days": days, "share": "1"}
    return [*house(instalments=[instalment], unpaid_leave_pauses=True), *CLAIM, *HIRE]


@pytest.mark.parametrize(
    ("days", "day", "expected"),
    [
        (90, after(89, START), "waiting for milestone"),
        (90, after(90, START), "earned"),
        (90, after(91, START), "earned"),
        (1, START, "waiting for milestone"),
        (1, after(1, START), "earned"),
        (0, after(-1, START), "waiting for start"),
        (0, START, "earned"),
    ],
)
def test_the_tenure_is_served(days: int, day: str, expected: str) -> None:
    told = [*due(days)[:-1], told_on(HIRE[0], "2026-02-10")]
    found = row(told, day)
    assert stands(found) == expected
    assert str(found.milestone_on) == after(days, START)


@table(
    ("no leave", PAUSED, ASKED, NINETY),
    ("a leave of a day", [*PAUSED, leave("2026-04-01", "2026-04-01")], ASKED, after(1, NINETY)),
    ("a leave of ten days", [*PAUSED, leave("2026-04-01", "2026-04-10")], ASKED, after(10, NINETY)),
    ("a programme that does not pause", [*PLAIN, leave("2026-04-01", "2026-04-10")], ASKED, NINETY),
    ("a paid leave", [*PAUSED, leave("2026-04-01", "2026-04-10", paid=True)], ASKED, NINETY),
    ("a leave on the first day", [*PAUSED, leave(START, START)], ASKED, after(1, NINETY)),
    ("a leave until the day before the start", [*PAUSED, leave("2026-02-01", after(-1, START))], ASKED, NINETY),
    ("a leave until the start", [*PAUSED, leave("2026-02-01", START)], ASKED, after(1, NINETY)),
    ("a leave on the last day to serve", [*PAUSED, leave(after(-1, NINETY), after(-1, NINETY))], NINETY,
     after(1, NINETY)),
    ("a leave on the milestone itself", [*PAUSED, leave(NINETY, NINETY)], NINETY, NINETY),
    ("a leave after the milestone", [*PAUSED, leave(after(1, NINETY), after(9, NINETY))], after(9, NINETY), NINETY),
    ("two leaves, the second in the days that the first adds",
     [*PAUSED, leave("2026-04-01", "2026-04-05"), leave(NINETY, after(1, NINETY), name="L-2")], NINETY,
     after(7, NINETY)),
    ("two leaves side by side", [*PAUSED, leave("2026-04-01", "2026-04-05"), leave("2026-04-06", "2026-04-07",
     name="L-2")], NINETY, after(7, NINETY)),
    ("two leaves over each other", [*PAUSED, leave("2026-04-01", "2026-04-05"), leave("2026-04-03", "2026-04-07",
     name="L-2")], NINETY, after(7, NINETY)),
    ("an open leave", [*PAUSED, leave("2026-04-01")], ASKED, "None"),
    ("an open leave from the last day to serve on", [*PAUSED, leave(after(-1, NINETY))], NINETY, "None"),
    ("an open leave from the milestone on", [*PAUSED, leave(NINETY)], NINETY, NINETY),
    ("an open leave that is closed later", [*PAUSED, leave("2026-04-01"), told_on(leave("2026-04-01", "2026-04-03"),
     "2026-04-04")], "2026-04-05", after(3, NINETY)),
    ("an open leave that ends with the spell", [*PAUSED, leave("2026-04-01"), ended("EM-1", "2026-04-10")],
     "2026-04-10", after(10, NINETY)),
    ("a tenure of 0 days is served at once, leave or not", [*due(0), leave(START)], START, START),
    ("a tenure of 0 days is served at once, a leave that ends or not", [*due(0), leave(START, "2026-03-06")],
     "2026-03-06", START),
    ("a tenure of 1 day waits for a day worked", [*due(1), leave(START, START)], START, after(2, START)),
)  # fmt: skip
def test_a_leave_pauses(facts: Sequence[Event], day: str, expected: str) -> None:
    assert str(row(facts, day).milestone_on) == expected


def second(first_day: str, last_day: str | None = None) -> list[Event]:
    """A second contract beside or after the first."""
    return spell(2, first_day, last_day, candidate=None)


OFF = leave("2026-04-01", "2026-04-10")


@table(
    ("on leave from one of two spells", [*PAUSED, OFF, *second("2026-03-10")], ASKED, NINETY),
    ("on leave from both", [*PAUSED, OFF, *second("2026-03-10"), leave("2026-04-03", "2026-04-05", "EM-2")],
     "2026-04-05", after(3, NINETY)),
    ("the second begins in the leave", [*PAUSED, OFF, *second("2026-04-04")], "2026-04-04", after(3, NINETY)),
    ("the second ends before the leave", [*PAUSED, OFF, *second("2026-03-10", "2026-03-31")], ASKED,
     after(10, NINETY)),
    ("the second ends on the leave's first day", [*PAUSED, OFF, *second("2026-03-10", "2026-04-01")], ASKED,
     after(9, NINETY)),
    ("no spell runs: a gap is served", [*PAUSED, ended("EM-1", "2026-04-01"), OFF, *second("2026-04-05")],
     "2026-04-05", after(1, NINETY)),
    ("a leave of somebody else's spell", [*PAUSED, *second("2026-03-10"),
     leave("2026-04-01", "2026-04-10", "EM-E-1")], ASKED, NINETY),
    ("a leave of the same name from the other spell",
     [*PAUSED, OFF, *second("2026-03-10", "2026-03-20"), leave("2026-03-12", "2026-03-14", "EM-2")], ASKED,
     after(10, NINETY)),
)  # fmt: skip
def test_every_running_spell_must_be_on_leave(facts: Sequence[Event], day: str, expected: str) -> None:
    assert str(row(facts, day).milestone_on) == expected


def dropped(day: str) -> Event:
    return fact("leave.cancelled", day, leave="L-1", employment="EM-1")


@table(
    ("cancelled", [*PAUSED, OFF, dropped("2026-04-02")], "2026-04-02", NINETY),
    ("recorded again, whole: what is left out is open", [*PAUSED, OFF, told_on(leave("2026-04-02"), "2026-04-11")],
     "2026-04-11", "None"),
    ("cancelled, and recorded again", [*PAUSED, OFF, dropped("2026-04-02"), told_on(OFF, "2026-04-03")],
     "2026-04-03", after(10, NINETY)),
    ("told before it begins, it counts from then", [*PAUSED, told_on(OFF, "2026-03-20")], "2026-03-20",
     after(10, NINETY)),
    ("told before it begins, it counts on any later day", [*PAUSED, told_on(OFF, "2026-03-20")], "2026-03-25",
     after(10, NINETY)),
    ("told after it has begun, it counts on any later day", [*PAUSED, told_on(OFF, "2026-05-20")], "2026-04-15",
     after(10, NINETY)),
    ("told before it begins, it does not count earlier", [*PAUSED, told_on(OFF, "2026-03-20")], "2026-03-19", NINETY),
    ("told after it has begun, it counts from its first day", [*PAUSED, told_on(OFF, "2026-05-20")], "2026-04-01",
     after(10, NINETY)),
    ("told after it has begun, it does not count earlier", [*PAUSED, told_on(OFF, "2026-05-20")], "2026-03-31",
     NINETY),
    ("at most the latest counts: an earlier one is not asked",
     [*PAUSED, OFF, told_on(leave("2026-05-01", "2026-05-02"), "2026-05-03")], "2026-04-20", NINETY),
)  # fmt: skip
def test_the_latest_word_on_a_leave_counts(facts: Sequence[Event], day: str, expected: str) -> None:
    assert str(row(facts, day).milestone_on) == expected
