"""The state of an application: its facts and its offers' facts, walked in order."""

from collections.abc import Sequence

from tests.support.borders import house, standing, table
from tests.support.story import Event, applied, fact, referred

ASKED = "2026-03-01"
OPEN, OFFERED, ACCEPTED = "waiting for offer", "waiting for acceptance", "waiting for start"
APPLIED = [*house(), referred(), applied()]
DAYS = [f"2026-02-{day:02}" for day in range(1, 29)]


def walk(*steps: str) -> list[Event]:
    """The application, and one step a day: `rejected`, or the offer and what becomes of it, `1 extended`."""
    return [*APPLIED, *(_step(step, day) for step, day in zip(steps, DAYS, strict=False))]


def _step(step: str, day: str) -> Event:
    number, _, kind = step.rpartition(" ")
    if not number:
        more = {"stage": "screening"} if kind == "stage_changed" else {}
        return fact(f"application.{kind}", day, application="A-1", **more)
    more = {"application": "A-1", "schedule": "full_time"} if kind == "extended" else {}
    return fact(f"offer.{kind}", day, offer=f"O-{number}", **more)


@table(
    ("a change of stage changes nothing", walk("stage_changed"), ASKED, OPEN),
    ("nor while closed", walk("rejected", "stage_changed"), ASKED, "application_rejected"),
    ("closed keeps its first reason: rejected, then withdrawn", walk("rejected", "withdrawn"), ASKED,
     "application_rejected"),
    ("withdrawn, then rejected", walk("withdrawn", "rejected"), ASKED, "application_withdrawn"),
    ("rejected, then the offer undone", walk("1 extended", "rejected", "1 declined"), ASKED, "application_rejected"),
    ("the offer undone, then rejected", walk("1 extended", "1 declined", "rejected"), ASKED, "offer_declined"),
    ("reopened", walk("rejected", "reopened"), ASKED, OPEN),
    ("reopened, and closed for another reason", walk("rejected", "reopened", "withdrawn"), ASKED,
     "application_withdrawn"),
    ("reopened when not closed: nothing", walk("1 extended", "reopened"), ASKED, OFFERED),
    ("reopened while an offer stands extended", walk("1 extended", "rejected", "reopened"), ASKED, OFFERED),
    ("reopened while an offer stands accepted", walk("1 extended", "1 accepted", "rejected", "reopened"), ASKED,
     ACCEPTED),
    ("reopened after the offer was undone", walk("1 extended", "rejected", "1 declined", "reopened"), ASKED, OPEN),
)  # fmt: skip
def test_closing_and_reopening(facts: Sequence[Event], day: str, expected: str) -> None:
    assert standing(facts, day) == expected


@table(
    ("extended", walk("1 extended"), ASKED, OFFERED),
    ("accepted", walk("1 extended", "1 accepted"), ASKED, ACCEPTED),
    ("an acceptance of what was not extended waits", walk("1 accepted"), ASKED, OPEN),
    ("and counts in its place once it is", walk("1 accepted", "1 extended"), ASKED, ACCEPTED),
    ("an extension opens what was closed", walk("rejected", "1 extended"), ASKED, OFFERED),
    ("so does an acceptance", walk("1 extended", "rejected", "1 accepted"), ASKED, ACCEPTED),
    ("an extension beside an acceptance", walk("1 extended", "1 accepted", "2 extended"), ASKED, ACCEPTED),
    ("one of two undone: extended", walk("1 extended", "2 extended", "1 declined"), ASKED, OFFERED),
    ("one of two undone: accepted", walk("1 extended", "1 accepted", "2 extended", "2 declined"), ASKED, ACCEPTED),
    ("the accepted one of two undone", walk("1 extended", "1 accepted", "2 extended", "1 withdrawn"), ASKED, OFFERED),
    ("both undone: by the last", walk("1 extended", "2 extended", "1 declined", "2 withdrawn"), ASKED,
     "offer_withdrawn"),
    ("undone twice: by the first", walk("1 extended", "1 declined", "1 withdrawn"), ASKED, "offer_declined"),
    ("undone while closed, another standing: closed still", walk("1 extended", "2 extended", "rejected", "1 declined"),
     ASKED, "application_rejected"),
    ("undone, and extended again", walk("1 extended", "1 declined", "1 extended"), ASKED, OFFERED),
)  # fmt: skip
def test_offers(facts: Sequence[Event], day: str, expected: str) -> None:
    assert standing(facts, day) == expected


@table(
    ("expires while extended", walk("1 extended", "1 expired"), ASKED, "offer_expired"),
    ("expired is passed over once accepted", walk("1 extended", "1 accepted", "1 expired"), ASKED, ACCEPTED),
    ("expired is passed over once undone", walk("1 extended", "1 declined", "1 expired"), ASKED, "offer_declined"),
    ("expired twice", walk("1 extended", "1 expired", "1 expired"), ASKED, "offer_expired"),
    ("expired before it was extended: passed over", walk("1 expired", "1 extended"), ASKED, OFFERED),
    ("extended again while accepted: passed over", walk("1 extended", "1 accepted", "1 extended"), ASKED, ACCEPTED),
    ("so it cannot expire either", walk("1 extended", "1 accepted", "1 extended", "1 expired"), ASKED, ACCEPTED),
    ("nor does it open what was closed", walk("1 extended", "1 accepted", "rejected", "1 extended"), ASKED,
     "application_rejected"),
    ("accepted after it expired", walk("1 extended", "1 expired", "1 accepted"), ASKED, ACCEPTED),
    ("accepted after it was declined", walk("1 extended", "1 declined", "1 accepted"), ASKED, ACCEPTED),
    ("declined after it was accepted", walk("1 extended", "1 accepted", "1 declined"), ASKED, "offer_declined"),
    ("extended again after the acceptance was withdrawn",
     walk("1 extended", "1 accepted", "1 acceptance_withdrawn", "1 extended"), ASKED, OFFERED),
)  # fmt: skip
def test_what_is_passed_over(facts: Sequence[Event], day: str, expected: str) -> None:
    assert standing(facts, day) == expected


def test_an_offer_that_moves_to_another_application() -> None:
    moved = fact("offer.extended", "2026-02-10", offer="O-1", application="A-2", schedule="full_time")
    assert standing([*walk("1 extended"), moved], ASKED) == OPEN


def test_facts_about_what_is_not_submitted_wait() -> None:
    early = fact("application.rejected", "2026-01-15", application="A-1")
    assert standing([*house(), referred(), early], ASKED) == "waiting for application"
    assert standing([*APPLIED, early], ASKED) == "application_rejected"
