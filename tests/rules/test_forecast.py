"""The forecast of a waiting row, and what would make it earned; never before the day asked."""

from collections.abc import Sequence

from tests.rules.explaining import explained
from tests.support.borders import after, house, leave, rejected, spell, table, told_on
from tests.support.story import Event, accepted, applied, offered, programme, referred

PROMISE = [*house(), referred()]
NEVER = [*house(ownership={"window_days": None}), referred()]
APPLIED = [*PROMISE, applied()]
AGREED = "2026-03-02"
OFFERED = [*APPLIED, offered(start_date=AGREED)]
ACCEPTED = [*OFFERED, accepted()]
HIRE = told_on(spell(1, AGREED, application="A-1")[0], "2026-02-10")
OPEN = [programme(unpaid_leave_pauses=True), *APPLIED[1:], HIRE, leave("2026-04-01")]
MILESTONE = after(90, AGREED)


@table(
    ("nothing covered", PROMISE, "2026-02-20",
     ("an application by 2026-07-11, a hire from it, and employed for 90 days", None)),
    ("nothing covered, no window", NEVER, "2026-02-20", ("an application, a hire from it, and employed for 90 days",
     None)),
    ("no offer", APPLIED, "2026-02-20", ("an offer accepted, a start, and employed for 90 days", None)),
    ("an offer without a start date", [*APPLIED, offered()], "2026-02-20",
     ("the offer accepted, a start, and employed for 90 days", None)),
    ("an offer with one, on the day before it", OFFERED, after(-1, AGREED),
     ("the offer accepted, a start, and employed for 90 days", MILESTONE)),
    ("an offer with one, on that day", OFFERED, AGREED,
     (f"the offer accepted, a start (overdue since {AGREED}), and employed for 90 days", None)),
    ("accepted, on the day before the agreed start", ACCEPTED, after(-1, AGREED),
     ("a start, and employed for 90 days", MILESTONE)),
    ("accepted, on the agreed start", ACCEPTED, AGREED,
     (f"a start (overdue since {AGREED}), and employed for 90 days", None)),
    ("accepted, on the day after", ACCEPTED, after(1, AGREED),
     (f"a start (overdue since {AGREED}), and employed for 90 days", None)),
    ("a hire to come", [*ACCEPTED, HIRE], "2026-02-20", (f"employed through {MILESTONE}", MILESTONE)),
    ("a hire who has started", [*ACCEPTED, HIRE], AGREED, (f"employed through {MILESTONE}", MILESTONE)),
    ("a hire who is to start later than agreed, on the agreed day",
     [*ACCEPTED, told_on(spell(1, after(7, AGREED), application="A-1")[0], "2026-02-10")], AGREED,
     (f"employed through {after(7, MILESTONE)}", after(7, MILESTONE))),
    ("earned", [*ACCEPTED, HIRE], MILESTONE, (None, None)),
    ("lost", [*APPLIED, rejected()], "2026-02-20", (None, None)),
    ("a leave without an end", OPEN, "2026-04-01", ("the unpaid leave ended, and 90 days of tenure served", None)),
)  # fmt: skip
def test_what_is_foretold(facts: Sequence[Event], day: str, expected: tuple[str | None, str | None]) -> None:
    (found,) = explained(list(facts), day).values()
    forecast = str(found.forecast_on) if found.forecast_on else None
    assert (found.would_be_earned_by, forecast) == expected
