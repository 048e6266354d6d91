"""What is said of a referral without a bar: what counts, what it waits for, how it was lost (spec/bonus.md §7)."""

import pytest

from tests.rules.explaining import explained, kinds, refs, rule
from tests.support.borders import changed, ended, house, leave, rejected, spell, told_on
from tests.support.story import Event, accepted, applied, fact, offered, referred

START = "2026-03-02"
PROMISE = [*house(), referred()]
APPLIED = [*PROMISE, applied()]
HIRED = [*APPLIED, *spell(1, START, application="A-1")]
HIRED_EARLY = [*APPLIED, told_on(spell(1, START, application="A-1")[0], "2026-02-10")]
TEMP = [*APPLIED, *spell(1, START, application="A-1", employment_type="temporary")]
EXPIRED = fact("offer.expired", "2026-02-09", offer="O-1")
CANCELLED = fact("employment.cancelled", "2026-02-15", employment="EM-1")
PAUSED = [*house(unpaid_leave_pauses=True), *HIRED[3:]]
EXCUSED = [*house(excused_leaving={"hire": ["redundant"], "referrer": ["redundant"]}), *HIRED[3:]]


@pytest.mark.parametrize(
    ("facts", "day", "name", "verdict", "says", "used"),
    [
        (
            PROMISE,
            "2026-02-20",
            "counted_application",
            "passes",
            "The referral covers no application.",
            "referral.made:R-1",
        ),
        (
            APPLIED,
            "2026-02-20",
            "counted_application",
            "passes",
            "Of 1 covered, A-1, submitted on 2026-01-20, counts.",
            "referral.made:R-1 application.submitted:A-1",
        ),
        (
            [*APPLIED, applied(2, candidate="C-1")],
            "2026-02-20",
            "counted_application",
            "passes",
            "Of 2 covered, A-2, submitted on 2026-01-20, counts.",
            "referral.made:R-1 application.submitted:A-2",
        ),
        (
            [*PROMISE, *spell(1, START)],
            "2026-04-01",
            "counted_application",
            "passes",
            "Of 1 covered, the application that the employment stands for, submitted on 2026-03-02, counts.",
            "referral.made:R-1 employment.started:EM-1",
        ),
        (
            PROMISE,
            "2026-02-20",
            "progress",
            "waits",
            "No application that the referral covers yet.",
            "referral.made:R-1",
        ),
        (
            APPLIED,
            "2026-02-20",
            "progress",
            "waits",
            "Applied on 2026-01-20; no offer stands.",
            "application.submitted:A-1",
        ),
        (
            [*APPLIED, offered()],
            "2026-02-20",
            "progress",
            "waits",
            "An offer stands extended.",
            "application.submitted:A-1 offer.extended:O-1",
        ),
        (
            [*APPLIED, offered(), accepted()],
            "2026-02-20",
            "progress",
            "waits",
            "An offer stands accepted; no employment has started.",
            "application.submitted:A-1 offer.accepted:O-1",
        ),
        (
            [*APPLIED, rejected()],
            "2026-02-20",
            "progress",
            "loses",
            "Lost on 2026-01-25: application rejected.",
            "application.submitted:A-1 application.rejected:A-1",
        ),
        (
            [*APPLIED, offered(), EXPIRED],
            "2026-02-20",
            "progress",
            "loses",
            "Lost on 2026-02-09: offer expired.",
            "application.submitted:A-1 offer.expired:O-1",
        ),
        (
            HIRED_EARLY,
            "2026-02-20",
            "progress",
            "waits",
            "EM-1 is to start on 2026-03-02.",
            "application.submitted:A-1 employment.started:EM-1",
        ),
        (
            [*HIRED_EARLY, CANCELLED],
            "2026-02-20",
            "progress",
            "loses",
            "EM-1 never began.",
            "application.submitted:A-1 employment.cancelled:EM-1",
        ),
        (
            HIRED,
            "2026-04-01",
            "milestone",
            "passes",
            "Started on 2026-03-02; the tenure is served by 2026-05-31.",
            "employment.started:EM-1",
        ),
        (
            PAUSED,
            "2026-04-01",
            "milestone",
            "passes",
            "Started on 2026-03-02; the tenure is served by 2026-05-31.",
            "employment.started:EM-1",
        ),
        (
            [*PAUSED, leave("2026-03-20")],
            "2026-04-01",
            "milestone",
            "passes",
            "Started on 2026-03-02; an unpaid leave without an end keeps the tenure from being served.",
            "employment.started:EM-1 leave.recorded:L-1",
        ),
        (
            [*HIRED, leave("2026-03-20")],
            "2026-04-01",
            "milestone",
            "passes",
            "Started on 2026-03-02; the tenure is served by 2026-05-31.",
            "employment.started:EM-1",
        ),
        (
            HIRED,
            "2026-04-01",
            "hire_left_before_milestone",
            "passes",
            "The hire is employed, with no last day on record.",
            "employment.started:EM-1",
        ),
        (
            HIRED,
            "2026-04-01",
            "referrer_left_before_milestone",
            "passes",
            "The referrer is employed on 2026-05-31.",
            "employment.started:EM-E-1",
        ),
        (HIRED, "2026-04-01", "earned", "waits", "The milestone is on 2026-05-31.", "employment.started:EM-1"),
        (
            HIRED,
            "2026-05-31",
            "earned",
            "earns",
            "The milestone of 2026-05-31 has been reached.",
            "employment.started:EM-1",
        ),
        (
            [*PAUSED, leave("2026-03-20")],
            "2026-04-01",
            "earned",
            "waits",
            "The leave has no end on record, so no milestone yet.",
            "employment.started:EM-1",
        ),
        (
            [*PAUSED, leave("2026-03-20")],
            "2026-04-01",
            "referrer_left_before_milestone",
            "not_tested",
            "The referrer need not be employed on the milestone, or there is none yet.",
            "",
        ),
        (
            [*HIRED, ended("EM-1", "2026-03-30")],
            "2026-04-01",
            "hire_left_before_milestone",
            "loses",
            "The hire's last day is 2026-03-30, before the milestone of 2026-05-31.",
            "employment.ended:EM-1",
        ),
        (
            [*HIRED, ended("EM-1", "2026-05-31")],
            "2026-06-30",
            "hire_left_before_milestone",
            "passes",
            "Employed through the milestone, until 2026-05-31.",
            "employment.ended:EM-1",
        ),
        (
            [*EXCUSED, ended("EM-1", "2026-03-30", reason="redundant")],
            "2026-04-01",
            "hire_left_before_milestone",
            "passes",
            "The hire left on 2026-03-30, for a reason that the programme excuses.",
            "employment.ended:EM-1",
        ),
        (
            [*HIRED, ended("EM-E-1", "2026-03-30")],
            "2026-04-01",
            "referrer_left_before_milestone",
            "loses",
            "The referrer's last day is 2026-03-30, before the milestone of 2026-05-31.",
            "employment.started:EM-E-1 employment.ended:EM-E-1",
        ),
        (
            [*EXCUSED, ended("EM-E-1", "2026-03-30", reason="redundant")],
            "2026-04-01",
            "referrer_left_before_milestone",
            "passes",
            "The referrer left on 2026-03-30, for a reason that the programme excuses.",
            "employment.started:EM-E-1 employment.ended:EM-E-1",
        ),
        (
            [HIRED[0], *HIRED[2:]],
            "2026-04-01",
            "referrer_left_before_milestone",
            "passes",
            "No employment of the referrer is on record: unverified.",
            "referral.made:R-1",
        ),
        (
            [*HIRED, ended("EM-E-1", "2026-05-30"), *spell(8, "2026-06-03", employee="E-1", candidate=None)],
            "2026-06-09",
            "referrer_left_before_milestone",
            "passes",
            "The referrer is employed on 2026-05-31.",
            "employment.started:EM-E-1",
        ),
        (
            [*TEMP, changed("2026-03-20", employment_type="regular")],
            "2026-04-01",
            "milestone",
            "passes",
            "Started on 2026-03-02, and counts from 2026-03-20; the tenure is served by 2026-06-18.",
            "employment.started:EM-1 employment.changed:EM-1",
        ),
    ],
)
def test_an_outcome_says_what_it_saw(
    facts: list[Event], day: str, name: str, verdict: str, says: str, used: str
) -> None:
    told = {instalment: each for (referral, instalment), each in explained(facts, day).items() if referral == "R-1"}
    (explanation,) = told.values()
    tested = rule(explanation, name)
    assert (tested.verdict, tested.says, kinds(facts, tested.facts)) == (verdict, says, used)


