"""The scope of a referral: any post, or only the one it named; and of an application that a spell stands for."""

from collections.abc import Sequence

from tests.support.borders import after, ended, house, rejected, row, spell, standing, table
from tests.support.story import Event, applied, referred

START = "2026-03-02"
ASKED = "2026-04-01"
ANY_POST = [*house(), referred()]
OWN_POST = [*house(ownership={"scope": "requisition"}), referred()]
NAMED_NONE = [*house(ownership={"scope": "requisition"}), referred(requisition=None)]
OTHER = applied(requisition="Q-2")


@table(
    ("any post: another one's application is covered", [*ANY_POST, OTHER], ASKED, "waiting for offer"),
    ("its own post: that one's application is covered", [*OWN_POST, applied()], ASKED, "waiting for offer"),
    ("its own post: another one's is not", [*OWN_POST, OTHER], ASKED, "waiting for application"),
    ("its own post, but none was named: any", [*NAMED_NONE, OTHER], ASKED, "waiting for offer"),
    ("its own post: announced again, for that one", [*OWN_POST, OTHER, applied(day="2026-01-21")], ASKED,
     "waiting for offer"),
    ("its own post: announced again, for another one", [*OWN_POST, applied(), applied(day="2026-01-21",
     requisition="Q-2")], ASKED, "waiting for application"),
    ("a post that the referral names later", [*NAMED_NONE, referred(day="2026-01-15"), OTHER], ASKED,
     "waiting for application"),
)  # fmt: skip
def test_an_announced_application_fits_the_scope(facts: Sequence[Event], day: str, expected: str) -> None:
    assert standing(facts, day) == expected


def refused_long_ago(days_before_start: int) -> list[Event]:
    """An application for another post, rejected, and the spell that names none."""
    day = after(-days_before_start, START)
    return [applied(day=day, requisition="Q-2"), rejected(day=day), *spell(1, START)]


# An old spell has taken the application, so that the new one stands for its own.
TAKEN = [*spell(0, "2025-12-01", application="A-1"), ended("EM-0", "2025-12-15")]


@table(
    ("an announced one 364 days before the start", [*OWN_POST, *refused_long_ago(364)], ASKED,
     "waiting for application"),
    ("an announced one 365 days before the start", [*OWN_POST, *refused_long_ago(365)], ASKED,
     "waiting for application"),
    ("an announced one 366 days before the start", [*OWN_POST, *refused_long_ago(366)], ASKED,
     "waiting for milestone"),
    ("an announced one on the day before the start",
     [*OWN_POST, *TAKEN, applied(day=after(-1, START), requisition="Q-2"), *spell(1, START)], ASKED,
     "waiting for application"),
    ("an announced one on the start date",
     [*OWN_POST, *TAKEN, applied(day=START, requisition="Q-2"), *spell(1, START)], ASKED, "waiting for application"),
    ("an announced one on the day after the start",
     [*OWN_POST, *TAKEN, applied(day=after(1, START), requisition="Q-2"), *spell(1, START)], ASKED,
     "waiting for milestone"),
    ("any post: whatever was announced", [*ANY_POST, *refused_long_ago(365)], ASKED, "waiting for milestone"),
    ("none named: whatever was announced", [*NAMED_NONE, *refused_long_ago(365)], ASKED, "waiting for milestone"),
)  # fmt: skip
def test_what_a_spell_stands_for_fits_unless_another_was_announced(
    facts: Sequence[Event], day: str, expected: str
) -> None:
    assert standing(facts, day) == expected


def test_what_a_spell_stands_for_is_to_the_referrals_own_post() -> None:
    found = row([*ANY_POST, *spell(1, START)], ASKED)
    assert (found.application, found.employment, found.requisition) == (None, "EM-1", "Q-1")
