"""The export of one person's data: complete, of nobody else, the same bytes for the same facts, and recorded."""

import json
from typing import Any

import pytest

from api.bootstrap import Vouch
from consumers.exporting.person import UnknownPerson, export_person
from domain.facts import kinds
from domain.facts.base import Fact
from domain.facts.catalogue import FACTS
from domain.facts.shapes import fields_of, kind_of
from domain.state.person_data import EMPLOYEES, PEOPLE
from tests.erasure.telling import event, tell

NAME, OTHER, NOTE = "Zyxwvut Qponm", "Qwertzu Another", "Plughxyzzy is a note"
HIRE = {"start_date": "2026-04-01", "candidate": "C-1", "application": "A-1"}


def story() -> list[dict[str, Any]]:
    asked: dict[str, Any] = {"closeness": 3, "ask": "advice", "purpose": "Plughxyzzy is asked"}
    return [
        event("candidate.identified", candidate="C-1", name=NAME, email="c1@canary.example"),
        event("candidate.identified", candidate="C-2", name=NAME),
        event("candidate.identified", candidate="C-3", name=OTHER),
        event("candidate.merged", "2026-03-03", losing="C-2", winning="C-1"),
        event("application.submitted", application="A-1", candidate="C-2", requisition="Q-1"),
        event("application.submitted", application="A-3", candidate="C-3", requisition="Q-1"),
        event("referral.made", referral="R-1", candidate="C-1", referrer="E-9", note=NOTE),
        event("interview.scheduled", interview="I-1", application="A-1", interviewers=["E-8", "E-7"]),
        event("offer.extended", offer="O-1", application="A-1", schedule="full_time"),
        event("introduction.requested", introduction="N-1", requester="E-9", contact="C-1", connector="E-8", **asked),
        event("employment.started", "2026-04-01", employment="M-1", employee="E-77", **HIRE),
        event("employee.recorded", employee="E-9", effective_on="2026-01-01", name=OTHER, manager="E-1"),
    ]


def export(vouch: Vouch, kind: Any, id_: str, by: str = "employee/E-5") -> Any:
    return json.loads(export_person(vouch.store, kind, id_, by))


def data_of(exported: Any, kind: str) -> list[dict[str, Any]]:
    return [fact["data"] for fact in exported["facts"] if fact["type"] == f"hr.{kind}.v1"]


def test_everything_of_the_person_and_nothing_of_others(vouch: Vouch) -> None:
    tell(vouch, *story())
    found = export(vouch, "candidate", "C-1")
    assert found["person"] == {"id": "C-1", "ids": ["C-1", "C-2"], "kind": "candidate"}
    assert [data["name"] for data in data_of(found, "candidate.identified")] == [NAME, NAME]
    assert data_of(found, "application.submitted") == [{"application": "A-1", "candidate": "C-2", "requisition": "Q-1"}]
    assert data_of(found, "referral.made") == [
        {"candidate": "C-1", "note": NOTE, "referral": "R-1", "referrer": "employee"}
    ]
    assert data_of(found, "interview.scheduled")[0]["interviewers"] == ["employee", "employee"]
    (asked,) = data_of(found, "introduction.requested")
    assert (asked["requester"], asked["connector"], asked["contact"]) == ("person", "employee", "C-1")
    assert asked["purpose"] == "Plughxyzzy is asked"
    assert data_of(found, "employment.started")[0]["employee"] == "E-77"
    whole = json.dumps(found)
    assert not [each for each in ("E-9", "E-8", 'E-7"', "C-3", "A-3", OTHER) if each in whole]


def test_an_employee_with_spells_and_introductions(vouch: Vouch) -> None:
    tell(vouch, *story(), event("employment.started", employment="M-9", employee="E-9", start_date="2026-01-01"))
    found = export(vouch, "employee", "E-9")
    assert [fact["type"] for fact in found["facts"]] == [
        *("hr.introduction.requested.v1", "hr.employee.recorded.v1", "hr.employment.started.v1")
    ]
    assert data_of(found, "introduction.requested")[0] | {"purpose": ""} == {
        "ask": "advice",
        "closeness": 3,
        "connector": "employee",
        "contact": "person",
        "introduction": "N-1",
        "purpose": "",
        "requester": "E-9",
    }
    assert data_of(found, "employee.recorded")[0]["manager"] == "employee"


def test_the_same_facts_give_the_same_bytes(vouch: Vouch) -> None:
    tell(vouch, *story())
    first = export_person(vouch.store, "candidate", "C-1", "employee/E-5")
    again = export_person(vouch.store, "candidate", "C-1", "cli/somebody")
    third = export(vouch, "candidate", "C-2", "employee/E-77")
    assert b'"looks":[]' in first
    assert [look["by"] for look in json.loads(again)["looks"]] == ["employee"]
    assert [look["by"] for look in third["looks"]] == ["employee", "person"]
    assert [look["by"] for look in export(vouch, "candidate", "C-1")["looks"]][2] == "employee/E-77"
    told = json.loads(again)
    assert again == json.dumps(told, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()
    assert {**told, "looks": []} == json.loads(first)
    tell(vouch, event("candidate.identified", candidate="C-9", name=OTHER))
    assert export(vouch, "candidate", "C-1")["facts"] == told["facts"]


def test_an_erasure_is_told(vouch: Vouch) -> None:
    tell(vouch, *story(), event("candidate.erased", "2026-05-01", candidate="C-1", request="REQ-7"))
    found = export(vouch, "candidate", "C-2")
    assert found["erasures"] == [{"of": "candidate/C-1", "request": "REQ-7", "time": "2026-05-01T09:00:00Z"}]
    assert export(vouch, "candidate", "C-3")["erasures"] == []


def test_nothing_is_recorded_of_somebody_unknown(vouch: Vouch) -> None:
    tell(vouch, *story())
    head = vouch.store.head()
    with pytest.raises(UnknownPerson):
        export(vouch, "candidate", "C-404")
    assert vouch.store.head() == head


def test_every_field_that_may_name_somebody_is_known() -> None:
    exported = {"candidate", "referral", "application", "offer", "interview", "employment", "payroll_line"}
    own = {
        "referral",
        "application",
        "offer",
        "interview",
        "employment",
        "line",
        "introduction",
        "requisition",
        "leave",
    }
    ids = {
        name
        for cls in FACTS.values()
        if cls.KIND in exported | {"introduction", "employee"}
        for name, shape in fields_of(cls).items()
        if _may_be_an_id(cls, name, shape)
    }
    assert ids - own == EMPLOYEES | PEOPLE


def _may_be_an_id(cls: type[Fact], name: str, shape: Any) -> bool:
    inner = getattr(shape, "item_type", shape)
    return kind_of(inner) in (kinds.ID, kinds.OPTIONAL_ID)
