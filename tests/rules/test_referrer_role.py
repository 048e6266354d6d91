"""`referrer_role_excluded`: the roles in force for the referrer on the referral's day."""

from collections.abc import Sequence

from tests.support.borders import after, ago, house, standing, table, told_on
from tests.support.story import Event, recorded, referred

BARRED, FREE = "referrer_role_excluded", "waiting for application"
ASKED = "2026-02-01"
PROMISE = [*house(), referred()]
EXECUTIVES = [*house(referrer={"excluded_roles": ["executive"]}), referred()]


def role(day: str, *roles: str, who: str = "E-1") -> Event:
    return recorded(who, day, roles=list(roles))


@table(
    ("a recruiter", [*PROMISE, role(ago(99), "recruiter")], ASKED, BARRED),
    ("of hr", [*PROMISE, role(ago(99), "hr")], ASKED, BARRED),
    ("one of several roles", [*PROMISE, role(ago(99), "executive", "hr")], ASKED, BARRED),
    ("another role", [*PROMISE, role(ago(99), "executive")], ASKED, FREE),
    ("a role that these terms exclude", [*EXECUTIVES, role(ago(99), "executive")], ASKED, BARRED),
    ("a role that these terms do not", [*EXECUTIVES, role(ago(99), "hr")], ASKED, FREE),
    ("no record", PROMISE, ASKED, FREE),
    ("somebody else's role", [*PROMISE, role(ago(99), "hr", who="E-2")], ASKED, FREE),
    ("from the referral's day on", [*PROMISE, role(ago(99)), role(ago(0), "hr")], ASKED, BARRED),
    ("from the day after on", [*PROMISE, role(ago(99)), role(after(1), "hr")], ASKED, FREE),
    ("until the day before", [*PROMISE, role(ago(99), "hr"), role(ago(0))], ASKED, FREE),
    ("until the referral's day", [*PROMISE, role(ago(99), "hr"), role(after(1))], ASKED, BARRED),
    ("the first record holds for the time before it", [*PROMISE, role(after(5), "hr")], ASKED, BARRED),
    ("of two later records the earlier holds before",
     [*PROMISE, told_on(role(after(6)), after(4)), told_on(role(after(5), "hr"), after(5))], ASKED, BARRED),
    ("a record without roles keeps them", [*PROMISE, role(ago(99), "hr"), recorded("E-1", ago(9), name="N")], ASKED,
     BARRED),
    ("an empty list clears them", [*PROMISE, role(ago(99), "hr"), role(ago(9))], ASKED, FREE),
    ("of one date the later fact", [*PROMISE, role(ago(9), "hr"), role(ago(9))], ASKED, FREE),
    ("the later date, told earlier", [*PROMISE, told_on(role(ago(5)), ago(20)), role(ago(9), "hr")], ASKED, FREE),
    ("told late, dated before D", [*PROMISE, told_on(role(ago(5), "hr"), after(9))], after(3), BARRED),
    ("told late, dated on D", [*PROMISE, told_on(role(after(3), "hr"), after(9))], after(3), BARRED),
    ("told late, dated on the day after D", [*PROMISE, told_on(role(after(4), "hr"), after(9))], after(3), FREE),
    ("told on D, dated later", [*PROMISE, told_on(role(after(9), "hr"), after(3))], after(3), BARRED),
    ("told on the day after D, dated later", [*PROMISE, told_on(role(after(9), "hr"), after(4))], after(3), FREE),
    ("a record that D has not seen, neither told nor dated", [*PROMISE, role(after(5), "hr")], after(4), FREE),
)  # fmt: skip
def test_a_role_in_force(facts: Sequence[Event], day: str, expected: str) -> None:
    assert standing(facts, day) == expected
