"""Every reason of spec/commands.md §3: below, at and above its border, on SQLite."""

from typing import Any

import msgspec
import pytest

from domain.commands.programme import Preview
from domain.commands.reasons import SAYS
from domain.commands.table import COMMANDS
from domain.facts.payout import PAYOUTS, PayoutApproved, PayoutProposed, ProposedLine, ProposedRun
from tests.commands.counter import NOW, Counter
from tests.support.story import (
    Event,
    accepted,
    applied,
    employed,
    fact,
    offered,
    opened,
    programme,
    recorded,
    referred,
    started,
)

Body = dict[str, Any]
Case = tuple[list[Event], str, str, Body, str]
"""What is recorded before, the command, its id, its body, and the codes with blanks between (empty: it is done)."""

TODAY, YESTERDAY, TOMORROW = "2026-02-20", "2026-02-19", "2026-02-21"
POST, PLAIN = [opened()], [opened(), applied()]
STAFF = [employed("E-1"), employed("E-9"), recorded("E-2", "2025-01-01")]


def closed(day: str = "2026-02-10", number: int = 1) -> Event:
    return fact("requisition.closed", day, requisition=f"Q-{number}", closed_on=day)


def gone(kind: str, day: str = "2026-02-12", **named: str) -> Event:
    return fact(kind, day, **named)


def left(employee: str, last_day: str) -> Event:
    return fact("employment.ended", "2026-02-01", employment=f"EM-{employee}", last_day=last_day)


def part(number: int = 2, of: int = 1, **more: str) -> Event:
    said = {"offer": f"O-{number}", "application": f"A-{of}", "schedule": "part_time", **more}
    return fact("offer.extended", "2026-02-03", **said)


def asked(**more: Any) -> Event:
    said = {"requester": "E-1", "contact": "C-1", "closeness": 3, "ask": "advice", **more}
    return fact("introduction.requested", "2026-02-01", introduction="I-1", **said)


def answered(outcome: str = "accepted") -> Event:
    return fact("introduction.answered", "2026-02-02", introduction="I-1", outcome=outcome)


MERGED = gone("candidate.merged", losing="C-2", winning="C-1")
ERASED = gone("candidate.erased", candidate="C-1")
HIRED = [*PLAIN, offered(), accepted()]
BY_ANY: Body = {"referrer": "E-1"}
A_PERSON: Body = {"person": {"name": "Canary"}}
NEW_POST: Body = {"title": "Nurse", "hiring_manager": "E-9", "schedules": ["full_time"]}

MAKE, SUBMIT = "referral make", "application submit"
MOVE, REJECT = ("application move", "A-1"), ("application reject", "A-1")
REOPEN, WITHDRAW = ("application reopen", "A-1"), ("application withdraw", "A-1")
ACCEPT, TAKE_BACK, ANSWER = ("offer accept", "O-1"), ("offer withdraw", "O-1"), ("introduction answer", "I-1")
AGAIN: Body = {"candidate": "C-1", **BY_ANY, "requisition": "Q-1"}
APPLY: Body = {"candidate": "C-1", "requisition": "Q-1"}
RETURNED = gone("referral.withdrawn", referral="R-1")
FALLEN = gone("employment.cancelled", TODAY, employment="EM-1")
OUT = gone("application.withdrawn", application="A-1")
NO, EXPIRED = gone("offer.declined", offer="O-1"), gone("offer.expired", offer="O-1")
MET = gone("introduction.held", introduction="I-1", on=TODAY)

