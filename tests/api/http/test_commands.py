"""Commands over HTTP: the order of checks, replies that are lost, many at once."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import count
from typing import Any

import pytest
from httpx2 import Response

from domain.access.table import read_table
from domain.commands.table import COMMANDS
from tests.api.http.facing import Face, event, facing

_keys = count(1)
AS_REFERRER = {"Vouch-As": "E-1"}
AS_RECRUITER = {"Vouch-As": "E-8", "Vouch-Roles": "recruiter"}


def a_post() -> list[dict[str, Any]]:
    """A post with two applications, one of which was in `interview`."""
    opened: dict[str, Any] = {
        "title": "Analyst",
        "hiring_manager": "E-9",
        "opened_on": "2026-01-05",
        "schedules": ["full_time"],
    }
    applied = [
        event("application.submitted", application=f"A-{number}", candidate=f"C-{number}", requisition="Q-1")
        for number in (1, 2)
    ]
    moved = event("application.stage_changed", "2026-02-03T09:00:00Z", application="A-2", stage="interview")
    return [event("requisition.opened", requisition="Q-1", **opened), *applied, moved]


@pytest.fixture
def face(sqlite_url: str) -> Iterator[Face]:
    """A Vouch whose commands are not counted out."""
    with facing(sqlite_url, commands_per_minute=1_000) as face:
        face.push(*a_post())
        yield face


def command(
    face: Face, path: str, body: object = None, *, key: str | None = "", seen: str | None = "*", **headers: str
) -> Response:
    """Send a command; by default with a key of its own and any version."""
    given = {"If-Match": seen, "Idempotency-Key": f"key-{next(_keys)}" if key == "" else key}
    sent = {name: value for name, value in given.items() if value is not None}
    content = {"json": {} if body is None else body}
    return face.client.post(f"/v1{path}", headers={**sent, **headers}, **content)  # type: ignore[arg-type]


MOVE = "/applications/A-1/move"
INTERVIEW = {"stage": "interview"}


def test_what_was_done_is_answered_without_personal_data(face: Face) -> None:
    answer = command(face, MOVE, INTERVIEW, key="k1", seen='"1-ab"')
    assert answer.status_code == 200
    did = answer.json()
    assert (did["kind"], did["id"], did["version"]) == ("application", "A-1", 2)
    assert did["facts"] == [f"/vouch#{did['command']}"]
    again = command(face, MOVE, {"stage": "interview", "acknowledge": None}, key="k1", seen=None)
    assert again.status_code == 422
    again = command(face, MOVE, INTERVIEW, key="k1", seen=None)
    assert (again.content, again.headers["Idempotency-Replayed"]) == (answer.content, "true")
    events = face.get("/v1/events").json()["items"]
    assert events[-1]["actor"] == {"name": "local"}
    assert "actor" not in events[0]
    told = face.get("/v1/candidates/C-1/timeline", min_position=did["position"], as_of="2027-01-01").json()["events"]
    assert [each.get("actor") for each in told] == [None, {"name": "local"}]


def test_a_new_thing_says_where_it_is(face: Face) -> None:
    person = {"name": "Personal Canary", "email": "canary@example.org"}
    answer = command(face, "/applications", {"person": person, "requisition": "Q-1"}, **AS_RECRUITER)
    assert answer.status_code == 201
    assert answer.headers["Location"] == f"/v1/applications/{answer.json()['id']}"
    assert len(answer.json()["facts"]) == 2
    assert "anary" not in answer.text
    pipeline = face.get("/v1/requisitions/Q-1/pipeline", min_position=answer.json()["position"], as_of="2027-01-01")
    assert "Personal Canary" in pipeline.text


def test_reasons_are_told_with_the_facts_that_made_them(face: Face) -> None:
    command(face, "/applications/A-1/reject", {"reason": "No licence."})
    answer = command(face, MOVE, {"stage": "Offer"})
    assert (answer.status_code, answer.headers["content-type"]) == (409, "application/problem+json")
    problem = answer.json()
    assert problem["type"] == "urn:vouch:problem:refused"
    assert problem["detail"] == "It is closed; reopen it."
    assert [(each["code"], each["acknowledge"]) for each in problem["reasons"]] == [
        ("application_closed", False),
        ("reserved_stage", False),
    ]
    assert problem["reasons"][0]["fact"].startswith("/vouch#c-")


BAD_KEYS = [None, "two words", "x" * 201]
WRONG: list[tuple[dict[str, Any], int, str]] = [
    ({"path": "/applications/A-none/move", "body": [], "key": None, "content-type": "text/plain"}, 415, "media_type"),
    ({"path": "/applications/A-none/move", "body": [], "key": None}, 400, "not_json"),
    ({"path": "/applications/A-none/move", "body": {"stages": 1}, "key": None}, 400, "idempotency_key"),
    ({"path": "/applications/A-none/move", "body": {"stages": 1}, "key": "k"}, 422, "wrong_parameter"),
    ({"path": "/applications/A-none/move", "body": {"stage": "x" * 61}, "key": "k"}, 422, "wrong_parameter"),
    ({"path": "/applications/A-none/move", "body": {"stage": "a\tb"}, "key": "k"}, 422, "wrong_parameter"),
    ({"path": "/applications/A-none/move", "body": INTERVIEW, "key": "k", "seen": None}, 404, "not_found"),
    ({"path": "/applications/%FF/move", "body": INTERVIEW, "key": "k", "seen": None}, 404, "not_found"),
    ({"path": MOVE, "body": INTERVIEW, "key": "k", "seen": None}, 428, "version_missing"),
    ({"path": MOVE, "body": INTERVIEW, "key": "k", "seen": '"2"'}, 412, "stale"),
    ({"path": MOVE, "body": INTERVIEW, "key": "k", "seen": "1"}, 412, "stale"),
    ({"path": MOVE, "body": {"stage": "Offer"}, "key": "k", "seen": '"1"'}, 409, "refused"),
    *(({"path": MOVE, "body": INTERVIEW, "key": key}, 400, "idempotency_key") for key in BAD_KEYS),
]


@pytest.mark.parametrize(("sent", "status", "code"), WRONG)
def test_the_first_check_that_fails_answers(face: Face, sent: dict[str, Any], status: int, code: str) -> None:
    head = face.vouch.store.head()
    answer = command(face, **sent)
    assert (answer.status_code, answer.json()["type"]) == (status, f"urn:vouch:problem:{code}")
    assert face.vouch.store.head() == head


def test_too_large_a_body_is_refused(face: Face) -> None:
    assert command(face, MOVE, {"stage": "x" * (64 << 10)}).status_code == 413


def test_the_rights_come_first_and_what_is_out_of_sight_is_not_there(face: Face) -> None:
    sent = {"content": b"[", "headers": {**AS_REFERRER}}
    assert face.client.post("/v1/offers/O-1/accept", **sent).status_code == 403  # type: ignore[arg-type]
    hidden = command(face, MOVE, INTERVIEW, **AS_REFERRER)
    missing = command(face, "/applications/A-none/move", INTERVIEW, **AS_REFERRER)
    assert (hidden.status_code, hidden.content) == (404, missing.content)
    assert command(face, MOVE, INTERVIEW, **{"Vouch-As": "E-9"}).status_code == 200


def test_a_field_that_is_not_the_roles_is_not_known(face: Face) -> None:
    said = {"candidate": "C-1", "referrer": "E-2"}
    answer = command(face, "/referrals", said, **AS_REFERRER)
    assert answer.status_code == 422
    assert answer.json()["parameters"] == [{"name": "referrer", "place": "body", "detail": "is not known here"}]
    assert command(face, "/referrals", {"candidate": "C-1"}).json()["parameters"][0]["name"] == "referrer"


def test_commands_are_counted_out(sqlite_url: str) -> None:
    with facing(sqlite_url, commands_per_minute=3, referrals_per_day=1) as face:
        person = {"person": {"name": "Canary"}}
        assert command(face, "/referrals", person, **AS_REFERRER).status_code == 201
        refused = command(face, "/referrals", person, **AS_REFERRER)
        assert (refused.status_code, int(refused.headers["Retry-After"]) > 80_000) == (429, True)
        command(face, MOVE, INTERVIEW, **AS_REFERRER)
        refused = command(face, MOVE, INTERVIEW, key=None, **AS_REFERRER)
        assert (refused.status_code, int(refused.headers["Retry-After"]) <= 60) == (429, True)
        assert command(face, MOVE, INTERVIEW).status_code == 404


@pytest.mark.parametrize("keys", [1, 16])
def test_sixteen_alike_at_once_have_one_effect(face: Face, keys: int) -> None:
    with ThreadPoolExecutor(16) as threads:
        told = list(threads.map(lambda n: command(face, MOVE, INTERVIEW, key=f"same-{n % keys}"), range(16)))
    statuses = sorted(each.status_code for each in told)
    assert statuses == ([200] * 16 if keys == 1 else [200] + [409] * 15)
    assert sum("Idempotency-Replayed" not in each.headers for each in told if each.status_code == 200) == 1
    assert sum(each["source"] == "/vouch" for each in face.get("/v1/events").json()["items"]) == 1


def test_dead_letters_are_replayed_and_dropped(face: Face) -> None:
    broken = {**event("application.reopened", application="A-1"), "type": "hr.unknown.v1"}
    assert face.client.post("/v1/feed/events", json=broken, headers={"content-type": "application/cloudevents+json"})
    told = command(face, "/feed/parked/1/replay").json()
    assert told["reasons"] == [{"code": "still_unreadable", "says": "Still unknown_type.", "acknowledge": False}]
    dropped = command(face, "/feed/parked/1/drop", {"reason": "Not ours."}, key="d")
    assert (dropped.status_code, dropped.json()["kind"], dropped.json()["id"]) == (200, "letter", "1")
    assert command(face, "/feed/parked/1/drop", {"reason": "Not ours."}, key="d").headers["Idempotency-Replayed"]
    assert command(face, "/feed/parked/1/replay").json()["reasons"][0]["code"] == "already_settled"
    assert command(face, "/feed/parked/2/replay").status_code == 404


def test_every_command_is_an_operation_of_the_table_of_rights() -> None:
    kinds = {row.operation: read_table()[row.operation].kind for row in COMMANDS}
    about = {row.operation for row in COMMANDS if row.is_about_one}
    assert {name for name, kind in kinds.items() if kind is not None} - about == {"application.submit", "offer.extend"}
