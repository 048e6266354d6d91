"""The history over HTTP: its checkpoint, and the warning once it was altered."""

import time
from asyncio import run

import pytest
from fastapi import Request

from api.http.history import refuse_altered_history
from api.http.problems import RefusedError
from domain.store import open_store
from tests.api.http.facing import Face, event, facing
from tests.store.deliveries import delivery, record
from tests.support.damage import execute

ALTERED = "history_altered"


def altered(url: str) -> None:
    """Make a store whose history is altered where only reading all of it shows that."""
    store = open_store(url)
    for number in range(5):
        record(store, delivery(number))
    store.close()
    execute(url, "UPDATE recordings SET recorded_at = recorded_at - 1 WHERE number = 2")


def test_a_checkpoint_is_a_signed_note(face: Face) -> None:
    face.push(event("candidate.identified", candidate="C-1"))
    answer = face.get("/v1/checkpoint")
    assert (answer.status_code, answer.headers["content-type"]) == (200, "text/plain; charset=utf-8")
    store = face.vouch.store
    assert store.read_checkpoint(answer.text).root == store.root_at(store.count_recordings())
    assert store.anchor() == answer.text
    assert "Vouch-Warning" not in answer.headers


def test_once_it_was_altered_reads_go_on_with_a_warning(sqlite_url: str) -> None:
    altered(sqlite_url)
    with facing(sqlite_url) as face:
        while "Vouch-Warning" not in (answer := face.get("/v1/requisitions")).headers or answer.status_code == 503:
            time.sleep(0.02)
        assert (answer.status_code, answer.headers["Vouch-Warning"]) == (200, ALTERED)
        assert face.get("/readyz").status_code == 200
        assert "vouch_history_altered 1.0" in face.get("/metrics").text


def test_a_cut_tail_is_known_before_anything_is_answered(sqlite_url: str) -> None:
    altered(sqlite_url)
    store = open_store(sqlite_url)
    store.keep_anchor(store.checkpoint())
    store.close()
    execute(sqlite_url, "DELETE FROM stored_events WHERE rowid = 5")
    execute(sqlite_url, "DELETE FROM recordings WHERE number = 4")
    with facing(sqlite_url) as face:
        answer = face.get("/v1/checkpoint")
        assert (answer.status_code, answer.json()["type"]) == (503, f"urn:vouch:problem:{ALTERED}")
        assert answer.headers["Vouch-Warning"] == ALTERED


@pytest.mark.parametrize(
    ("method", "path", "refused"),
    [
        ("POST", "/v1/payout-runs", True),
        ("POST", "/v1/payout-runs/P-1/export", True),
        ("GET", "/v1/payout-runs/P-1", False),
        ("POST", "/v1/feed/events", False),
    ],
)
def test_no_run_moves_on_then(face: Face, method: str, path: str, refused: bool) -> None:
    scope = {"type": "http", "method": method, "path": path, "headers": [], "app": face.client.app, "server": ("h", 80)}
    request = Request({**scope, "scheme": "http", "query_string": b""})
    run(refuse_altered_history(request))
    face.client.app.state.service.watch.says = "altered"  # type: ignore[attr-defined]
    if refused:
        with pytest.raises(RefusedError) as told:
            run(refuse_altered_history(request))
        assert (told.value.problem.status, told.value.problem.type) == (503, f"urn:vouch:problem:{ALTERED}")
    else:
        run(refuse_altered_history(request))
