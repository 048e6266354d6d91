"""`referral_after_application`: which earlier application stands in the way of a referral that covers nothing."""

from collections.abc import Sequence

from tests.support.borders import after, ago, house, rejected, spell, standing, table, told_on
from tests.support.story import Event, applied, fact, referred

LATE = "referral_after_application"
FREE = "waiting for application"
ASKED = "2026-02-01"
PROMISE = [*house(), referred()]
OWN_POST = [*house(ownership={"scope": "requisition"}), referred()]


def named(first_day: str, *, cancelled: bool = False) -> list[Event]:
    """A spell of application A-1, told long before it begins."""
    begun = told_on(spell(1, first_day, application="A-1")[0], ago(3))
    return [begun, fact("employment.cancelled", ago(2), employment="EM-1")] if cancelled else [begun]


@table(
    ("an application of 364 days before", [*PROMISE, applied(day=ago(364))], ASKED, LATE),
    ("an application of 365 days before", [*PROMISE, applied(day=ago(365))], ASKED, LATE),
    ("an application of 366 days before is forgotten", [*PROMISE, applied(day=ago(366))], ASKED, FREE),
    ("an application that is closed after D", [*PROMISE, applied(day=ago(9)), rejected(day=ASKED)], "2026-01-31", LATE),
    ("an application that is closed on D", [*PROMISE, applied(day=ago(9)), rejected(day=ASKED)], ASKED, FREE),
    ("an application for another post, any post in scope",
     [*PROMISE, applied(day=ago(9), requisition="Q-2")], ASKED, LATE),
    ("an application for another post, only its own in scope",
     [*OWN_POST, applied(day=ago(9), requisition="Q-2")], ASKED, FREE),
    ("an application for its own post, only that in scope", [*OWN_POST, applied(day=ago(9))], ASKED, LATE),
    ("a later application that is covered clears the way",
     [*PROMISE, applied(day=ago(9)), applied(2, after(3), candidate="C-1")], ASKED, "waiting for offer"),
)  # fmt: skip
def test_an_application_without_a_spell(facts: Sequence[Event], day: str, expected: str) -> None:
    assert standing(facts, day) == expected


APPLIED = [*PROMISE, applied(day=ago(9))]
LONG_AGO = [*PROMISE, applied(day=ago(500))]


@table(
    ("a hire who starts before the referral's day is an employee", [*APPLIED, *named(ago(1))], ASKED,
     "candidate_is_employee"),
    ("a hire who starts on the referral's day is an employee", [*APPLIED, *named(ago(0))], ASKED,
     "candidate_is_employee"),
    ("a hire who starts on the day after", [*APPLIED, *named(after(1))], ASKED, LATE),
    ("a hire who starts after D", [*APPLIED, *named(after(100))], ASKED, LATE),
    ("a hire of an application that is closed", [*APPLIED, *named(after(1)), rejected()], ASKED, LATE),
    ("a hire of an old application", [*LONG_AGO, *named(after(1))], ASKED, LATE),
    ("a spell that never began takes the application away", [*APPLIED, *named(after(1), cancelled=True)], ASKED, FREE),
    ("a hire who had left before the referral", [*LONG_AGO, *spell(1, ago(300), ago(100), application="A-1")], ASKED,
     FREE),
)  # fmt: skip
def test_an_application_with_a_spell(facts: Sequence[Event], day: str, expected: str) -> None:
    assert standing(facts, day) == expected
