"""`vouch privacy`, and a server that is not ready before every erasure is done."""

from pathlib import Path

import pytest

from domain.store.keys import destroying
from domain.store.keys.database import KeysAway
from tests.api.command.calling import call, event, feed_file
from tests.api.http.facing import facing

NAME = "Zyxwvut Qponm"


def told(store: str, folder: Path) -> None:
    events = [
        event("candidate.identified", candidate="C-1", name=NAME),
        event("candidate.erased", candidate="C-1", request="REQ-7"),
    ]
    assert call("feed", "push", feed_file(folder, events), store=store).code == 0


def test_what_is_pending_is_told_and_carried_out(sqlite_url: str, tmp_path: Path) -> None:
    told(sqlite_url, tmp_path)
    pending = call("privacy", "status", store=sqlite_url)
    says = "C-1: erased as of 2026-01-05T09:00:00Z, request REQ-7: 1 stream, 0 dead letters; 1 stream pending.\n"
    assert pending.out.endswith(says)
    assert "1 stream cleaned up" in call("privacy", "erase", store=sqlite_url).out
    done = call("privacy", "status", "--json", store=sqlite_url).json
    assert [(each["of"], each["streams"], each["pending"]) for each in done] == [("candidate/C-1", 1, 0)]
    assert NAME not in call("privacy", "status", store=sqlite_url).out


def test_rotating_keeps_every_name(sqlite_url: str, tmp_path: Path) -> None:
    events = [event("candidate.identified", candidate="C-2", name=NAME)]
    call("feed", "push", feed_file(tmp_path, events), store=sqlite_url)
    keyring = Path(f"{sqlite_url.removeprefix('sqlite:///')}.keyring")
    before = keyring.read_bytes()
    assert "1 bucket wrapped anew" in call("privacy", "rotate", store=sqlite_url).out
    assert keyring.read_bytes() != before
    assert call("doctor", store=sqlite_url).code == 0
    assert call("privacy", "status", store=sqlite_url).out == "Nobody is erased, and nothing is pending.\n"


def test_a_server_erases_at_its_start_and_is_not_ready_before(
    sqlite_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told(sqlite_url, tmp_path)
    with monkeypatch.context() as patch:
        patch.setattr(destroying, "destroy", _away)
        with facing(sqlite_url) as face:
            waiting = face.get("/readyz")
    assert waiting.status_code == 503
    assert waiting.json()["checks"]["erasures"] == "erasures_pending"
    with facing(sqlite_url) as face:
        assert face.get("/readyz").json()["status"] == "ready"
        assert len(destroying.read_graves(face.vouch.store.seam.keys, done=True)) == 1
        assert "vouch_erased_fields_total 0.0" in face.get("/metrics").text


def _away(*_: object) -> None:
    raise KeysAway("away")