def test_of_several_spells_that_never_began_the_first_is_named() -> None:
    second = [told_on(spell(2, START, application="A-1")[0], "2026-02-10"), CANCELLED]
    gone = fact("employment.cancelled", "2026-02-16", employment="EM-2")
    tested = rule(explained([*HIRED_EARLY, *second, gone], "2026-02-20")["R-1", "day-90"], "progress")
    assert tested.says == "EM-1 never began."
    assert len(tested.facts) == 3


def test_of_several_contracts_the_last_shows_that_the_hire_is_employed() -> None:
    facts = [*HIRED, *spell(2, "2026-03-20", candidate=None)]
    tested = rule(explained(facts, "2026-04-01")["R-1", "day-90"], "hire_left_before_milestone")
    assert kinds(facts, tested.facts) == "employment.started:EM-2"


def test_an_application_that_a_spell_stands_for_rests_on_its_first_announcement() -> None:
    twice = [*spell(1, START), told_on(spell(1, START)[0], "2026-03-05")]
    tested = rule(explained([*PROMISE, *twice], "2026-04-01")["R-1", "day-90"], "counted_application")
    assert tested.facts == refs(PROMISE[-1], twice[0])


def test_a_hire_who_left_after_the_milestone_was_employed_through_it() -> None:
    facts = [*HIRED, ended("EM-1", "2026-06-01")]
    tested = rule(explained(facts, "2026-06-30")["R-1", "day-90"], "hire_left_before_milestone")
    assert (tested.verdict, tested.says) == ("passes", "Employed through the milestone, until 2026-06-01.")
