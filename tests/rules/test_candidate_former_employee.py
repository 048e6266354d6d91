"""`candidate_former_employee`: a last day less than `not_employed_within_days` days before the referral's."""

from collections.abc import Sequence

from tests.support.borders import after, ago, house, spell, standing, table, told_on
from tests.support.story import Event, applied, fact, referred

BARRED, FREE = "candidate_former_employee", "waiting for application"
ASKED = "2026-02-01"


def told(limit: int | None, **ownership: object) -> list[Event]:
    return [*house(candidate={"not_employed_within_days": limit}, ownership=ownership), referred()]


def left(days_before: int) -> list[Event]:
    return spell(0, "2024-01-01", ago(days_before))


@table(
    ("89 days before, of 90", [*told(90), *left(89)], ASKED, BARRED),
    ("90 days before, of 90", [*told(90), *left(90)], ASKED, FREE),
    ("91 days before, of 90", [*told(90), *left(91)], ASKED, FREE),
    ("the day before", [*told(90), *left(1)], ASKED, BARRED),
    ("the referral's day is a day employed", [*told(90), *left(0)], ASKED, "candidate_is_employee"),
    ("a limit of 1 day bars nobody", [*told(1), *left(1)], ASKED, FREE),
    ("a limit of 2 days bars who left the day before", [*told(2), *left(1)], ASKED, BARRED),
    ("the rule is off", [*told(None), *left(1)], ASKED, FREE),
    ("a spell that never began",
     [*told(90), *left(30), fact("employment.cancelled", ago(29), employment="EM-0")], ASKED, FREE),
    ("a last day that was taken back: employed still",
     [*told(90), *left(30), fact("employment.end_cancelled", ago(29), employment="EM-0")], ASKED,
     "candidate_is_employee"),
    ("a last day that is told after the referral",
     [*told(90), *left(200)[:1], told_on(left(30)[1], after(9))], ASKED, BARRED),
    ("the first of several spells is old, the second is not",
     [*told(90), *left(300), *spell(2, ago(200), ago(50))], ASKED, BARRED),
    ("a spell of the employee, who has another of the person",
     [*told(90), *left(300), *spell(2, ago(200), ago(50), candidate=None)], ASKED, BARRED),
    ("somebody else's spell", [*told(90), *spell(2, ago(200), ago(50), candidate="C-2", employee="H-2")], ASKED, FREE),
    ("a spell after the referral", [*told(90), applied(day=after(1)), *spell(1, after(9), application="A-1"),
     *spell(2, after(12), after(15), application="A-1")], ASKED, "waiting for milestone"),
    ("the hire itself, referred within the grace", [*told(90, grace_hours=24 * 400), *spell(1, ago(300), ago(50))],
     ASKED, "earned"),
    ("another one than the hire",
     [*told(90, grace_hours=24 * 150), *spell(1, ago(140), ago(135)), *spell(2, ago(100), ago(50))], ASKED,
     BARRED),
)  # fmt: skip
def test_a_former_employee_is_recent(facts: Sequence[Event], day: str, expected: str) -> None:
    assert standing(facts, day) == expected


HELD = [*house(candidate={"not_employed_within_days": 90}, ownership={"grace_hours": 24 * 99}), referred(),
        applied(day=ago(60)), *spell(1, ago(50), ago(12), application="A-1")]  # fmt: skip


@table(
    ("the hire itself is none", HELD, ASKED, "hire_left_before_milestone"),
    ("one that ended before the hire did", [*HELD, *spell(2, ago(200), ago(89))], ASKED,
     "candidate_former_employee"),
    ("one that ended too long before", [*HELD, *spell(2, ago(200), ago(90))], ASKED, "hire_left_before_milestone"),
)  # fmt: skip
def test_the_hire_may_have_ended_last(facts: Sequence[Event], day: str, expected: str) -> None:
    assert standing(facts, day) == expected
