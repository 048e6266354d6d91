"""What a referral without a bar waits for, or how it was lost before the start: the first case that fits."""

from collections.abc import Sequence

from tests.support.borders import after, house, rejected, spell, standing, table, told_on
from tests.support.story import Event, accepted, applied, fact, offered, referred

ASKED = "2026-02-20"
START = "2026-03-02"
PROMISE = [*house(), referred()]
APPLIED = [*PROMISE, applied()]
OFFERED = [*APPLIED, offered()]
ACCEPTED = [*OFFERED, accepted()]
HIRED = [*ACCEPTED, told_on(spell(1, START, application="A-1")[0], "2026-02-10")]
WAITING = {what: f"waiting for {what}" for what in ("application", "offer", "acceptance", "start", "milestone")}


def undone(kind: str, day: str = "2026-02-15", number: int = 1) -> Event:
    return fact(f"offer.{kind}", day, offer=f"O-{number}")


def left(day: str = "2026-02-15") -> Event:
    return fact("application.withdrawn", day, application="A-1")


def cancelled(day: str = "2026-02-15", number: int = 1) -> Event:
    return fact("employment.cancelled", day, employment=f"EM-{number}")


@table(
    ("nothing covered", PROMISE, ASKED, WAITING["application"]),
    ("applied on D", APPLIED, "2026-01-20", WAITING["offer"]),
    ("not applied before that day", APPLIED, "2026-01-19", WAITING["application"]),
    ("offered on D", OFFERED, "2026-02-02", WAITING["acceptance"]),
    ("not offered before that day", OFFERED, "2026-02-01", WAITING["offer"]),
    ("accepted on D", ACCEPTED, "2026-02-05", WAITING["start"]),
    ("not accepted before that day", ACCEPTED, "2026-02-04", WAITING["acceptance"]),
    ("hired, and not started", HIRED, after(-1, START), WAITING["start"]),
    ("started on D", HIRED, START, WAITING["milestone"]),
    ("rejected", [*APPLIED, rejected()], ASKED, "application_rejected"),
    ("withdrawn", [*APPLIED, left()], ASKED, "application_withdrawn"),
    ("declined", [*OFFERED, undone("declined")], ASKED, "offer_declined"),
    ("withdrawn by the employer", [*ACCEPTED, undone("withdrawn")], ASKED, "offer_withdrawn"),
    ("acceptance withdrawn", [*ACCEPTED, undone("acceptance_withdrawn")], ASKED, "acceptance_withdrawn"),
    ("expired", [*OFFERED, undone("expired")], ASKED, "offer_expired"),
    ("rejected, before that day", [*APPLIED, rejected()], "2026-01-24", WAITING["offer"]),
    ("all spells cancelled", [*HIRED, cancelled()], ASKED, "never_started"),
    ("all spells cancelled, and the application open",
     [*APPLIED, told_on(spell(1, START, application="A-1")[0], "2026-02-10"), cancelled()], ASKED, "never_started"),
    ("one of two spells cancelled", [*HIRED, told_on(spell(2, START, application="A-1")[0], "2026-02-11"), cancelled()],
     ASKED, WAITING["start"]),
)  # fmt: skip
def test_the_case_that_fits(facts: Sequence[Event], day: str, expected: str) -> None:
    assert standing(facts, day) == expected


CORRECTED = fact("employment.start_corrected", "2026-02-16", employment="EM-1", start_date="2026-03-09")


@table(
    ("hired before closed: a rejection does not undo a hire", [*HIRED, rejected(day="2026-02-15")], ASKED,
     WAITING["start"]),
    ("a withdrawal does not undo a hire", [*HIRED, left()], ASKED, WAITING["start"]),
    ("an offer undone after the hire was entered does", [*HIRED, undone("withdrawn")], ASKED, "offer_withdrawn"),
    ("a decline after the hire was entered does", [*HIRED, undone("declined")], ASKED, "offer_declined"),
    ("an acceptance taken back does", [*HIRED, undone("acceptance_withdrawn")], ASKED, "acceptance_withdrawn"),
    ("an offer undone before the hire was entered does not", [*HIRED, undone("withdrawn", "2026-02-09")], ASKED,
     WAITING["start"]),
    ("undone at the instant of the hire, after it in order", [*HIRED, undone("withdrawn", "2026-02-10")], ASKED,
     "offer_withdrawn"),
    ("undone at the instant of the hire, before it in order", [*HIRED[:-1], undone("withdrawn", "2026-02-10"),
     told_on(spell(1, START, application="A-1")[0], "2026-02-10")], ASKED, WAITING["start"]),
    ("a start corrected after the undoing: the hire stands", [*HIRED, undone("withdrawn"), CORRECTED], ASKED,
     WAITING["start"]),
    ("undone after the correction", [*HIRED, undone("withdrawn", "2026-02-17"), CORRECTED], ASKED, "offer_withdrawn"),
    ("an offer that expires after its acceptance undoes nothing", [*HIRED, undone("expired")], ASKED,
     WAITING["start"]),
    ("closed by a rejection first, its offer undone later",
     [*HIRED, rejected(day="2026-02-14"), undone("withdrawn")], ASKED, WAITING["start"]),
    ("closed before never started", [*HIRED, cancelled(), rejected(day="2026-02-16")], ASKED, "application_rejected"),
    ("never started before accepted", [*HIRED, cancelled()], ASKED, "never_started"),
    ("a started hire, whatever the application", [*HIRED, undone("withdrawn")], START, WAITING["milestone"]),
    ("no hire, accepted: a start is awaited for ever", ACCEPTED, "2029-01-01", WAITING["start"]),
)  # fmt: skip
def test_the_first_case_that_fits(facts: Sequence[Event], day: str, expected: str) -> None:
    assert standing(facts, day) == expected