REFERRALS: list[Case] = [
    ([*STAFF], MAKE, "", {**A_PERSON, **BY_ANY}, ""),
    ([*STAFF, referred()], MAKE, "", {**A_PERSON, **BY_ANY, "referral": "R-1"}, "already_exists"),
    ([], MAKE, "", {"candidate": "C-1", "referrer": "E-1"}, "unknown_employee unknown_candidate"),
    (STAFF, MAKE, "", {**A_PERSON, **BY_ANY, "requisition": "Q-1"}, "unknown_requisition"),
    (STAFF, MAKE, "", {**A_PERSON, **BY_ANY, "introduction": "I-1"}, "unknown_introduction"),
    ([*STAFF, *PLAIN, ERASED], MAKE, "", {"candidate": "C-1", **BY_ANY}, "erased"),
    ([*STAFF, *PLAIN, applied(2), MERGED, ERASED], MAKE, "", {"candidate": "C-2", **BY_ANY}, "erased"),
    ([*STAFF, *PLAIN, started(1, "2026-03-02", "E-1")], MAKE, "", {"candidate": "C-1", **BY_ANY}, ""),
    ([*STAFF, *PLAIN, started(1, "2026-01-30", "E-1")], MAKE, "", {"candidate": "C-1", **BY_ANY}, "same_person"),
    ([*STAFF, left("E-1", TODAY)], MAKE, "", {**A_PERSON, **BY_ANY}, ""),
    ([*STAFF, left("E-1", YESTERDAY)], MAKE, "", {**A_PERSON, **BY_ANY}, "referrer_not_employed"),
    ([employed("E-1", TOMORROW)], MAKE, "", {**A_PERSON, **BY_ANY}, "unknown_employee"),
    (STAFF, MAKE, "", {**A_PERSON, "referrer": "E-2"}, ""),
    ([*STAFF, *POST, closed()], MAKE, "", {**A_PERSON, **BY_ANY, "requisition": "Q-1"}, "requisition_closed"),
    ([*STAFF, referred()], MAKE, "", {"candidate": "C-1", **BY_ANY}, ""),
    ([*STAFF, *POST, referred()], MAKE, "", AGAIN, "already_referred"),
    ([*STAFF, *POST, referred(), RETURNED], MAKE, "", AGAIN, ""),
    ([referred()], "referral withdraw", "R-1", {}, ""),
    ([referred(), RETURNED], "referral withdraw", "R-1", {}, "already_withdrawn"),
]
POSTS: list[Case] = [
    (STAFF, "requisition open", "", NEW_POST, ""),
    ([*STAFF, *POST], "requisition open", "", {**NEW_POST, "requisition": "Q-1"}, "already_exists"),
    (STAFF, "requisition open", "", {**NEW_POST, "recruiters": ["E-none"]}, "unknown_employee"),
    (POST, "requisition reopen", "Q-1", {}, "already_open"),
    ([*POST, closed()], "requisition reopen", "Q-1", {}, ""),
    ([*POST, closed()], "requisition reopen", "Q-1", {"opened_on": "2026-02-10"}, ""),
    ([*POST, closed()], "requisition reopen", "Q-1", {"opened_on": "2026-02-09"}, "already_open date_too_early"),
    (POST, "requisition update", "Q-1", {"title": "Nurse"}, "nothing_changes"),
    (POST, "requisition update", "Q-1", {}, "nothing_changes"),
    (POST, "requisition update", "Q-1", {"title": "Nurse", "openings": 1}, "nothing_changes"),
    (POST, "requisition update", "Q-1", {"title": "Nurse", "openings": 2}, ""),
    (POST, "requisition update", "Q-1", {"level": ""}, "nothing_changes"),
    (POST, "requisition update", "Q-1", {"hiring_manager": "E-none"}, "unknown_employee"),
    (POST, "requisition close", "Q-1", {}, ""),
    (POST, "requisition close", "Q-1", {"closed_on": "2026-01-04"}, "requisition_closed date_too_early"),
    (POST, "requisition close", "Q-1", {"closed_on": "2026-01-05"}, ""),
    ([*POST, closed()], "requisition close", "Q-1", {}, "requisition_closed"),
    ([*PLAIN, applied(2)], "requisition close", "Q-1", {}, "applications_open"),
    ([*PLAIN, gone("application.rejected", application="A-1")], "requisition close", "Q-1", {}, ""),
    ([*HIRED, started(1, TODAY)], "requisition close", "Q-1", {}, ""),
    ([*HIRED, started(1, TOMORROW)], "requisition close", "Q-1", {}, "applications_open"),
]
APPLICATIONS: list[Case] = [
    (POST, SUBMIT, "", {**A_PERSON, "requisition": "Q-1"}, ""),
    ([], SUBMIT, "", APPLY, "unknown_candidate unknown_requisition"),
    (PLAIN, SUBMIT, "", {**A_PERSON, "requisition": "Q-1", "application": "A-1"}, "already_exists"),
    ([*POST, closed()], SUBMIT, "", {**A_PERSON, "requisition": "Q-1"}, "requisition_closed"),
    (POST, SUBMIT, "", {**A_PERSON, "requisition": "Q-1", "schedule": "part_time"}, "schedule_not_offered"),
    (PLAIN, SUBMIT, "", APPLY, "already_applied"),
    ([*PLAIN, applied(2, requisition="Q-2"), MERGED], SUBMIT, "", {**APPLY, "candidate": "C-2"}, "already_applied"),
    ([*PLAIN, ERASED], SUBMIT, "", APPLY, "erased already_applied"),
    (PLAIN, *MOVE, {"stage": "applied"}, "already_there"),
    (PLAIN, *MOVE, {"stage": " HIRED\n"}, "reserved_stage"),
    (PLAIN, *MOVE, {"stage": "screen"}, "new_stage"),
    ([*PLAIN, offered()], *MOVE, {"stage": "applied"}, "offer_stands already_there"),
    ([*PLAIN, offered(), NO], *MOVE, {"stage": "applied"}, "application_closed already_there"),
    ([*PLAIN, started(1, TODAY)], *REJECT, {"reason": "x"}, "already_hired"),
    ([*PLAIN, started(1, TOMORROW)], *REJECT, {"reason": "x"}, ""),
    ([*PLAIN, started(1, YESTERDAY), FALLEN], *REJECT, {"reason": "x"}, ""),
    ([*PLAIN, offered()], *REJECT, {"reason": "x"}, "offer_stands"),
    ([*PLAIN, offered()], *WITHDRAW, {"acknowledge": ["offer_stands"]}, ""),
    ([*PLAIN, OUT], *WITHDRAW, {}, "application_closed"),
    (PLAIN, *REOPEN, {}, "not_closed"),
    ([*PLAIN, OUT, ERASED, closed()], *REOPEN, {}, "erased requisition_closed"),
]
EXTEND: Body = {"application": "A-1", "schedule": "full_time"}
OFFERS: list[Case] = [
    (PLAIN, "offer extend", "", EXTEND, ""),
    ([], "offer extend", "", EXTEND, "unknown_application"),
    ([*PLAIN, part(1)], "offer extend", "", {**EXTEND, "offer": "O-1"}, "already_exists"),
    ([*PLAIN, ERASED], "offer extend", "", EXTEND, "erased"),
    ([*PLAIN, started(1, TODAY)], "offer extend", "", EXTEND, "already_hired"),
    (PLAIN, "offer extend", "", {**EXTEND, "start_date": YESTERDAY}, "date_passed"),
    (PLAIN, "offer extend", "", {**EXTEND, "expires_on": TODAY}, ""),
    (PLAIN, "offer extend", "", {**EXTEND, "schedule": "part_time"}, "schedule_not_offered"),
    ([*PLAIN, offered()], "offer extend", "", EXTEND, "offer_stands"),
    ([*PLAIN, part()], "offer extend", "", EXTEND, ""),
    ([*PLAIN, gone("application.rejected", application="A-1")], "offer extend", "", EXTEND, "application_closed"),
    ([*PLAIN, offered()], "offer change", "O-1", {}, "nothing_changes"),
    ([*PLAIN, offered()], "offer change", "O-1", {"schedule": "full_time", "fte": "1.0"}, "nothing_changes"),
    ([*PLAIN, offered()], "offer change", "O-1", {"fte": "0.9"}, ""),
    ([*PLAIN, offered()], "offer change", "O-1", {"start_date": YESTERDAY}, "date_passed"),
    ([*PLAIN, offered(), accepted()], "offer change", "O-1", {"fte": "0.9"}, "offer_accepted"),
    ([*PLAIN, offered(), NO], "offer change", "O-1", {}, "application_closed"),
    ([*PLAIN, offered()], *ACCEPT, {}, ""),
    ([*PLAIN, offered(expires_on=TODAY)], *ACCEPT, {}, ""),
    ([*PLAIN, offered(expires_on=YESTERDAY)], *ACCEPT, {}, "past_expiry"),
    ([*PLAIN, offered(), EXPIRED], *ACCEPT, {}, "offer_not_standing application_closed"),
    ([*PLAIN, applied(2), offered(2), accepted(2), offered(), MERGED], *ACCEPT, {}, "other_offer_accepted"),
    ([*PLAIN, offered(), accepted()], "offer decline", "O-1", {}, "offer_accepted"),
    ([*PLAIN, offered(), NO], "offer decline", "O-1", {}, "offer_not_standing"),
    ([*PLAIN, offered(), accepted()], *TAKE_BACK, {"reason": "x"}, ""),
    ([*PLAIN, offered(), gone("offer.withdrawn", offer="O-1")], *TAKE_BACK, {"reason": "x"}, "offer_not_standing"),
    ([*PLAIN, offered()], "offer undo-acceptance", "O-1", {}, "not_accepted"),
    ([*HIRED, started(1, TODAY)], "offer undo-acceptance", "O-1", {}, "already_hired"),
]
ASK: Body = {"contact": "C-1", "closeness": 3, "ask": "advice", "requester": "E-1"}
INTRODUCTIONS: list[Case] = [
    ([*STAFF, *PLAIN], "introduction request", "", ASK, ""),
    (STAFF, "introduction request", "", ASK, "unknown_candidate"),
    ([*STAFF, *PLAIN], "introduction request", "", {**ASK, "connector": "E-none"}, "unknown_employee"),
    ([*STAFF, *PLAIN, ERASED], "introduction request", "", ASK, "erased"),
    ([*STAFF, *PLAIN], "introduction request", "", {**ASK, "connector": "E-1"}, "same_person"),
    ([asked()], *ANSWER, {"outcome": "accepted"}, ""),
    ([asked(), answered()], *ANSWER, {"outcome": "accepted"}, "already_answered"),
    ([asked(), answered()], *ANSWER, {"outcome": "declined"}, ""),
    ([asked(), MET], *ANSWER, {"outcome": "declined"}, "already_held"),
    ([asked(), answered()], "introduction held", "I-1", {"on": TODAY}, ""),
    ([asked(), answered()], "introduction held", "I-1", {"on": TOMORROW}, "date_to_come"),
    ([asked()], "introduction held", "I-1", {}, "not_agreed"),
]
PEOPLE: list[Case] = [
    ([*PLAIN, applied(2)], "candidate merge", "C-1", {"losing": "C-2"}, ""),
    (PLAIN, "candidate merge", "C-1", {"losing": "C-2"}, "unknown_candidate"),
    (PLAIN, "candidate merge", "C-1", {"losing": "C-1"}, "same_candidate"),
    ([*PLAIN, applied(2), MERGED], "candidate merge", "C-1", {"losing": "C-2"}, "already_merged"),
    ([*PLAIN, applied(2), ERASED], "candidate merge", "C-1", {"losing": "C-2"}, "erased"),
    ([*PLAIN, applied(2), MERGED], "candidate unmerge", "C-1", {"losing": "C-2"}, ""),
    ([*PLAIN, applied(2)], "candidate unmerge", "C-1", {"losing": "C-2"}, "not_merged"),
    (PLAIN, "candidate erase", "C-1", {"request": "x"}, "cannot_be_undone"),
    (PLAIN, "candidate erase", "C-1", {"request": "x", "acknowledge": ["cannot_be_undone"]}, ""),
    ([*PLAIN, ERASED], "candidate erase", "C-1", {"request": "x"}, "already_erased cannot_be_undone"),
    (STAFF, "employee erase", "E-2", {"request": "x", "acknowledge": ["cannot_be_undone"]}, ""),
]
TERMS = {"amount": {"currency": "USD", "default": "500.00"}}
VERSION: Body = {"version": 1, "effective_from": TODAY, "terms": TERMS}
PROGRAMMES: list[Case] = [
    ([], "programme preview", "", {**VERSION, "version": 2}, "version_not_next"),
    ([programme(3)], "programme preview", "", {**VERSION, "version": 3}, "version_not_next"),
    ([], "programme publish", "", {**VERSION, "preview": "x-y"}, "preview_other"),
]
CASES = [*REFERRALS, *POSTS, *APPLICATIONS, *OFFERS, *INTRODUCTIONS, *PEOPLE, *PROGRAMMES]


