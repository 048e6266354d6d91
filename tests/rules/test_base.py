"""The base amount: the requisition's bonus, else by level, else by department, else the default; and of which day."""

from collections.abc import Sequence
from typing import Any

from tests.support.borders import after, ago, row, table, told_on
from tests.support.story import Event, applied, employed, fact, opened, programme, referred

ASKED = "2026-02-01"
AMOUNT = {
    "currency": "USD", "default": "1.00", "by_level": {"senior": "20.00"}, "by_department": {"nursing": "300.00"},
}  # fmt: skip
EUROS = {"amount": "4000.00", "currency": "EUR"}
PROMISE = [programme(amount=AMOUNT), employed("E-1"), referred()]


def post(day: str = ago(9), name: str = "Q-1", **more: Any) -> Event:
    return opened(name, day, **more)


def updated(day: str, **more: Any) -> Event:
    return told_on(fact("requisition.updated", day, requisition="Q-1", effective_on=day, **more), ago(5))


@table(
    ("the default", [*PROMISE, post()], ASKED, "1.00 USD"),
    ("by department", [*PROMISE, post(department="nursing")], ASKED, "300.00 USD"),
    ("by level before department", [*PROMISE, post(department="nursing", level="senior")], ASKED, "20.00 USD"),
    ("its own before all, in its own currency",
     [*PROMISE, post(department="nursing", level="senior", bonus=EUROS)], ASKED, "4000.00 EUR"),
    ("a level that has no amount", [*PROMISE, post(department="nursing", level="junior")], ASKED, "300.00 USD"),
    ("a department that has no amount", [*PROMISE, post(department="surgery")], ASKED, "1.00 USD"),
    ("a post that is not known", PROMISE, ASKED, "1.00 USD"),
    ("no post named", [*PROMISE, post("2026-01-03", bonus=EUROS), referred(day=after(1), requisition="")], ASKED,
     "1.00 USD"),
    ("the counted application's post",
     [*PROMISE, post(), post(name="Q-2", bonus=EUROS), applied(requisition="Q-2")], ASKED, "4000.00 EUR"),
    ("not the named one's, where another is counted",
     [*PROMISE, post(bonus=EUROS), post(name="Q-2"), applied(requisition="Q-2")], ASKED, "1.00 USD"),
)  # fmt: skip
def test_where_the_base_comes_from(facts: Sequence[Event], day: str, expected: str) -> None:
    found = row(facts, day)
    assert f"{found.amount} {found.currency}" == expected


SENIOR: dict[str, Any] = {"level": "senior"}
JUNIOR: dict[str, Any] = {"level": "junior"}
LATE = after(20)


@table(
    ("from the day before the referral's on", [*PROMISE, post(), updated(ago(1), **SENIOR)], ASKED, "20.00"),
    ("from the referral's day on", [*PROMISE, post(), updated(ago(0), **SENIOR)], ASKED, "20.00"),
    ("from the day after on", [*PROMISE, post(**JUNIOR), updated(after(1), **SENIOR)], ASKED, "1.00"),
    ("until the day before the referral's", [*PROMISE, post(**SENIOR), updated(ago(0), **JUNIOR)], ASKED, "1.00"),
    ("a field left out keeps its value", [*PROMISE, post(**SENIOR), updated(ago(1), department="x")], ASKED, "20.00"),
    ("an empty text clears it", [*PROMISE, post(**SENIOR), updated(ago(1), level="")], ASKED, "1.00"),
    ("an empty bonus clears it", [*PROMISE, post(**SENIOR, bonus=EUROS), updated(ago(1), bonus={})], ASKED, "20.00"),
    ("an empty bonus clears it from its day on", [*PROMISE, post(**SENIOR, bonus=EUROS), updated(after(1), bonus={})],
     ASKED, "4000.00"),
    ("opened later: on its opening day", [*PROMISE, post(LATE, **SENIOR), updated(after(-1, LATE), **JUNIOR)], LATE,
     "20.00"),
    ("opened later, changed on its opening day",
     [*PROMISE, post(LATE, **JUNIOR), told_on(updated(LATE, **SENIOR), LATE)], LATE, "20.00"),
    ("opened later, changed on the day after", [*PROMISE, post(LATE, **JUNIOR), updated(after(1, LATE), **SENIOR)],
     after(2, LATE), "1.00"),
    ("opened twice: the least opening day counts", [*PROMISE, post(**JUNIOR), post(LATE, **SENIOR)], LATE, "1.00"),
    ("opened twice, both later: the least", [*PROMISE, post(after(5), **JUNIOR), post(LATE, **SENIOR)], LATE, "1.00"),
)  # fmt: skip
def test_on_which_day_the_post_is_read(facts: Sequence[Event], day: str, expected: str) -> None:
    assert row(facts, day).amount == expected
