"""`referrer_is_hiring_manager`: from the referral's day to the hire's start or D, whichever is earlier."""

from collections.abc import Sequence

from tests.support.borders import after, ago, house, spell, standing, table, told_on
from tests.support.story import Event, applied, employed, fact, opened, programme, referred

BARRED = "referrer_is_hiring_manager"
OFFER, MILESTONE = "waiting for offer", "waiting for milestone"
START, ASKED = "2026-03-02", "2026-04-01"
APPLIED = [*house(), referred(), applied()]
HIRED = [*APPLIED, *spell(1, START, application="A-1")]
OWN = [programme(), employed("E-1"), opened(hiring_manager="E-1"), referred(), applied()]
ALLOWED = [programme(referrer={"hiring_manager_excluded": False}), *OWN[1:]]


def manager(who: str, day: str, post: str = "Q-1") -> Event:
    """The post gets a hiring manager, told long before the day."""
    told = fact("requisition.updated", day, requisition=post, effective_on=day, hiring_manager=who)
    return told_on(told, "2026-01-06")


@table(
    ("of the post all along", OWN, ASKED, BARRED),
    ("asked on the referral's day itself", [*OWN[:-1], applied(day=ago(0))], ago(0), BARRED),
    ("the programme does not mind", ALLOWED, ASKED, OFFER),
    ("nothing counted: not tested", OWN[:-1], ASKED, "waiting for application"),
    ("until the day before the referral's", [*OWN, manager("E-9", ago(0))], ASKED, OFFER),
    ("until the referral's day", [*OWN, manager("E-9", after(1))], ASKED, BARRED),
    ("from the referral's day on", [*APPLIED, manager("E-1", ago(0))], ASKED, BARRED),
    ("for one day in between", [*APPLIED, manager("E-1", after(20)), manager("E-9", after(21))], ASKED, BARRED),
    ("from D on", [*APPLIED, manager("E-1", ASKED)], ASKED, BARRED),
    ("from the day after D on", [*APPLIED, manager("E-1", after(1, ASKED))], ASKED, OFFER),
    ("from the day before the hire's start on", [*HIRED, manager("E-1", after(-1, START))], ASKED, BARRED),
    ("from the hire's start on", [*HIRED, manager("E-1", START)], ASKED, BARRED),
    ("from the day after the hire's start on", [*HIRED, manager("E-1", after(1, START))], ASKED, MILESTONE),
    ("before the hire's start, but after D",
     [*HIRED[:-1], told_on(HIRED[-1], "2026-02-10"), manager("E-1", "2026-02-20")], "2026-02-19", "waiting for start"),
    ("before the hire's start, on D",
     [*HIRED[:-1], told_on(HIRED[-1], "2026-02-10"), manager("E-1", "2026-02-20")], "2026-02-20", BARRED),
    ("of another post", [*APPLIED, opened("Q-2", hiring_manager="E-1")], ASKED, OFFER),
    ("of the counted application's post, not of the one named",
     [*house(), opened("Q-2", hiring_manager="E-1"), referred(), applied(requisition="Q-2")], ASKED, BARRED),
    ("of the named post, not of the counted application's", [*OWN[:-1], opened("Q-2"), applied(requisition="Q-2")],
     ASKED, OFFER),
    ("of a post that was never opened", [*house()[:2], manager("E-1", ago(9)), referred(), applied()], ASKED, OFFER),
)  # fmt: skip
def test_the_referrer_was_the_hiring_manager(facts: Sequence[Event], day: str, expected: str) -> None:
    assert standing(facts, day) == expected


def test_a_hire_who_started_before_the_referral_leaves_no_day_to_look_at() -> None:
    grace = programme(ownership={"grace_hours": 24 * 100})
    # Started and left before the referral, which came within the grace.
    begun = spell(1, ago(20), ago(10), application="A-1")
    facts = [grace, *OWN[1:-1], applied(day=ago(30)), *begun]
    assert standing(facts, ASKED) == "hire_left_before_milestone"
