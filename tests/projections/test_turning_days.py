"""The dates in facts, windows and milestones on which rows read differently, told early or late: all are foreseen."""

from collections.abc import Sequence
from datetime import date

import pytest

from tests.support.houses import Event, Houses
from tests.support.story import accepted, applied, employed, fact, hired, offered, opened, programme, recorded, referred
from tests.support.turning import every_day, turning

EARLY, LATE = "2026-02-20", "2026-06-10"
PLAIN = [programme(), employed("E-1"), opened(), *hired()]
HALF = {"by": "schedule", "full_time": "1", "part_time": "0.5"}
BY_HOURS = [programme(factors=HALF), employed("E-1"), opened()]

STORIES: dict[str, tuple[Sequence[Event], str]] = {
    "the milestone": (PLAIN, "2026-05-31"),
    "the day after the window": ([programme(), referred()], "2026-07-12"),
    "the day after an offer runs out": (
        [programme(), referred(), applied(), offered(expires_on="2026-02-10")],
        "2026-02-11",
    ),
    "a start told late": (
        [
            *PLAIN[:-1],
            fact(
                "employment.started", LATE, employment="EM-1", employee="H-1", candidate="C-1", start_date="2026-03-02"
            ),
        ],
        "2026-03-02",
    ),
    "a start corrected to later": (
        [*PLAIN, fact("employment.start_corrected", "2026-03-05", employment="EM-1", start_date="2026-03-16")],
        "2026-03-16",
    ),
    "a last day told late": (
        [*PLAIN, fact("employment.ended", LATE, employment="EM-1", last_day="2026-05-20")],
        "2026-05-20",
    ),
    "the day after the hire's last day, where another spell goes on": (
        [
            *BY_HOURS,
            *hired(schedule="part_time"),
            fact("employment.ended", EARLY, employment="EM-1", last_day="2026-04-10"),
            fact("employment.started", "2026-04-01", employment="EM-X", employee="H-1", start_date="2026-04-01"),
        ],
        "2026-04-11",
    ),
    "a change told late": (
        [
            *BY_HOURS,
            *hired(),
            fact("employment.changed", LATE, employment="EM-1", effective_on="2026-04-15", schedule="part_time"),
        ],
        "2026-04-15",
    ),
    "a change told early": (
        [
            *BY_HOURS,
            *hired(),
            fact("employment.changed", EARLY, employment="EM-1", effective_on="2026-04-15", schedule="part_time"),
        ],
        "2026-04-15",
    ),
    "a leave told late": (
        [
            programme(unpaid_leave_pauses=True),
            *PLAIN[1:],
            fact(
                "leave.recorded",
                LATE,
                leave="L-1",
                employment="EM-1",
                first_day="2026-04-01",
                last_day="2026-04-10",
                paid=False,
            ),
        ],
        "2026-04-01",
    ),
    "a leave told early": (
        [
            programme(unpaid_leave_pauses=True),
            *PLAIN[1:],
            fact(
                "leave.recorded",
                "2026-03-20",
                leave="L-1",
                employment="EM-1",
                first_day="2026-04-01",
                last_day="2026-04-10",
                paid=False,
            ),
        ],
        "2026-03-20",
    ),
    "a manager told late": (
        [
            programme(referrer={"management_chain": "direct"}),
            employed("E-1"),
            opened(),
            referred(),
            applied(),
            offered(),
            accepted(),
            fact(
                "employment.started",
                "2026-02-10",
                employment="EM-1",
                employee="H-1",
                candidate="C-1",
                start_date="2026-03-02",
            ),
            {**recorded("H-1", "2026-03-01", manager="E-1"), "time": f"{LATE}T09:00:00Z"},
        ],
        "2026-03-01",
    ),
    "a manager up the chain told late": (
        [
            programme(referrer={"management_chain": "all"}),
            employed("E-1"),
            *PLAIN[2:-1],
            fact(
                "employment.started",
                "2026-02-10",
                employment="EM-1",
                employee="H-1",
                candidate="C-1",
                start_date="2026-03-02",
            ),
            recorded("H-1", "2026-01-02", manager="E-5"),
            {**recorded("E-5", "2026-03-01", manager="E-1"), "time": f"{LATE}T09:00:00Z"},
        ],
        "2026-03-01",
    ),
    "a hiring manager to come": (
        [
            programme(),
            opened(),
            referred(),
            applied(),
            fact(
                "requisition.updated", "2026-02-01", requisition="Q-1", effective_on="2026-03-15", hiring_manager="E-1"
            ),
        ],
        "2026-03-15",
    ),
    "a post to be opened": ([{**opened(day="2026-03-15"), "time": "2026-02-01T09:00:00Z"}], "2026-03-15"),
    "a post to be closed": (
        [opened(), fact("requisition.closed", "2026-02-01", requisition="Q-1", closed_on="2026-03-15")],
        "2026-03-15",
    ),
    "the referrer's last day told late": (
        [*PLAIN, fact("employment.ended", LATE, employment="EM-E-1", last_day="2026-05-20")],
        "2026-05-20",
    ),
    "a version published later": (
        [*PLAIN, programme(2, "2026-01-12", "2026-04-20", amount={"currency": "USD", "default": "400.00"})],
        "2026-04-20",
    ),
}


@pytest.mark.parametrize(("story", "day"), STORIES.values(), ids=STORIES.keys())
def test_a_day_on_which_rows_read_differently_is_foreseen(
    houses_on_sqlite: Houses, story: list[Event], day: str
) -> None:
    house = houses_on_sqlite("UTC")
    house.push(story)
    house.engine().catch_up()
    found = turning(house, every_day(date(2026, 1, 1), date(2026, 7, 20)))
    assert date.fromisoformat(day) in found.days
    assert found.unforeseen == set()
