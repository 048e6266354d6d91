"""`referrer_not_employed`, and the warning where nothing shows that the referrer was ever employed."""

from collections.abc import Sequence

from tests.support.borders import after, ago, row, spell, stands, table, told_on
from tests.support.story import Event, opened, programme, referred

BARRED, FREE = "referrer_not_employed", "waiting for application"
UNVERIFIED = "referrer_unverified"
ASKED = "2026-02-01"
PROMISE = [programme(), opened(), referred()]
NOT_ASKED = [programme(referrer={"employed_on_referral": False}), *PROMISE[1:]]
CLOSE = [programme(transfer_gap_days=0), *PROMISE[1:]]


def worked(first_day: str, last_day: str | None = None, number: int = 8) -> list[Event]:
    return spell(number, first_day, last_day, employee="E-1", candidate=None)


@table(
    ("until the day before", [*PROMISE, *worked(ago(99), ago(1))], ASKED, [BARRED]),
    ("until the referral's day", [*PROMISE, *worked(ago(99), ago(0))], ASKED, [FREE]),
    ("until the day after", [*PROMISE, *worked(ago(99), after(1))], ASKED, [FREE]),
    ("from the day before on", [*PROMISE, *worked(ago(1))], ASKED, [FREE]),
    ("from the referral's day on", [*PROMISE, *worked(ago(0))], ASKED, [FREE]),
    ("from the day after on: unverified", [*PROMISE, *worked(after(1))], ASKED, [FREE, UNVERIFIED]),
    ("from the day after on, told before", [*PROMISE, told_on(worked(after(1))[0], ago(9))], ASKED, [FREE, UNVERIFIED]),
    ("never", PROMISE, ASKED, [FREE, UNVERIFIED]),
    ("had left, and came back later", [*PROMISE, *worked(ago(99), ago(9)), *worked(after(1), number=9)], ASKED,
     [BARRED]),
    ("in a gap of 3 days, of 3", [*PROMISE, *worked(ago(99), ago(2)), *worked(after(2), number=9)], ASKED, [FREE]),
    ("in a gap of 4 days, of 3", [*PROMISE, *worked(ago(99), ago(2)), *worked(after(3), number=9)], ASKED, [BARRED]),
    ("in a gap of a day, of 0", [*CLOSE, *worked(ago(99), ago(1)), *worked(after(1), number=9)], ASKED, [BARRED]),
    ("the programme does not ask", [*NOT_ASKED, *worked(ago(99), ago(1))], ASKED, [FREE]),
    ("the programme does not ask, and it is unverified", NOT_ASKED, ASKED, [FREE, UNVERIFIED]),
    ("somebody else's spell", [*PROMISE, *spell(8, ago(99), employee="E-2", candidate=None)], ASKED,
     [FREE, UNVERIFIED]),
)  # fmt: skip
def test_the_referrer_was_employed(facts: Sequence[Event], day: str, expected: list[str]) -> None:
    found = row(facts, day)
    assert [stands(found), *found.warnings] == expected