@pytest.mark.parametrize(("before", "name", "id_", "body", "codes"), CASES)
def test_a_command_is_refused_for_every_reason_that_applies(
    counter: Counter, before: list[Event], name: str, id_: str, body: Body, codes: str
) -> None:
    counter.house.push(before)
    head = counter.store.head()
    told = counter.do(name, id_, **body)
    assert " ".join(told.codes) == codes
    assert told.status in ((409,) if codes else (200, 201))
    assert (counter.store.head() > head) is (not codes)


def see_preview(counter: Counter, said: Body) -> tuple[int, str]:
    """Preview a version: how many rows differ, and the digest."""
    shown = msgspec.json.decode(counter.why("programme preview", **said).why.answer, type=Preview)
    return shown.differ, shown.preview


def test_a_version_is_published_as_it_was_previewed(counter: Counter) -> None:
    counter.house.push([programme(), employed("E-1"), *PLAIN, referred()])
    said = {**VERSION, "version": 2, "effective_from": "2026-01-10"}
    differ, preview = see_preview(counter, said)
    assert differ == 1
    other = {**said, "terms": {"amount": {"currency": "USD", "default": "600.00"}}}
    assert counter.do("programme publish", **other, preview=preview).codes == ("preview_other",)
    assert counter.do("programme publish", **said, preview=preview).codes == ("reaches_back",)
    counter.house.push([referred(2)])
    assert counter.do("programme publish", **said, preview=preview).codes == ("preview_old", "reaches_back")
    preview = (
        counter.why("programme preview", **said).why.answer.partition(b'"preview":"')[2].partition(b'"')[0].decode()
    )
    done = counter.do("programme publish", **said, preview=preview, acknowledge=["reaches_back"])
    assert (done.status, done.version) == (201, 2)


