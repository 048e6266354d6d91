"""What each bar says of the facts it looked at, whether it bars or not (spec/bonus.md §7)."""

import pytest

from tests.rules.explaining import explained, kinds, refs, rule
from tests.support.borders import REFERRED, after, ago, changed, house, rejected, spell
from tests.support.story import Event, applied, fact, opened, programme, recorded, referred

START = "2026-03-02"
PROMISE = [*house(), referred()]
APPLIED = [*PROMISE, applied()]
GRACE = [*house(ownership={"grace_hours": 48}), referred()]
WITHDRAWN = fact("referral.withdrawn", "2026-01-25", referral="R-1")
STRICT = house(ownership={"requisition_must_be_open": True})[:2]
SHUT = fact("requisition.closed", ago(1), requisition="Q-1", closed_on=ago(1))
SPLIT = house(ownership={"duplicates": "split"})
BEFORE = referred(2, "E-2", ago(2), candidate="C-1")
FIRST_OF_ALL = referred(3, "E-3", ago(3), candidate="C-1")
AFTERWARDS = referred(2, "E-2", after(2), candidate="C-1")
SAME_BEFORE = referred(2, "E-1", ago(2), candidate="C-1")
RECENT = [*house(candidate={"not_applied_within_days": 30, "not_employed_within_days": 30}), referred()]
HIRED = [*APPLIED, *spell(1, START, application="A-1")]
MOVED = [applied(2, ago(5), candidate="C-1"), *spell(2, "2026-02-25", application="A-2")]
TWICE = [*spell(8, ago(90), ago(50), employee="E-1", candidate=None),
         *spell(9, ago(40), ago(20), employee="E-1", candidate=None)]  # fmt: skip
RECRUITER = recorded("E-1", ago(99), roles=["executive", "recruiter"])
MANAGER = fact("requisition.updated", ago(1), requisition="Q-1", effective_on="2026-01-20", hiring_manager="E-1")
CHAIN = house(referrer={"management_chain": "all"})
ABOVE = [recorded("H-1", ago(9), manager="E-4"), recorded("E-4", ago(9), manager="E-1")]
SELF_TWICE = [*PROMISE, *spell(7, ago(400), ago(300), employee="E-1"), *spell(6, ago(200), ago(100), employee="E-1")]
ON_AND_ON = [*spell(8, ago(90), ago(50), employee="E-1", candidate=None),
             *spell(9, ago(60), employee="E-1", candidate=None)]  # fmt: skip
TEMP = [*APPLIED, *spell(1, START, application="A-1", employment_type="temporary")]
FAMILY = house(referrer={"excluded_relationships": ["family"]})


