"""Events for integrators: in the order of recording, from any position, without personal data."""

import time

import pytest

from tests.api.http.facing import Face, event, facing, hired


def test_what_has_happened_since_a_position(store_url: str) -> None:
    with facing(store_url) as face:
        before = face.push(event("candidate.identified", candidate="C-0"))
        face.push(*hired())
        answer = face.get("/v1/events", after=before).json()
        assert [each["type"] for each in answer["items"]][:2] == [
            "hr.bonus_program.published.v1",
            "hr.employee.recorded.v1",
        ]
        assert set(answer["items"][0]) == {"position", "stream", "type", "time", "recorded_at", "source", "id", "data"}
        assert answer["position"] >= before + len(hired())
        last = face.get("/v1/events", after=answer["position"]).json()
        assert last["next"] is None


def test_the_clocks_events_are_among_them(sqlite_url: str) -> None:
    with facing(sqlite_url, clock_seconds=0.1) as face:
        face.push(*hired())
        while not (found := [e for e in face.get("/v1/events").json()["items"] if e["type"].startswith("vouch.")]):
            time.sleep(0.02)
    reached, earned = found
    assert [each["type"] for each in found] == ["vouch.tenure.reached.v1", "vouch.bonus.earned.v1"]
    assert {each["source"] for each in found} == {"/vouch/clock"}
    assert reached["data"]["due_on"] == earned["data"]["earned_on"] == "2026-05-31"


def test_personal_data_are_left_out_and_all_else_is_there(face: Face) -> None:
    face.push(
        event("candidate.identified", candidate="C-1", name="Canary", email="canary@example.com", phone="+4512345678"),
        event("referral.made", referral="R-1", referrer="E-1", candidate="C-1", note="Canary", relationship="friend"),
        event("employment.ended", employment="M-1", last_day="2026-01-01", reason="Canary said so"),
        event("employment.ended", employment="M-2", last_day="2026-01-01", reason="redundant"),
    )
    data = [each["data"] for each in face.get("/v1/events", limit=4).json()["items"]]
    assert data == [
        {"candidate": "C-1"},
        {"referral": "R-1", "referrer": "E-1", "candidate": "C-1", "relationship": "friend"},
        {"employment": "M-1", "last_day": "2026-01-01"},
        {"employment": "M-2", "last_day": "2026-01-01", "reason": "redundant"},
    ]


@pytest.mark.parametrize("ahead", [1, 2, 10**6])
def test_a_position_ahead_of_the_store_is_refused_with_the_last_one(store_url: str, ahead: int) -> None:
    with facing(store_url) as face:
        face.push(event("candidate.identified", candidate="C-1"))
        head = face.vouch.store.head()
        answer = face.get("/v1/events", after=head + ahead)
        told = answer.json()
        assert (answer.status_code, told["head"], told["parameters"][0]["name"]) == (422, head, "after")
        assert str(head) in told["detail"]
        assert face.get("/v1/events", after=head).json() == {"items": [], "next": None, "position": head}


def test_an_empty_store_has_no_position(face: Face) -> None:
    assert face.get("/v1/events").status_code == 200
    answer = face.get("/v1/events", after=1)
    assert (answer.status_code, answer.json()["head"]) == (422, 0)


def test_a_cursor_ahead_of_the_store_is_refused(face: Face) -> None:
    face.push(*(event("candidate.identified", candidate=f"C-{number}") for number in range(3)))
    cursor = face.get("/v1/events", limit=2).json()["next"]
    assert len(face.get("/v1/events", cursor=cursor).json()["items"]) == 1
    with facing(f"{face.vouch.settings.store}-other") as other:
        answer = other.get("/v1/events", cursor=cursor)
        assert (answer.status_code, answer.json()["head"], answer.json()["parameters"][0]["name"]) == (422, 0, "cursor")
