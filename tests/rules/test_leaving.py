"""Lost after the start: the hire, or the referrer, left before the milestone."""

from collections.abc import Sequence

from tests.support.borders import after, ended, house, leave, spell, standing, table, told_on
from tests.support.story import Event, applied, fact, opened, programme, referred

START, NINETY = "2026-03-02", "2026-05-31"
GONE, EARNED, WAITING = "hire_left_before_milestone", "earned", "waiting for milestone"
CLAIM = [referred(), applied(), *spell(1, START, application="A-1")]
HIRED = [*house(), *CLAIM]
EXCUSED = [*house(excused_leaving={"hire": ["redundant", "deceased"]}), *CLAIM]
PAUSED = [*house(unpaid_leave_pauses=True), *CLAIM]


def again(first_day: str, last_day: str | None = None, reason: str = "resigned") -> list[Event]:
    return spell(2, first_day, last_day, reason, candidate=None)


@table(
    ("on the last day before", [*HIRED, ended("EM-1", after(-1, NINETY))], NINETY, GONE),
    ("employed through it", [*HIRED, ended("EM-1", NINETY)], NINETY, EARNED),
    ("after it", [*HIRED, ended("EM-1", after(1, NINETY))], after(9, NINETY), EARNED),
    ("known at once, while it is to come", [*HIRED, ended("EM-1", "2026-04-01")], "2026-04-01", GONE),
    ("not known before", [*HIRED, ended("EM-1", "2026-04-01")], "2026-03-31", WAITING),
    ("told early, the last day to come", [*HIRED, told_on(ended("EM-1", "2026-04-20"), "2026-04-01")], "2026-04-01",
     GONE),
    ("told late, known from the last day on", [*HIRED, told_on(ended("EM-1", "2026-04-20"), "2026-06-20")],
     "2026-04-20", GONE),
    ("told late, not known before the last day", [*HIRED, told_on(ended("EM-1", "2026-04-20"), "2026-06-20")],
     "2026-04-19", WAITING),
    ("taken back", [*HIRED, ended("EM-1", "2026-04-01"),
     fact("employment.end_cancelled", "2026-04-02", employment="EM-1")], NINETY, EARNED),
    ("ended again after it was taken back", [*HIRED, ended("EM-1", "2026-04-01"),
     fact("employment.end_cancelled", "2026-04-02", employment="EM-1"), ended("EM-1", "2026-04-09")], NINETY, GONE),
    ("corrected to a later day", [*HIRED, ended("EM-1", "2026-04-01"), told_on(ended("EM-1", NINETY), "2026-04-02")],
     NINETY, EARNED),
    ("a gap of 3 days, of 3", [*HIRED, ended("EM-1", "2026-04-01"), *again("2026-04-05")], NINETY, EARNED),
    ("a gap of 4 days, of 3", [*HIRED, ended("EM-1", "2026-04-01"), *again("2026-04-06")], NINETY, GONE),
    ("a gap of 3 days, long after another employment", [*HIRED, *spell(3, "2019-01-07", "2019-06-28"),
     ended("EM-1", "2026-04-01"), *again("2026-04-05")], NINETY, EARNED),
    ("the second contract ends too", [*HIRED, ended("EM-1", "2026-04-01"), *again("2026-04-05", after(-1, NINETY))],
     NINETY, GONE),
    ("excused", [*EXCUSED, ended("EM-1", "2026-04-01", reason="redundant")], NINETY, EARNED),
    ("excused, waiting until then", [*EXCUSED, ended("EM-1", "2026-04-01", reason="deceased")], after(-1, NINETY),
     WAITING),
    ("not excused", [*EXCUSED, ended("EM-1", "2026-04-01", reason="resigned")], NINETY, GONE),
    ("no reason given", [*EXCUSED, ended("EM-1", "2026-04-01")], NINETY, GONE),
    ("an ended carries its own reason", [*EXCUSED, ended("EM-1", "2026-04-01", reason="redundant"),
     told_on(ended("EM-1", "2026-04-02"), "2026-04-02")], NINETY, GONE),
    ("the reason of the spell with the latest last day",
     [*EXCUSED, ended("EM-1", "2026-04-20", reason="redundant"), *again("2026-04-01", "2026-04-10")], NINETY, EARNED),
    ("and not of another", [*EXCUSED, ended("EM-1", "2026-04-10", reason="redundant"),
     *again("2026-04-01", "2026-04-20")], NINETY, GONE),
    ("of two with one last day the later", [*EXCUSED, ended("EM-1", "2026-04-20", reason="resigned"),
     *again("2026-04-01", "2026-04-20", "redundant")], NINETY, EARNED),
    ("in a leave that has no other end", [*PAUSED, leave("2026-04-01"), ended("EM-1", "2026-04-10")], NINETY, GONE),
)  # fmt: skip
def test_the_hire_left(facts: Sequence[Event], day: str, expected: str) -> None:
    assert standing(facts, day) == expected


