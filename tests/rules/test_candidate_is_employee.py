"""`candidate_is_employee`: employed on the referral's day, or moved inside the organisation."""

from collections.abc import Sequence

from tests.support.borders import after, ago, at, house, spell, standing, table, told_on
from tests.support.story import Event, applied, fact, referred

BARRED, FREE = "candidate_is_employee", "waiting for application"
ASKED = "2026-02-01"
PROMISE = [*house(), referred()]
NO_GAP = [*house(transfer_gap_days=0), referred()]


@table(
    ("until the day before", [*PROMISE, *spell(0, ago(400), ago(1))], ASKED, FREE),
    ("until the referral's day", [*PROMISE, *spell(0, ago(400), ago(0))], ASKED, BARRED),
    ("from the referral's day on", [*PROMISE, *spell(1, ago(0))], ASKED, BARRED),
    ("from the next day on: that is the hire", [*PROMISE, *spell(1, after(1))], ASKED, "waiting for milestone"),
    ("in a gap of 3 days, of 3", [*PROMISE, *spell(0, ago(400), ago(2)), *spell(2, after(2))], ASKED, BARRED),
    ("in a gap of 4 days, of 3", [*PROMISE, *spell(0, ago(400), ago(2)), *spell(2, after(3))], ASKED, FREE),
    ("in a gap of a day, of 0", [*NO_GAP, *spell(0, ago(400), ago(1)), *spell(2, after(1))], ASKED, FREE),
    ("in a spell that never began",
     [*PROMISE, *spell(0, ago(9)), fact("employment.cancelled", ago(5), employment="EM-0")], ASKED, FREE),
)  # fmt: skip
def test_employed_on_the_referrals_day(facts: Sequence[Event], day: str, expected: str) -> None:
    assert standing(facts, day) == expected


HIRED = [*PROMISE, applied(day="2026-01-20"), *spell(1, "2026-03-02", application="A-1")]
WITHIN = [*house(ownership={"grace_hours": 1}), *HIRED[3:]]


OWN_POST = [*house(ownership={"scope": "requisition"}), *HIRED[3:]]


def came(
    first_day: str, last_day: str | None = None, time: str = "08:59:59Z", applied_on: str = ago(0), post: str = "Q-1"
) -> list[Event]:
    """Another spell of the person, of an application A-2."""
    application = at(applied(2, day=applied_on, candidate="C-1", requisition=post), time)
    return [application, *spell(2, first_day, last_day, application="A-2")]


@table(
    ("by a spell of an application just before the referral", [*HIRED, *came("2026-02-20")], "2026-04-01", BARRED),
    ("by an application of long before", [*HIRED, *came("2026-02-20", applied_on=ago(900))], "2026-04-01", BARRED),
    ("not by an application of the same instant: that spell is the hire",
     [*HIRED, *came("2026-02-20", time="09:00:00Z")], "2026-04-01", "waiting for milestone"),
    ("out of scope: by an application just before the referral", [*OWN_POST, *came("2026-02-20", post="Q-2")],
     "2026-04-01", BARRED),
    ("out of scope: not by one of the same instant", [*OWN_POST, *came("2026-02-20", time="09:00:00Z", post="Q-2")],
     "2026-04-01", "waiting for milestone"),
    ("by an application just before the grace", [*WITHIN, *came("2026-02-20", time="07:59:59Z")], "2026-04-01", BARRED),
    ("not by one within the grace", [*WITHIN, *came("2026-02-20", time="08:00:00Z")], "2026-04-01",
     "waiting for milestone"),
    ("by a spell that began on the day before the hire", [*HIRED, *came("2026-03-01")], "2026-04-01", BARRED),
    ("not by a spell that began on the hire's day", [*HIRED, *came("2026-03-02")], "2026-04-01",
     "waiting for milestone"),
    ("not by a spell that began after the hire", [*HIRED, *came("2026-03-10")], "2026-04-01",
     "waiting for milestone"),
    ("by a spell that ended 3 days of gap before", [*HIRED, *came("2026-02-01", "2026-02-26")], "2026-04-01", BARRED),
    ("not by one that ended 4 days of gap before", [*HIRED, *came("2026-02-01", "2026-02-25")], "2026-04-01",
     "waiting for milestone"),
    ("known as soon as both spells are", [*HIRED[:-1], told_on(HIRED[-1], "2026-02-21"), *came("2026-02-20")],
     "2026-02-21", BARRED),
)  # fmt: skip
def test_an_internal_move(facts: Sequence[Event], day: str, expected: str) -> None:
    assert standing(facts, day) == expected
