"""Whether the hire has served the tenure by the day, whatever else stands in the way of a bonus: for the clock."""

from collections.abc import Sequence
from datetime import date

from domain.rules.decide import decide_uncapped
from domain.rules.eligibility import judge
from domain.state.organisation import Organisation
from tests.support.borders import after, ended, house, leave, spell, table, told_on
from tests.support.story import Event, applied, programme, referred
from tests.support.told import all_told

START = "2026-03-02"
NINETY = after(90, START)
CLAIM = [*house(), referred(), applied()]
HIRED = [*CLAIM, *spell(1, START, application="A-1")]
FAMILY = [programme(referrer={"excluded_relationships": ["family"]}), *HIRED[1:], referred(relationship="family")]
OPEN = [programme(unpaid_leave_pauses=True), *HIRED[1:], leave("2026-04-01")]
AT_ONCE = programme(instalments=[{"name": "start", "tenure_days": 0, "share": "1"}])


@table(
    ("on the day before the milestone", HIRED, after(-1, NINETY), False),
    ("on the milestone", HIRED, NINETY, True),
    ("on the day after", HIRED, after(1, NINETY), True),
    ("barred, and served all the same", FAMILY, NINETY, True),
    ("left on the day before the milestone", [*HIRED, ended("EM-1", after(-1, NINETY))], after(9, NINETY), False),
    ("left on the milestone", [*HIRED, ended("EM-1", NINETY)], after(9, NINETY), True),
    ("the referrer left", [*HIRED, ended("EM-E-1", "2026-04-01")], NINETY, True),
    ("no hire", CLAIM, NINETY, False),
    ("a hire who has not started", [AT_ONCE, *CLAIM[1:], told_on(HIRED[-1], "2026-02-10")], after(-1, START), False),
    ("a hire who has started, and need serve no day", [AT_ONCE, *HIRED[1:]], START, True),
    ("a leave without an end", OPEN, after(400, START), False),
)  # fmt: skip
def test_the_tenure_is_served(facts: Sequence[Event], day: str, expected: bool) -> None:
    (found,) = decide_uncapped(judge(Organisation(all_told(facts), date.fromisoformat(day))))
    assert found.tenure_served is expected


def test_no_programme_no_tenure() -> None:
    (found,) = decide_uncapped(judge(Organisation(all_told(HIRED[1:]), date.fromisoformat(NINETY))))
    assert (found.tenure_served, found.tenure_days) == (False, None)
