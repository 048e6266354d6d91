"""The application of a spell that names only its candidate: an acceptance near its start, its past, the year's last."""

from collections.abc import Sequence
from datetime import UTC, date, tzinfo
from zoneinfo import ZoneInfo

import pytest

from domain.state.organisation import Organisation
from tests.support.borders import after, at, ended, house, rejected, row, spell, table, told_on
from tests.support.story import Event, accepted, applied, fact, offered, programme, referred
from tests.support.told import all_told

START = "2026-09-01"
ASKED = "2026-12-31"
ANY_TIME = [*house(ownership={"window_days": None, "grace_hours": 24 * 3_650}), referred()]


def deal(number: int, days_from_start: int, submitted: int | None = None) -> list[Event]:
    """An application A-N with an offer accepted so many days after the start (before it, if negative)."""
    day = after(days_from_start, START)
    told = applied(number, after(submitted if submitted is not None else min(days_from_start, 0) - 5, START),
                   candidate="C-1")  # fmt: skip
    return [told, at(offered(number, day), "08:00:00Z"), accepted(number, day)]


def other(submitted: int) -> Event:
    """An application A-9 without an offer, which is taken only if no acceptance is near."""
    return applied(9, after(submitted, START), candidate="C-1")


def application_of(employment: str, facts: Sequence[Event], day: str, zone: tzinfo = UTC) -> str | None:
    """The application that the spell belongs to; None if it stands for one."""
    return Organisation(all_told(facts), date.fromisoformat(day), zone).belonging[employment].application


HIRED = spell(1, START)
NEAR, OPEN, NONE = "A-1", "A-9", None


@table(
    ("accepted on the start date", [*ANY_TIME, *deal(1, 0), *HIRED], ASKED, NEAR),
    ("accepted 120 days before", [*ANY_TIME, *deal(1, -120), *deal(2, 1), *HIRED], ASKED, NEAR),
    ("accepted 121 days before, another in the 30 after", [*ANY_TIME, *deal(1, -121), *deal(2, 1), *HIRED], ASKED,
     "A-2"),
    ("accepted 30 days after", [*ANY_TIME, *deal(1, 30), *deal(2, -121), *HIRED], ASKED, NEAR),
    ("accepted 31 days after, another in the 365 before", [*ANY_TIME, *deal(1, 31), *deal(2, -121), *HIRED], ASKED,
     "A-2"),
    ("accepted 365 days before", [*ANY_TIME, *deal(1, -365), other(-3), *HIRED], ASKED, NEAR),
    ("accepted 366 days before", [*ANY_TIME, *deal(1, -366), other(-3), *HIRED], ASKED, OPEN),
    ("accepted 31 days after, no other", [*ANY_TIME, *deal(1, 31, -400), other(-3), *HIRED], ASKED, OPEN),
    ("in the 120 before, rather than on the day after", [*ANY_TIME, *deal(1, -100), *deal(2, 1), *HIRED], ASKED, NEAR),
    ("of several the nearest before", [*ANY_TIME, *deal(1, -9), *deal(2, -10), *HIRED], ASKED, NEAR),
    ("of several the nearest after", [*ANY_TIME, *deal(1, 9), *deal(2, 10), *HIRED], ASKED, NEAR),
    ("of equals the last fact", [*ANY_TIME, *deal(2, -9), *deal(1, -9), *HIRED], ASKED, NEAR),
    ("submitted on the start date", [*ANY_TIME, *deal(1, 3, 0), *deal(2, -200), *HIRED], ASKED, NEAR),
    ("submitted on the day after", [*ANY_TIME, *deal(1, 3, 1), other(-3), *HIRED], ASKED, OPEN),
    ("declined since", [*ANY_TIME, *deal(1, -9), other(-3), fact("offer.declined", after(-2, START), offer="O-1"),
     *HIRED], ASKED, OPEN),
    ("taken by an earlier spell", [*ANY_TIME, *deal(1, -9), other(-3), *spell(0, after(-90, START), after(-60, START),
     application="A-1"), *HIRED], ASKED, OPEN),
    ("not taken by a cancelled one", [*ANY_TIME, *deal(1, -9), other(-3), *spell(0, after(-8, START),
     application="A-1"), fact("employment.cancelled", after(-7, START), employment="EM-0"), *HIRED], ASKED, NEAR),
)  # fmt: skip
def test_an_acceptance_near_the_start(facts: Sequence[Event], day: str, expected: str | None) -> None:
    assert application_of("EM-1", facts, day) == expected


