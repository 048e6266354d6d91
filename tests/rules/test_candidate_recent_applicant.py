"""`candidate_recent_applicant`: applied, uncovered, less than `not_applied_within_days` days before the referral."""

from collections.abc import Sequence

from tests.support.borders import after, ago, at, house, rejected, spell, standing, table
from tests.support.story import Event, applied, referred

BARRED, FREE = "candidate_recent_applicant", "waiting for application"
ASKED = "2026-02-01"


def told(limit: int | None, **ownership: object) -> list[Event]:
    return [*house(candidate={"not_applied_within_days": limit}, ownership=ownership), referred()]


def refused(days_before: int, time: str = "08:00:00Z") -> list[Event]:
    """An application that many days before the referral, rejected at once, so that it bars by nothing else."""
    return [at(applied(day=ago(days_before)), time), at(rejected(day=ago(days_before)), time)]


@table(
    ("179 days before, of 180", [*told(180), *refused(179)], ASKED, BARRED),
    ("180 days before, of 180", [*told(180), *refused(180)], ASKED, FREE),
    ("181 days before, of 180", [*told(180), *refused(181)], ASKED, FREE),
    ("an hour before, on the same day", [*told(1), *refused(0)], ASKED, BARRED),
    ("the day before, of 1", [*told(1), *refused(1)], ASKED, FREE),
    ("the day before, of 2", [*told(2), *refused(1)], ASKED, BARRED),
    ("a limit of 0 days bars nobody", [*told(0), *refused(0)], ASKED, FREE),
    ("the rule is off", [*told(None), *refused(0)], ASKED, FREE),
    ("out of scope and after the referral",
     [*told(180, scope="requisition"), applied(day=after(1), requisition="Q-2")], ASKED, FREE),
    ("out of scope and before the referral",
     [*told(180, scope="requisition"), applied(day=ago(1), requisition="Q-2")], ASKED, BARRED),
    ("covered, within the grace", [*told(180, grace_hours=48), applied(day=ago(1))], ASKED, "waiting for offer"),
    ("covered, within the grace, where referrals do not expire",
     [*told(180, grace_hours=48, window_days=None), applied(day=ago(1))], ASKED, "waiting for offer"),
    ("another one, before the grace", [*told(180, grace_hours=24), applied(2, ago(1), candidate="C-1"), *refused(2)],
     ASKED, BARRED),
    ("what a spell stands for is no application", [*told(180), *spell(1, ago(90), ago(30))], ASKED, FREE),
)  # fmt: skip
def test_an_applicant_is_recent(facts: Sequence[Event], day: str, expected: str) -> None:
    assert standing(facts, day) == expected


SAME_INSTANT = house(candidate={"not_applied_within_days": 9}, ownership={"scope": "requisition"})


@table(
    ("the application came first, by id",
     [*SAME_INSTANT, at(applied(day=ago(0), requisition="Q-2"), "09:00:00Z"), referred()], ASKED, BARRED),
    ("the referral came first, by id",
     [*SAME_INSTANT, referred(), at(applied(day=ago(0), requisition="Q-2"), "09:00:00Z")], ASKED, FREE),
    ("the referral came first, by sequence",
     [*SAME_INSTANT, {**applied(day=ago(0), requisition="Q-2"), "sequence": "1"}, referred()], ASKED, FREE),
)  # fmt: skip
def test_of_one_instant_the_order_decides(facts: Sequence[Event], day: str, expected: str) -> None:
    assert standing(facts, day) == expected