@pytest.mark.parametrize(
    ("facts", "day", "name", "verdict", "says", "used"),
    [
        (
            PROMISE,
            "2026-07-11",
            "referral_expired",
            "passes",
            "The window is open until 2026-07-11.",
            "referral.made:R-1",
        ),
        (
            PROMISE,
            "2026-07-12",
            "referral_expired",
            "bars",
            "No application by 2026-07-11, the window's last day.",
            "referral.made:R-1",
        ),
        (
            [*house(ownership={"window_days": None}), referred()],
            "2026-02-20",
            "referral_expired",
            "not_tested",
            "Referrals do not expire under this programme.",
            "",
        ),
        (
            APPLIED,
            "2026-02-20",
            "referral_expired",
            "passes",
            "Applied 2026-01-20, 8 days after the referral; the window is 180 days.",
            "referral.made:R-1 application.submitted:A-1",
        ),
        (
            [*PROMISE, applied(day=REFERRED)],
            "2026-02-20",
            "referral_expired",
            "passes",
            "Applied 2026-01-12, the day of the referral; the window is 180 days.",
            "referral.made:R-1 application.submitted:A-1",
        ),
        (
            [*PROMISE, applied(day=after(1))],
            "2026-02-20",
            "referral_expired",
            "passes",
            "Applied 2026-01-13, 1 day after the referral; the window is 180 days.",
            "referral.made:R-1 application.submitted:A-1",
        ),
        (
            [*GRACE, applied(day=ago(1))],
            "2026-02-20",
            "referral_expired",
            "passes",
            "Applied 2026-01-11, 1 day before the referral; the window is 180 days.",
            "referral.made:R-1 application.submitted:A-1",
        ),
        (
            [*GRACE, applied(day=ago(2))],
            "2026-02-20",
            "referral_expired",
            "passes",
            "Applied 2026-01-10, 2 days before the referral; the window is 180 days.",
            "referral.made:R-1 application.submitted:A-1",
        ),
        (
            [*house(ownership={"window_days": 1}), referred(), applied(day=REFERRED)],
            "2026-02-20",
            "referral_expired",
            "passes",
            "Applied 2026-01-12, the day of the referral; the window is 1 day.",
            "referral.made:R-1 application.submitted:A-1",
        ),
        (
            PROMISE,
            "2026-02-20",
            "no_programme",
            "passes",
            "Version 1 of the programme, in force from 2026-01-01, governs this referral.",
            "referral.made:R-1 bonus_program.published:1",
        ),
        (
            PROMISE[1:],
            "2026-02-20",
            "no_programme",
            "bars",
            "No bonus programme was in force on 2026-01-12, the day of the referral.",
            "referral.made:R-1",
        ),
        (PROMISE, "2026-02-20", "referral_withdrawn", "passes", "The referral was not withdrawn.", "referral.made:R-1"),
        (
            [*PROMISE, WITHDRAWN],
            "2026-02-20",
            "referral_withdrawn",
            "bars",
            "The referral was withdrawn on 2026-01-25, before any application that it covers.",
            "referral.withdrawn:R-1",
        ),
        (
            [*APPLIED, WITHDRAWN],
            "2026-02-20",
            "referral_withdrawn",
            "passes",
            "Withdrawn on 2026-01-25, after the application: it keeps its credit.",
            "referral.withdrawn:R-1 application.submitted:A-1",
        ),
        (
            PROMISE,
            "2026-02-20",
            "self_referral",
            "passes",
            "The referrer and the referred person are two people.",
            "referral.made:R-1",
        ),
        (
            [*PROMISE, *spell(7, ago(9), employee="E-1")],
            "2026-02-20",
            "self_referral",
            "bars",
            "The referred person is the referrer: employment EM-E-1 is E-1's own.",
            "referral.made:R-1 employment.started:EM-E-1",
        ),
        (
            APPLIED,
            "2026-02-20",
            "referral_after_application",
            "passes",
            "The referral came before an application that it covers, or within its grace.",
            "referral.made:R-1 application.submitted:A-1",
        ),
        (
            PROMISE,
            "2026-02-20",
            "referral_after_application",
            "passes",
            "No earlier application stands in the way.",
            "referral.made:R-1",
        ),
        (
            [*PROMISE, applied(day=ago(1))],
            "2026-02-20",
            "referral_after_application",
            "bars",
            "Applied on 2026-01-11, before the referral of 2026-01-12.",
            "application.submitted:A-1 referral.made:R-1",
        ),
        (
            [*STRICT, opened(), referred()],
            "2026-02-20",
            "requisition_not_open",
            "passes",
            "Q-1 was open on 2026-01-12.",
            "referral.made:R-1 requisition.opened:Q-1",
        ),
        (
            [*STRICT, referred()],
            "2026-02-20",
            "requisition_not_open",
            "bars",
            "Q-1 was not open on 2026-01-12, the day of the referral.",
            "referral.made:R-1",
        ),
        (
            [*STRICT, opened(), SHUT, referred()],
            "2026-02-20",
            "requisition_not_open",
            "bars",
            "Q-1 was not open on 2026-01-12, the day of the referral.",
            "referral.made:R-1 requisition.closed:Q-1",
        ),
        (
            [*STRICT, referred(requisition=None)],
            "2026-02-20",
            "requisition_not_open",
            "bars",
            "No requisition was not open on 2026-01-12, the day of the referral.",
            "referral.made:R-1",
        ),
        (
            PROMISE,
            "2026-02-20",
            "requisition_not_open",
            "not_tested",
            "The programme takes referrals for posts that are not open.",
            "",
        ),
        (
            PROMISE,
            "2026-02-20",
            "duplicate_referral",
            "passes",
            "Nobody else referred the candidate for this.",
            "referral.made:R-1",
        ),
        (
            [*PROMISE, BEFORE],
            "2026-02-20",
            "duplicate_referral",
            "bars",
            "E-2 had referred the candidate before, on 2026-01-10: the first referral wins.",
            "referral.made:R-2 referral.made:R-1",
        ),
        (
            [*PROMISE, AFTERWARDS],
            "2026-02-20",
            "duplicate_referral",
            "passes",
            "No earlier referral takes the bonus from this one.",
            "referral.made:R-1 referral.made:R-2",
        ),
        (
            [*SPLIT, referred(), SAME_BEFORE],
            "2026-02-20",
            "duplicate_referral",
            "bars",
            "The same referrer had referred the candidate before, on 2026-01-10.",
            "referral.made:R-2 referral.made:R-1",
        ),
        (
            [*PROMISE, BEFORE, FIRST_OF_ALL],
            "2026-02-20",
            "duplicate_referral",
            "bars",
            "E-3 had referred the candidate before, on 2026-01-09: the first referral wins.",
            "referral.made:R-3 referral.made:R-2 referral.made:R-1",
        ),
        (
            PROMISE,
            "2026-02-20",
            "candidate_recent_applicant",
            "not_tested",
            "Earlier applications do not matter under this programme.",
            "",
        ),
        (
            RECENT,
            "2026-02-20",
            "candidate_recent_applicant",
            "passes",
            "No other application in the 30 days before the referral.",
            "referral.made:R-1",
        ),
        (
            [*RECENT, applied(day=ago(1)), rejected()],
            "2026-02-20",
            "candidate_recent_applicant",
            "bars",
            "Applied on 2026-01-11, less than 30 days before the referral.",
            "application.submitted:A-1 referral.made:R-1",
        ),
        (
            PROMISE,
            "2026-02-20",
            "candidate_is_employee",
            "passes",
            "Not an employee on 2026-01-12.",
            "referral.made:R-1",
        ),
        (
            [*PROMISE, *spell(7, ago(9))],
            "2026-02-20",
            "candidate_is_employee",
            "bars",
            "Employed already on 2026-01-12, the day of the referral (since 2026-01-03).",
            "employment.started:EM-7 referral.made:R-1",
        ),
        (
            [*HIRED, *MOVED],
            "2026-04-01",
            "candidate_is_employee",
            "bars",
            "An internal move: EM-2, begun 2026-02-25, comes from an application before the referral.",
            "employment.started:EM-2 referral.made:R-1",
        ),
        (
            PROMISE,
            "2026-02-20",
            "candidate_former_employee",
            "not_tested",
            "Earlier employment does not matter under this programme.",
            "",
        ),
        (
            RECENT,
            "2026-02-20",
            "candidate_former_employee",
            "passes",
            "Not employed in the 30 days before the referral.",
            "referral.made:R-1",
        ),
        (
            [*RECENT, *spell(7, ago(99), ago(9))],
            "2026-02-20",
            "candidate_former_employee",
            "bars",
            "Employed until 2026-01-03, less than 30 days before the referral.",
            "employment.ended:EM-7 referral.made:R-1",
        ),
        (
            PROMISE,
            "2026-02-20",
            "agency_sourced",
            "passes",
            "No agency had brought the candidate before the referral.",
            "referral.made:R-1",
        ),
        (
            [*house(candidate={"agency_allowed": True}), referred()],
            "2026-02-20",
            "agency_sourced",
            "not_tested",
            "The programme pays for candidates whom an agency knew.",
            "",
        ),
        (
            [*PROMISE, applied(day=ago(1), source="agency"), rejected()],
            "2026-02-20",
            "agency_sourced",
            "bars",
            "An agency brought the candidate on 2026-01-11, before the referral.",
            "application.submitted:A-1 referral.made:R-1",
        ),
        (PROMISE, "2026-02-20", "employment_type_excluded", "not_tested", "There is no hire yet.", ""),
        (
            PROMISE,
            "2026-02-20",
            "referrer_not_employed",
            "passes",
            "E-1 was employed on 2026-01-12.",
            "referral.made:R-1 employment.started:EM-E-1",
        ),
        (
            [programme(), referred()],
            "2026-02-20",
            "referrer_not_employed",
            "passes",
            "No employment of E-1 had begun by 2026-01-12, as far as is on record: unverified.",
            "referral.made:R-1",
        ),
        (
            [programme(), *TWICE, referred()],
            "2026-02-20",
            "referrer_not_employed",
            "bars",
            "E-1 had left on 2025-12-23, before the referral of 2026-01-12.",
            "referral.made:R-1 employment.started:EM-8 employment.started:EM-9",
        ),
        (
            [programme(referrer={"employed_on_referral": False}), referred()],
            "2026-02-20",
            "referrer_not_employed",
            "not_tested",
            "The programme does not ask whether the referrer was employed.",
            "",
        ),
        (
            [programme(), *spell(8, REFERRED, employee="E-1", candidate=None), referred()],
            "2026-02-20",
            "referrer_not_employed",
            "passes",
            "E-1 was employed on 2026-01-12.",
            "referral.made:R-1 employment.started:EM-8",
        ),
        (
            PROMISE,
            "2026-02-20",
            "referrer_role_excluded",
            "passes",
            "No excluded role of the referrer was in force on 2026-01-12.",
            "referral.made:R-1",
        ),
        (
            [*PROMISE, RECRUITER],
            "2026-02-20",
            "referrer_role_excluded",
            "bars",
            "The referrer was recruiter on 2026-01-12; that role earns no bonus.",
            "referral.made:R-1 employee.recorded:E-1",
        ),
        (
            PROMISE,
            "2026-02-20",
            "referrer_is_hiring_manager",
            "not_tested",
            "No application counts yet, or hiring managers may refer to their own posts.",
            "",
        ),
        (
            APPLIED,
            "2026-02-20",
            "referrer_is_hiring_manager",
            "passes",
            "The referrer was not the post's hiring manager meanwhile.",
            "referral.made:R-1 requisition.opened:Q-1",
        ),
        (
            [*APPLIED, MANAGER],
            "2026-02-20",
            "referrer_is_hiring_manager",
            "bars",
            "E-1 was the hiring manager of Q-1 on 2026-01-20.",
            "referral.made:R-1 requisition.opened:Q-1 requisition.updated:Q-1",
        ),
        (
            [*HIRED, MANAGER],
            "2026-04-01",
            "referrer_is_hiring_manager",
            "bars",
            "E-1 was the hiring manager of Q-1 on 2026-01-20.",
            "referral.made:R-1 requisition.opened:Q-1 requisition.updated:Q-1",
        ),
        (
            HIRED,
            "2026-04-01",
            "referrer_in_management_chain",
            "not_tested",
            "There is no hire yet, or managers may refer to their own teams.",
            "",
        ),
        (
            [*CHAIN, *HIRED[3:]],
            "2026-04-01",
            "referrer_in_management_chain",
            "passes",
            "The referrer was not above the hire on 2026-03-02.",
            "employment.started:EM-1",
        ),
        (
            [*CHAIN, *HIRED[3:], *ABOVE],
            "2026-04-01",
            "referrer_in_management_chain",
            "bars",
            "E-1 was above the hire on 2026-03-02.",
            "employment.started:EM-1 employee.recorded:H-1 employee.recorded:E-4",
        ),
        (
            [*CHAIN, *HIRED[3:5], *ABOVE],
            "2026-04-01",
            "referrer_in_management_chain",
            "not_tested",
            "There is no hire yet, or managers may refer to their own teams.",
            "",
        ),
        (
            PROMISE,
            "2026-02-20",
            "relationship_excluded",
            "passes",
            "The relationship is not excluded.",
            "referral.made:R-1",
        ),
        (
            [*FAMILY, referred(relationship="family")],
            "2026-02-20",
            "relationship_excluded",
            "bars",
            "Referrals of family earn no bonus.",
            "referral.made:R-1",
        ),
        (
            [*SELF_TWICE],
            "2026-02-20",
            "self_referral",
            "bars",
            "The referred person is the referrer: employment EM-E-1 is E-1's own.",
            "referral.made:R-1 employment.started:EM-E-1",
        ),
        (
            [*APPLIED, applied(2, candidate="C-1")],
            "2026-02-20",
            "referral_after_application",
            "passes",
            "The referral came before an application that it covers, or within its grace.",
            "referral.made:R-1 application.submitted:A-1",
        ),
        (
            [*PROMISE, *spell(7, ago(90), ago(10)), *spell(8, ago(9))],
            "2026-02-20",
            "candidate_is_employee",
            "bars",
            "Employed already on 2026-01-12, the day of the referral (since 2025-10-14).",
            "employment.started:EM-7 referral.made:R-1",
        ),
        (
            [programme(), *ON_AND_ON, referred()],
            "2026-02-20",
            "referrer_not_employed",
            "passes",
            "E-1 was employed on 2026-01-12.",
            "referral.made:R-1 employment.started:EM-8",
        ),
        (
            [*PROMISE, recorded("E-1", ago(9), roles=["hr", "recruiter"])],
            "2026-02-20",
            "referrer_role_excluded",
            "bars",
            "The referrer was hr on 2026-01-12; that role earns no bonus.",
            "referral.made:R-1 employee.recorded:E-1",
        ),
        (HIRED, "2026-04-01", "employment_type_excluded", "passes", "Hired as regular.", "employment.started:EM-1"),
        (
            TEMP,
            "2026-04-01",
            "employment_type_excluded",
            "bars",
            "Hired as temporary; the programme pays for regular.",
            "employment.started:EM-1",
        ),
        (
            [*TEMP, changed("2026-03-20", employment_type="regular")],
            "2026-04-01",
            "employment_type_excluded",
            "passes",
            "Hired as temporary, regular from 2026-03-20 on.",
            "employment.started:EM-1 employment.changed:EM-1",
        ),
        (
            [*house(candidate={"employment_types": []}), *HIRED[3:]],
            "2026-04-01",
            "employment_type_excluded",
            "bars",
            "Hired as regular; the programme pays for no type.",
            "employment.started:EM-1",
        ),
        (
            [*house(candidate={"employment_types": ["regular", "intern"]}), *TEMP[3:]],
            "2026-04-01",
            "employment_type_excluded",
            "bars",
            "Hired as temporary; the programme pays for regular, intern.",
            "employment.started:EM-1",
        ),
        (
            [*TEMP, changed("2026-03-20", employment_type="regular"), changed("2026-03-25", employment_type="intern")],
            "2026-04-01",
            "employment_type_excluded",
            "passes",
            "Hired as temporary, regular from 2026-03-20 on.",
            "employment.started:EM-1 employment.changed:EM-1",
        ),
    ],
)
def test_a_bar_says_what_it_saw(facts: list[Event], day: str, name: str, verdict: str, says: str, used: str) -> None:
    told = {instalment: each for (referral, instalment), each in explained(facts, day).items() if referral == "R-1"}
    (explanation,) = told.values()
    tested = rule(explanation, name)
    assert (tested.verdict, tested.says, kinds(facts, tested.facts)) == (verdict, says, used)


def test_the_employment_that_is_named_is_the_one_that_is_told() -> None:
    tested = rule(explained(SELF_TWICE, "2026-02-20")["R-1", "day-90"], "self_referral")
    assert tested.values["employment"] == "EM-E-1"


def test_all_changes_of_type_up_to_the_counting_day_are_named() -> None:
    steps = [("2026-03-10", "intern"), ("2026-03-20", "regular"), ("2026-03-25", "contractor")]
    changes = [changed(day, employment_type=kind) for day, kind in steps]
    facts = [*TEMP, *changes]
    tested = rule(explained(facts, "2026-04-01")["R-1", "day-90"], "employment_type_excluded")
    assert tested.facts == refs(TEMP[-1], *changes[:2])


def test_a_window_of_no_days_is_told_in_the_plural() -> None:
    facts = [*house(ownership={"window_days": 0}), referred(), applied(day=REFERRED)]
    tested = rule(explained(facts, "2026-02-20")["R-1", "day-90"], "referral_expired")
    assert tested.says == "Applied 2026-01-12, the day of the referral; the window is 0 days."