EARLIER = "2026-05-04"
FIRST = [applied(5, "2026-04-01", candidate="C-1"), *spell(0, EARLIER, application="A-5")]


def until(day: str) -> Event:
    return ended("EM-0", day)


@table(
    ("the earlier one runs on", [*ANY_TIME, *FIRST, *HIRED], ASKED, "A-5"),
    ("the earlier one ended 29 days before", [*ANY_TIME, *FIRST, until(after(-29, START)), *HIRED], ASKED, "A-5"),
    ("the earlier one ended 30 days before", [*ANY_TIME, *FIRST, until(after(-30, START)), *HIRED], ASKED, "A-5"),
    ("the earlier one ended 31 days before", [*ANY_TIME, *FIRST, until(after(-31, START)), *HIRED], ASKED, NONE),
    ("an application after the earlier start", [*ANY_TIME, *FIRST, applied(9, after(1, EARLIER), candidate="C-1"),
     *HIRED], ASKED, OPEN),
    ("an application on the day of the earlier start", [*ANY_TIME, *FIRST, applied(9, EARLIER, candidate="C-1"),
     *HIRED], ASKED, "A-5"),
    ("an application before the earlier start", [*ANY_TIME, *FIRST, applied(9, after(-1, EARLIER), candidate="C-1"),
     *HIRED], ASKED, "A-5"),
    ("a cancelled one is none", [*ANY_TIME, *FIRST, fact("employment.cancelled", "2026-05-05", employment="EM-0"),
     rejected(5, "2026-05-06"), *HIRED], ASKED, NONE),
    ("of several the last", [*ANY_TIME, *FIRST, applied(6, "2026-04-02", candidate="C-1"), *spell(2, "2026-06-01",
     application="A-6"), *HIRED], ASKED, "A-6"),
    ("of several on one day the greatest employment",
     [*ANY_TIME, *FIRST, applied(6, "2026-04-02", candidate="C-1"), *spell(2, EARLIER, application="A-6"), *HIRED],
     ASKED, "A-6"),
    ("an application of another person", [*ANY_TIME, applied(5, "2026-04-01", candidate="C-5"), *spell(0, EARLIER,
     application="A-5"), *HIRED], ASKED, NONE),
)  # fmt: skip
def test_a_transfer_or_a_second_contract(facts: Sequence[Event], day: str, expected: str | None) -> None:
    assert application_of("EM-1", facts, day) == expected


@table(
    ("submitted 364 days before", [*ANY_TIME, other(-364), *HIRED], ASKED, OPEN),
    ("submitted 365 days before", [*ANY_TIME, other(-365), *HIRED], ASKED, OPEN),
    ("submitted 366 days before", [*ANY_TIME, other(-366), *HIRED], ASKED, NONE),
    ("submitted on the day before", [*ANY_TIME, other(-1), *HIRED], ASKED, OPEN),
    ("submitted on the start date", [*ANY_TIME, other(0), *HIRED], ASKED, OPEN),
    ("submitted on the day after", [*ANY_TIME, other(1), *HIRED], ASKED, NONE),
    ("of several the latest", [*ANY_TIME, other(-3), applied(8, after(-4, START), candidate="C-1"), *HIRED], ASKED,
     OPEN),
    ("closed on the day before", [*ANY_TIME, other(-3), rejected(9, after(-1, START)), *HIRED], ASKED, NONE),
    ("closed on the start date", [*ANY_TIME, other(-3), rejected(9, START), *HIRED], ASKED, OPEN),
    ("closed on the day after", [*ANY_TIME, other(-3), rejected(9, after(1, START)), *HIRED], ASKED, OPEN),
    ("closed on the calendar's last day, on which it begins", [*ANY_TIME, applied(9, "9999-12-31", candidate="C-1"),
     rejected(9, "9999-12-31"), *spell(1, "9999-12-31")], "9999-12-31", OPEN),
    ("taken by an earlier spell", [*ANY_TIME, other(-99), *spell(0, after(-90, START), after(-60, START),
     application="A-9"), *HIRED], ASKED, NONE),
    ("taken by a later spell only", [*ANY_TIME, other(-9), *spell(0, after(1, START), application="A-9"), *HIRED],
     ASKED, OPEN),
)  # fmt: skip
def test_the_latest_open_one_of_a_year(facts: Sequence[Event], day: str, expected: str | None) -> None:
    assert application_of("EM-1", facts, day) == expected