def test_every_reason_of_the_contract_has_a_case() -> None:
    told = {code for *_, codes in CASES for code in codes.split()}
    elsewhere = {
        "clock_ahead", "preview_old", "reaches_back", "already_settled", "still_unreadable", "conflicting_resend",
        "money_moves", "payout_open",
    }  # fmt: skip
    assert told | elsewhere == set(SAYS)
    assert {name for _, name, *_ in CASES} == {row.name for row in COMMANDS if row.noun != "letter"}
    assert NOW.date().isoformat() == TODAY


def test_money_under_way_is_told_before_people_change(counter: Counter) -> None:
    counter.house.push([programme(), *STAFF, employed("E-3"), *PLAIN, referred(), referred(2, "E-3", "2026-01-07")])
    line = ProposedLine(line="L-1", referral="R-1", instalment="day-90", referrer="E-1", amount="100000")
    run = ProposedRun(run="P-1", currency="USD", lines=(line,))
    proposed = PayoutProposed(as_of=NOW.date(), runs=(run,))
    counter.store.append(PAYOUTS, [proposed], expected_version=0, source="/vouch/payouts")
    assert counter.do("candidate merge", "C-1", losing="C-2").codes == ("money_moves",)
    assert counter.do("candidate erase", "C-1", request="x").codes == ("cannot_be_undone",)
    approved = PayoutApproved(run="P-1", digest="d", lines=("L-1",))
    counter.store.append(PAYOUTS, [approved], expected_version=1, source="/vouch/payouts")
    for name, id_ in (("candidate erase", "C-1"), ("employee erase", "E-1")):
        assert counter.do(name, id_, request="x").codes == ("cannot_be_undone", "payout_open")
    merged = counter.do("candidate merge", "C-1", losing="C-2", acknowledge=["money_moves"])
    assert merged.status == 200
    assert counter.do("candidate unmerge", "C-1", losing="C-2").codes == ("money_moves",)
