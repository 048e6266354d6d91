"""Events for integrators: in the order of recording, from any position, without personal data."""

import time

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
