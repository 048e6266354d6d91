"""Health and metrics: what is wrong is said, and nothing that is anybody's business alone."""

import re
import time

import pytest
from prometheus_client.parser import text_string_to_metric_families

from domain.store.errors import StoreUnavailable
from tests.api.http.facing import FEED, STRUCTURED, Face, event, facing, hired

CANARY = "CANARY-7f3a"


def test_the_process_lives_and_is_ready(store_url: str) -> None:
    with facing(store_url) as face:
        assert face.get("/livez").json()["status"] == "alive"
        loops = ("projections", "big_subjects", "clock", "history", "erasures", "translation")
        checks = dict.fromkeys(("store", "read_models", *loops), "ok")
        assert face.get("/readyz").json() == {"status": "ready", "checks": checks}


def test_a_store_that_is_away_is_said(face: Face, monkeypatch: pytest.MonkeyPatch) -> None:
    def away(*_: object) -> int:
        raise StoreUnavailable(CANARY)

    monkeypatch.setattr(face.vouch.store, "head", away)
    answer = face.get("/readyz")
    assert answer.status_code == 503
    assert (answer.json()["checks"]["store"], answer.json()["checks"]["read_models"]) == ("unavailable", "ok")
    assert CANARY not in answer.text
    assert face.get("/livez").status_code == 200


def test_a_store_that_does_not_answer_is_said(face: Face, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("api.http.health.PATIENCE", 0.05)
    monkeypatch.setattr(face.vouch.store, "head", lambda: time.sleep(0.3))
    assert face.get("/readyz").json()["checks"]["store"] == "does not answer"


def test_a_loop_that_fails_is_said_and_recovers(face: Face, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken() -> int:
        raise ArithmeticError(CANARY)

    with monkeypatch.context() as patch:
        patch.setattr(face.vouch.engine, "step_small", broken)
        face.client.post(FEED, json=event("candidate.identified", candidate="C-1"), headers=STRUCTURED)
        while (answer := face.get("/readyz")).status_code == 200:
            time.sleep(0.01)
    assert answer.json()["checks"]["projections"].startswith("failed: ArithmeticError in broken")
    assert CANARY not in answer.text
    while face.get("/readyz").status_code != 200:
        time.sleep(0.02)


def test_a_loop_that_has_stopped_is_said(face: Face) -> None:
    service = face.client.app.state.service  # type: ignore[attr-defined]
    service.clock.stop()
    service.clock.join(5)
    assert face.get("/readyz").json()["checks"]["clock"] == "has stopped"


def _metrics(face: Face) -> dict[tuple[str, ...], float]:
    families = text_string_to_metric_families(face.get("/metrics").text)
    return {(each.name, *each.labels.values()): each.value for family in families for each in family.samples}


def test_metrics_count_what_happens(face: Face) -> None:
    position = face.push(*hired())
    face.client.post(FEED, content=b'{"id": "e1"}', headers=STRUCTURED)
    face.get("/v1/referrals/R-1/why", min_position=position)
    found = _metrics(face)
    assert found["vouch_feed_events_total", "recorded"] == len(hired())
    assert found["vouch_feed_events_total", "parked"] == 1
    assert found["vouch_dead_letters_open",] == 1
    assert found["vouch_store_up",] == 1
    assert found["vouch_read_model_lag_events", "bonuses"] >= 0
    assert found["vouch_loop_failing", "clock"] == 0
    assert found["vouch_http_request_seconds_count", "GET", "/v1/referrals/{referral}/why", "200"] == 1


def test_metrics_are_there_while_the_store_is_away(face: Face, monkeypatch: pytest.MonkeyPatch) -> None:
    def away() -> int:
        raise StoreUnavailable

    monkeypatch.setattr(face.vouch.store, "count_dead_letters", away)
    assert _metrics(face)["vouch_store_up",] == 0


def test_nothing_personal_and_no_id_is_in_metrics_and_logs(sqlite_url: str, capfd: pytest.CaptureFixture[str]) -> None:
    with facing(sqlite_url) as face:
        name = f"{CANARY}-id"
        face.push(
            *hired(name, name, name, name), event("candidate.identified", candidate=name, name=CANARY, email=CANARY)
        )
        for path in (
            "referrals/{}",
            "referrals/{}/why",
            "requisitions/{}/pipeline",
            "candidates/{}/timeline",
            "none/{}",
        ):
            face.client.get(f"/v1/{path.format(name)}", params={"x": CANARY}, headers={"x-request-id": f"{CANARY}@b"})
        face.client.post(FEED, content=f'{{"id": "{CANARY}", "type": "{CANARY}"}}'.encode(), headers=STRUCTURED)
        face.client.request(CANARY.replace("-", ""), f"/{CANARY}")
        metrics = face.get("/metrics").text
    said = "".join(capfd.readouterr())
    assert "route=/v1/referrals/{referral}" in re.sub(r"\x1b\[\d*m", "", said)
    for text in (metrics, said):
        assert CANARY not in text
        assert CANARY.replace("-", "") not in text