LOST = "referrer_left_before_milestone"


def referrer(first_day: str, last_day: str | None = None, number: int = 8, reason: str = "resigned") -> list[Event]:
    return spell(number, first_day, last_day, reason, employee="E-1", candidate=None)


ALONE = [opened(), *CLAIM]
ASKS = [programme(), *ALONE]
FREE = [programme(referrer={"employed_on_milestone": False}), *ALONE]
KIND = [programme(excused_leaving={"referrer": ["redundant"]}), *ALONE]
NO_MATTER_THEN = [programme(referrer={"employed_on_referral": False}), *ALONE]
LONG = "2020-01-06"
OPEN = [programme(unpaid_leave_pauses=True), *ALONE, leave("2026-04-01")]


@table(
    ("on the last day before", [*ASKS, *referrer(LONG, after(-1, NINETY))], NINETY, LOST),
    ("employed on it", [*ASKS, *referrer(LONG, NINETY)], NINETY, EARNED),
    ("after it", [*ASKS, *referrer(LONG, after(1, NINETY))], after(9, NINETY), EARNED),
    ("known at once, while it is to come", [*ASKS, *referrer(LONG, "2026-04-01")], "2026-04-01", LOST),
    ("the programme does not ask", [*FREE, *referrer(LONG, "2026-04-01")], NINETY, EARNED),
    ("never employed: unverified", ASKS, NINETY, EARNED),
    ("employed from the milestone on", [*NO_MATTER_THEN, *referrer(LONG, "2025-01-01"), *referrer(NINETY, number=9)],
     NINETY, EARNED),
    ("employed from the day after on", [*NO_MATTER_THEN, *referrer(LONG, "2025-01-01"),
     *referrer(after(1, NINETY), number=9)], after(9, NINETY), LOST),
    ("first employed after it: unverified", [*ASKS, *referrer(after(1, NINETY))], after(9, NINETY), EARNED),
    ("in a gap of 3 days, of 3", [*ASKS, *referrer(LONG, after(-2, NINETY)), *referrer(after(2, NINETY), number=9)],
     after(9, NINETY), EARNED),
    ("in a gap of 4 days, of 3", [*ASKS, *referrer(LONG, after(-2, NINETY)), *referrer(after(3, NINETY), number=9)],
     after(9, NINETY), LOST),
    ("excused", [*KIND, *referrer(LONG, "2026-04-01", reason="redundant")], NINETY, EARNED),
    ("not excused", [*KIND, *referrer(LONG, "2026-04-01")], NINETY, LOST),
    ("excused by the last stretch", [*KIND, *referrer(LONG, "2026-02-01"),
     *referrer("2026-03-01", "2026-04-01", 9, "redundant")], NINETY, EARNED),
    ("not by an earlier one", [*KIND, *referrer(LONG, "2026-02-01", reason="redundant"),
     *referrer("2026-03-01", "2026-04-01", 9)], NINETY, LOST),
    ("not by one that began after the milestone", [*KIND, *referrer(LONG, "2026-02-01"),
     *referrer(after(1, NINETY), after(5, NINETY), 9, "redundant")], after(9, NINETY), LOST),
    ("no milestone is known", [*OPEN, *referrer(LONG, "2026-04-10")], NINETY, WAITING),
    ("the hire left as well: that comes first", [*ASKS, *referrer(LONG, "2026-04-01"), ended("EM-1", "2026-04-02")],
     NINETY, GONE),
)  # fmt: skip
def test_the_referrer_left(facts: Sequence[Event], day: str, expected: str) -> None:
    assert standing(facts, day) == expected
