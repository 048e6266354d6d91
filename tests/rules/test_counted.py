"""Which of the covered applications counts (spec/bonus.md §1), and which of its spells is the hire."""

from collections.abc import Sequence
from typing import Any

import pytest

from tests.support.borders import after, at, house, rejected, row, spell, table, told_on
from tests.support.story import Event, accepted, applied, fact, offered, referred

ASKED = "2026-02-20"
OTHER = applied(2, "2026-01-21", candidate="C-1")
TWO = [*house(), referred(), applied(), OTHER]
DECLINED = fact("offer.declined", "2026-02-10", offer="O-1")


@table(
    ("of equals the latest fact", TWO, ASKED, "A-2"),
    ("of equals the latest fact, its own", [*TWO, fact("application.stage_changed", "2026-02-01", application="A-1",
     stage="x")], ASKED, "A-1"),
    ("accepted before offered", [*TWO, offered(1), accepted(1), offered(2, "2026-02-10")], ASKED, "A-1"),
    ("offered before open", [*TWO, offered(1), fact("application.stage_changed", "2026-02-10", application="A-2",
     stage="x")], ASKED, "A-1"),
    ("open before closed", [*TWO, rejected(2, "2026-02-10")], ASKED, "A-1"),
    ("closed alone", [*TWO, rejected(1, "2026-02-11"), rejected(2, "2026-02-10")], ASKED, "A-1"),
    ("of equals the latest fact of its offers", [*TWO, offered(1), offered(2, "2026-02-03"),
     offered(1, "2026-02-04")], ASKED, "A-1"),
    ("a fact that is passed over makes none later", [*TWO, offered(1), accepted(1), offered(2), accepted(2,
     "2026-02-06"), fact("offer.expired", "2026-02-10", offer="O-1")], ASKED, "A-2"),
    ("an interview makes none later", [*TWO, fact("interview.completed", "2026-02-10", interview="I-1",
     application="A-1")], ASKED, "A-2"),
    ("closed by its offer, before a closed one of before", [*TWO, rejected(2, "2026-02-09"), offered(1), DECLINED],
     ASKED, "A-1"),
    ("one with a hire before an accepted one",
     [*TWO, offered(2), accepted(2), *spell(1, "2026-02-15", application="A-1")], ASKED, "A-1"),
    ("one with a hire before all, though closed",
     [*TWO, *spell(1, "2026-02-15", application="A-1"), rejected(1, "2026-02-16")], ASKED, "A-1"),
    ("a cancelled spell is no hire", [*TWO, *spell(1, "2026-02-15", application="A-1"),
     fact("employment.cancelled", "2026-02-16", employment="EM-1")], ASKED, "A-2"),
    ("of two hires the earlier start", [*TWO, *spell(1, "2026-02-16", application="A-1"),
     *spell(2, "2026-02-15", application="A-2")], ASKED, "A-2"),
    ("of two hires on one day the lesser employment", [*TWO, *spell(2, "2026-02-15", application="A-1"),
     *spell(1, "2026-02-15", application="A-2")], ASKED, "A-2"),
    ("a regular hire before an earlier intern",
     [*TWO, *spell(1, "2026-02-10", application="A-1", employment_type="intern"),
      *spell(2, "2026-02-15", application="A-2")], ASKED, "A-2"),
    ("an earlier uncovered one never", [*TWO[:4], at(applied(), "2026-01-12T08:00:00Z"), OTHER, offered(1)], ASKED,
     "A-2"),
)  # fmt: skip
def test_the_counted_application(facts: Sequence[Event], day: str, expected: str) -> None:
    assert row(facts, day).application == expected


ONE = [*house(), referred(), applied()]


def of(number: int, day: str, **more: Any) -> list[Event]:
    return spell(number, day, application="A-1", **more)


@table(
    ("the earlier start", [*ONE, *of(1, "2026-02-16"), *of(2, "2026-02-15")], ASKED, "EM-2"),
    ("of one day the lesser employment", [*ONE, *of(2, "2026-02-15"), *of(1, "2026-02-15")], ASKED, "EM-1"),
    ("not a cancelled one", [*ONE, *of(1, "2026-02-15"), fact("employment.cancelled", "2026-02-16",
     employment="EM-1"), *of(2, "2026-02-16")], ASKED, "EM-2"),
    ("one that counts before an earlier one that does not",
     [*ONE, *of(1, "2026-02-15", employment_type="intern"), *of(2, "2026-02-18")], ASKED, "EM-2"),
    ("of two that do not count the earlier", [*ONE, *of(1, "2026-02-16", employment_type="intern"),
     *of(2, "2026-02-15", employment_type="contractor")], ASKED, "EM-2"),
    ("one that is to start", [*ONE, told_on(of(1, after(9, ASKED))[0], ASKED)], ASKED, "EM-1"),
)  # fmt: skip
def test_the_hire(facts: Sequence[Event], day: str, expected: str) -> None:
    assert row(facts, day).employment == expected


def test_spells_that_stand_for_applications_tie_by_employment() -> None:
    # Both were cancelled, so neither is a hire; both stand for an application of the same first instant.
    gone = [fact("employment.cancelled", "2026-02-16", employment=f"EM-{number}") for number in (1, 2)]
    facts = [*ONE[:-1], *spell(1, "2026-02-15"), *spell(2, "2026-02-15"), *gone]
    found = row(facts, ASKED)
    assert (found.application, found.employment, found.reasons) == (None, None, ("never_started",))


@pytest.mark.parametrize(("requisition", "expected"), [("Q-1", "Q-1"), ("Q-2", "Q-2")])
def test_a_row_names_the_counted_applications_post(requisition: str, expected: str) -> None:
    assert row([*ONE[:-1], applied(requisition=requisition)], ASKED).requisition == expected
