"""What the classes say of their facts: whom they look at, on which days they turn, how they read, what is public."""

from datetime import date
from typing import Any

import msgspec
import pytest

from domain.facts.base import Use
from domain.facts.catalogue import CATALOGUE, DATED, FACTS, LINKING, PUBLIC, SENTENCES, TOLD_ELSEWHERE, decode
from tests.facts.frozen import SAMPLES, data_of

USES = {
    "hr.employee.recorded.v1": (Use("employee/E-1", "manager"),),
    "hr.referral.made.v1": (Use("employee/E-7", "direct"), Use("requisition/Q-1", "direct")),
    "hr.application.submitted.v1": (Use("requisition/Q-1", "direct"),),
}
LINKED = {
    *("hr.candidate.merged.v1", "hr.candidate.unmerged.v1", "hr.employment.started.v1", "hr.offer.extended.v1"),
    *(
        "hr.interview.scheduled.v1",
        "hr.interview.completed.v1",
        "hr.account.recorded.v1",
        "hr.identity.linked.v1",
        "hr.identity.unlinked.v1",
    ),
}
DAYS = {
    "hr.employee.recorded.v1": ("effective_on", None),
    "hr.requisition.opened.v1": ("opened_on", None),
    "hr.requisition.updated.v1": ("effective_on", None),
    "hr.requisition.closed.v1": ("closed_on", None),
    "hr.offer.extended.v1": (None, "expires_on"),
    "hr.employment.started.v1": ("start_date", None),
    "hr.employment.start_corrected.v1": ("start_date", None),
    "hr.employment.changed.v1": ("effective_on", None),
    "hr.employment.ended.v1": ("last_day", "last_day"),
    "hr.leave.recorded.v1": ("first_day", None),
}
NOT_TOLD = {
    *("hr.requisition.opened.v1", "hr.requisition.updated.v1", "hr.requisition.closed.v1"),
    *("hr.bonus_program.published.v1", "hr.payroll.line_settled.v1", "hr.account.recorded.v1"),
    *("hr.introduction.requested.v1", "hr.introduction.answered.v1", "hr.introduction.held.v1"),
    *("hr.fact.retracted.v1", "hr.fact.restored.v1"),
}
NEW = {
    "hr.employee.erased.v1": "Personal data of E-7 erased on request.",
    "hr.identity.linked.v1": "C-1 is employee E-9.",
    "hr.identity.unlinked.v1": "C-1 is not employee E-9.",
    "hr.employee.recorded.v1": "E-7's record from 2026-01-01: number, department, manager, roles, location.",
}


def fact_of(topic: str) -> Any:
    return decode(topic, SAMPLES[topic]).data


@pytest.mark.parametrize("topic", FACTS)
def test_a_fact_names_whom_its_decision_looks_at(topic: str) -> None:
    assert fact_of(topic).uses == USES.get(topic, ())
    assert (topic in LINKING) == (topic in USES or topic in LINKED)


@pytest.mark.parametrize("nobody", ["", None])
def test_nobody_is_looked_at_where_nobody_is_named(nobody: str | None) -> None:
    recorded, made = fact_of("hr.employee.recorded.v1"), fact_of("hr.referral.made.v1")
    assert msgspec.structs.replace(recorded, manager=nobody).uses == ()
    assert msgspec.structs.replace(made, requisition=nobody).uses == (Use("employee/E-7", "direct"),)


@pytest.mark.parametrize("topic", FACTS)
def test_a_fact_names_the_days_on_which_it_turns(topic: str) -> None:
    fact, data = fact_of(topic), data_of(topic)
    days = [name and date.fromisoformat(data[name]) for name in DAYS.get(topic, (None, None))]
    assert [fact.counts_from, fact.holds_until] == days
    assert (type(fact) in DATED) == (topic in DAYS)


@pytest.mark.parametrize("nothing", ["", None])
def test_an_offer_without_an_end_does_not_run_out(nothing: str | None) -> None:
    assert msgspec.structs.replace(fact_of("hr.offer.extended.v1"), expires_on=nothing).holds_until is None


@pytest.mark.parametrize("topic", FACTS)
def test_a_fact_reads_as_a_sentence_without_personal_data(topic: str) -> None:
    fact = fact_of(topic)
    assert (type(fact) in SENTENCES) == (topic not in NOT_TOLD)
    if topic not in NOT_TOLD:
        sentence = fact.describe()
        assert sentence.endswith(".")
        assert sentence == NEW.get(topic, sentence)
        told = msgspec.structs.replace(fact, **dict.fromkeys(fact.PERSONAL, "canary")).describe()
        assert "canary" not in told


def test_interviews_merges_and_identities_are_told_in_the_timelines_of_others() -> None:
    elsewhere = {cls.TOPIC for cls in TOLD_ELSEWHERE}
    # An account links what it may stand for, and is in nobody's timeline.
    assert elsewhere == LINKED - {"hr.employment.started.v1", "hr.offer.extended.v1", "hr.account.recorded.v1"}


def test_what_is_told_outside_is_called_like_the_fact() -> None:
    kept = {"hr.employment.start_corrected.v1", "hr.employment.changed.v1", "vouch.payout.file_settled.v1"}
    of_the_feed = ("hr.referral.", "hr.application.", "hr.offer.", "hr.employment.")
    of_our_own = ("vouch.tenure.", "vouch.offer.", "vouch.bonus.", "vouch.payout.", "vouch.history.")
    told = {topic for topic in CATALOGUE if topic.startswith((*of_the_feed, *of_our_own))} - kept
    assert {topic: "vouch." + topic.split(".", 1)[1].removesuffix(".v1") for topic in told} == PUBLIC