NEWFOUNDLAND = ZoneInfo("America/St_Johns")
# One minute after midnight the clock went back by an hour: what was told next was told on the day before.
FIRST_NOV_1, NOV_1, THEN_OCT_31, NOON_NOV_1 = (
    f"2009-11-01T{time}Z" for time in ("02:30:00", "02:30:30", "02:31:00", "15:30:00")
)
OCT_20 = "2009-10-20T12:00:00Z"


def submitted(instant: str, number: int = 9) -> Event:
    """Application A-N, submitted at the instant."""
    return at(applied(number, instant[:10], candidate="C-1"), instant)


def then(kind: str, instant: str) -> Event:
    """What became of application A-9 at the instant."""
    more = {"stage": "screening"} if kind == "stage_changed" else {}
    return at(fact(f"application.{kind}", instant[:10], application="A-9", **more), instant)


MOVED = [submitted(OCT_20), then("stage_changed", NOV_1), then("stage_changed", THEN_OCT_31),
         then("rejected", NOON_NOV_1)]  # fmt: skip
BACK = [then("rejected", NOV_1), then("reopened", THEN_OCT_31)]
LATE = [submitted(FIRST_NOV_1), then("rejected", THEN_OCT_31)]


@pytest.mark.parametrize(
    ("told", "start", "expected"),
    [
        pytest.param(MOVED, "2009-11-01", OPEN, id="closed on the day"),
        pytest.param(MOVED, "2009-11-02", NONE, id="closed on the day before"),
        pytest.param(MOVED, "2009-11-03", NONE, id="closed two days before"),
        pytest.param([submitted(OCT_20), *BACK], "2009-11-01", OPEN, id="closed later, opened before"),
        pytest.param([submitted(OCT_20), *BACK], "2009-11-02", OPEN, id="closed and opened again"),
        pytest.param([submitted(FIRST_NOV_1), *BACK], "2009-11-02", OPEN, id="all of it in two minutes"),
        pytest.param(LATE, "2009-11-02", NONE, id="closed after its submission, and on the day before that"),
    ],
)
def test_the_clock_goes_back_over_midnight(told: list[Event], start: str, expected: str | None) -> None:
    assert application_of("EM-1", [*told, *spell(1, start)], "2009-12-01", NEWFOUNDLAND) == expected


@pytest.mark.parametrize(("start", "expected"), [("2010-10-31", "A-8"), ("2010-11-01", "A-9"), ("2010-11-02", NONE)])
def test_the_later_of_two_may_have_the_earlier_day(start: str, expected: str | None) -> None:
    told = [submitted(NOV_1), submitted(THEN_OCT_31, 8), *spell(1, start)]
    assert application_of("EM-1", told, "2010-12-01", NEWFOUNDLAND) == expected


@table(
    ("the one it names", [*ANY_TIME, other(-3), *deal(1, -9), *spell(1, START, application="A-9")], ASKED, OPEN),
    ("the one it names, however old", [*ANY_TIME, other(-900), *spell(1, START, application="A-9")], ASKED, OPEN),
    ("one that is not known: as if it named none", [*ANY_TIME, other(-3), *spell(1, START, application="A-77")], ASKED,
     OPEN),
    ("one that is named later", [*ANY_TIME, *deal(1, -9), other(-3), *HIRED, told_on(spell(1, START,
     application="A-9")[0], after(9, START))], ASKED, OPEN),
)  # fmt: skip
def test_the_named_one(facts: Sequence[Event], day: str, expected: str | None) -> None:
    assert application_of("EM-1", facts, day) == expected


@pytest.mark.parametrize(("employments", "expected"), [((1, 2), "EM-1"), ((2, 1), "EM-1"), ((10, 9), "EM-10")])
def test_spells_of_one_day_are_taken_by_employment(employments: tuple[int, int], expected: str) -> None:
    both = [each for number in employments for each in spell(number, START)]
    # The first takes the application; the second, a contract beside it, goes with it.
    late = [programme(ownership={"window_days": None}), *ANY_TIME[1:], other(-3), *both]
    assert row(late, ASKED).employment == expected
    gone = fact("employment.cancelled", after(1, START), employment=expected)
    assert row([*late, gone], ASKED).employment != expected
