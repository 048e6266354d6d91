"""`requisition_not_open`: whether the post was open on the referral's day."""

from collections.abc import Sequence

from tests.support.borders import after, ago, standing, table, told_on
from tests.support.story import Event, applied, employed, fact, opened, programme, referred

SHUT, FREE = "requisition_not_open", "waiting for application"
ASKED = "2026-01-16"
ALWAYS = [programme(), employed("E-1"), referred()]
STRICT = [programme(ownership={"requisition_must_be_open": True}), employed("E-1"), referred()]
OLD = opened(day=ago(60))


def closed(day: str, requisition: str = "Q-1") -> Event:
    return fact("requisition.closed", day, requisition=requisition, closed_on=day)


@table(
    ("opened before the referral's day", [*STRICT, opened(day=ago(1))], ASKED, FREE),
    ("opened on the referral's day", [*STRICT, opened(day=ago(0))], ASKED, FREE),
    ("opened on the day after", [*STRICT, opened(day=after(1))], ASKED, SHUT),
    ("opened on the day after, told before", [*STRICT, told_on(opened(day=after(1)), ago(9))], ASKED, SHUT),
    ("closed before the referral's day", [*STRICT, OLD, closed(ago(1))], ASKED, SHUT),
    ("closed on the referral's day", [*STRICT, OLD, closed(ago(0))], ASKED, SHUT),
    ("closed on the day after", [*STRICT, OLD, closed(after(1))], ASKED, FREE),
    ("closed before the day, told late", [*STRICT, OLD, told_on(closed(ago(0)), after(3))], ASKED, SHUT),
    ("closed and opened again on one day, in order", [*STRICT, OLD, closed(ago(5)), opened(day=ago(5))], ASKED, FREE),
    ("opened again and closed on one day, in order", [*STRICT, OLD, opened(day=ago(5)), closed(ago(5))], ASKED, SHUT),
    ("the later date wins over the later fact", [*STRICT, OLD, opened(day=ago(4)), told_on(closed(ago(5)), ago(1))],
     ASKED, FREE),
    ("a change is neither", [*STRICT, OLD, fact("requisition.updated", ago(1), requisition="Q-1", effective_on=ago(1))],
     ASKED, FREE),
    ("closed, but never opened", [*STRICT, closed(ago(9))], ASKED, SHUT),
    ("not known", STRICT, ASKED, SHUT),
    ("none named", [*STRICT, OLD, referred(day=after(1), requisition="")], ASKED, SHUT),
    ("the programme does not ask", [*ALWAYS, OLD, closed(ago(1))], ASKED, FREE),
    ("the post of the counted application: open",
     [*STRICT, OLD, closed(ago(1)), opened("Q-2", ago(9)), applied(day=after(2), requisition="Q-2")], ASKED,
     "waiting for offer"),
    ("the post of the counted application: not open",
     [*STRICT, OLD, opened("Q-2", after(1)), applied(day=after(2), requisition="Q-2")], ASKED, SHUT),
)  # fmt: skip
def test_the_post_must_be_open_on_the_referrals_day(facts: Sequence[Event], day: str, expected: str) -> None:
    assert standing(facts, day) == expected
