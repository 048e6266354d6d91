"""Payouts over HTTP: the worked cases of money, and every status that an act can answer with."""

import json
from base64 import b64decode
from collections.abc import Callable, Iterator
from datetime import date, datetime
from hashlib import sha256
from itertools import count
from pathlib import Path
from typing import Any
from urllib.parse import quote

import msgspec
import pytest
from httpx2 import Response

from domain.store import positions
from domain.store.acting import attempt
from domain.store.instants import to_micros
from tests.api.http.facing import BATCH, FEED, Face, facing
from tests.support.money_cases import PAYOUT_CASES, MoneyCase, write_payroll

NAMES = ("the-plain-life", "own-line-taken-out", "a-recovery-that-is-waived", "approving-what-was-seen")
CASES = [case for case in PAYOUT_CASES if case.name in NAMES]
PLAIN = CASES[0]
ROLES = "payroll_proposer,payroll_approver"
OF_LINES = ("release", "drop", "waive", "accept")
Travel = Callable[[str], None]

_keys = count(1)


@pytest.fixture
def travel(monkeypatch: pytest.MonkeyPatch) -> Travel:
    """Sets the store's clock."""

    def go(at: str) -> None:
        for room in (positions, attempt):
            monkeypatch.setattr(room, "now_micros", lambda: to_micros(datetime.fromisoformat(at)))

    return go


def act(face: Face, name: str, by: str | None = "E-50", key: str | None = None, **words: Any) -> Response:
    """An act over HTTP, under a key of its own unless one is given."""
    headers = {"Idempotency-Key": key or f"k-{next(_keys)}"}
    if by is not None:
        headers |= {"Vouch-As": by, "Vouch-Roles": words.pop("roles", ROLES)}
    if name == "settle":
        headers["content-type"] = "text/csv"
        return face.client.post("/v1/payout-settlements", content=words["content"], headers=headers)
    path = "/v1/payout-runs"
    if name in OF_LINES:
        path = f"/v1/payout-lines/{quote(words.pop('line'), safe='')}/{name}"
    elif name != "propose":
        path += f"/{words.pop('run')}/{name}"
    if name == "approve":
        digest = words.pop("digest", None) or see(face, path.removesuffix("/approve"))
        headers["If-Match"] = digest if digest.startswith('"') or digest == "*" else f'"{digest}"'
    if name == "export":
        words.setdefault("format", "generic")
    return face.client.post(path, json=words, headers=headers)


def see(face: Face, path: str) -> str:
    """The ETag of a run as it stands by now, whatever day the face takes for today."""
    face.vouch.engine.catch_up()
    known_at = face.vouch.store.recorded_at_of(face.vouch.store.head())
    assert known_at is not None
    return face.get(path, known_at=known_at.isoformat().replace("+00:00", "Z")).headers.get("etag", '""')


def told(step: dict[str, Any], answer: Response) -> dict[str, Any]:
    """What was answered, in the shape of a case."""
    if answer.status_code >= 400:
        return {"refused": answer.json()["type"].rpartition(":")[2]}
    if step["do"] == "propose":
        return {"runs": answer.json()["runs"]}
    return {"file": answer.text} if step["do"] == "export" else {"ok": True}


def play(face: Face, case: MoneyCase, travel: Travel) -> None:
    for step in case.steps:
        travel(step["at"])
        if "push" in step:
            pushed = face.client.post(FEED, content=msgspec.json.encode(step["push"]), headers=BATCH)
            assert pushed.json()["recorded"] == len(step["push"])
        else:
            assert told(step, act(face, step["do"], step["by"], **step["with"])) == step["answer"], step


def ask(face: Face, name: str, words: dict[str, str]) -> Any:
    wanted = dict(words)
    path = f"/v1/payout-runs/{wanted.pop('run')}" if name == "show" else f"/v1/payout-{name}"
    return face.get(path, **wanted).json()


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_worked_case_over_http(case: MoneyCase, store_url: str, travel: Travel, tmp_path: Path) -> None:
    today = date.fromisoformat(case.steps[-1]["at"][:10])
    with facing(store_url, today, case.timezone, payroll=write_payroll(case, tmp_path)) as face:
        play(face, case, travel)
        face.vouch.engine.catch_up()
        for each in case.asks:
            assert ask(face, each["ask"], each["with"]) == each["answer"], each


@pytest.fixture
def owing(sqlite_url: str, travel: Travel) -> Iterator[Face]:
    """A face before which the plain life's facts are told, on the second of June."""
    with facing(sqlite_url, date(2026, 6, 2)) as face:
        play(face, PLAIN._replace(steps=PLAIN.steps[:1]), travel)
        travel("2026-06-02T09:00:00Z")
        yield face


def code(answer: Response) -> tuple[int, str]:
    return answer.status_code, answer.json()["type"].removeprefix("urn:vouch:problem:")


def test_the_way_of_a_run(owing: Face) -> None:
    day = {"as_of": "2026-05-31"}
    assert code(act(owing, "propose", None, **day)) == (403, "no_person")
    assert code(act(owing, "propose", "E-50", roles="payroll_approver", **day)) == (403, "forbidden")
    assert code(act(owing, "propose", as_of="2026-06-03")) == (409, "as_of_in_future")
    first = act(owing, "propose", key="k", **day)
    assert (first.status_code, first.json()["runs"], first.json()["passed_over"]) == (201, ["P-1"], [])
    again = act(owing, "propose", key="k", **day)
    assert (again.content, again.headers["Idempotency-Replayed"]) == (first.content, "true")
    assert code(act(owing, "propose", key="k", as_of="2026-05-30")) == (422, "idempotency_key_reused")
    assert code(act(owing, "propose", **day)) == (409, "nothing_due")
    assert code(act(owing, "approve", "E-50", run="P-1")) == (403, "same_person")
    assert code(act(owing, "approve", "E-1", run="P-1")) == (403, "own_line")
    assert code(act(owing, "approve", "E-51", roles="payroll_approver,admin", run="P-1")) == (403, "rule_maker")
    assert code(act(owing, "approve", "E-51", run="P-1", digest="*")) == (428, "precondition_required")
    assert code(act(owing, "approve", "E-51", run="P-1", digest="0" * 64)) == (412, "digest_differs")
    assert code(act(owing, "approve", "E-51", run="P-9", digest="*")) == (404, "unknown_run")
    assert code(act(owing, "export", run="P-1")) == (409, "not_approved")
    assert act(owing, "approve", "E-51", run="P-1").status_code == 200
    sent = act(owing, "export", run="P-1")
    assert sent.headers["content-disposition"] == 'attachment; filename="P-1.csv"'
    named = b64decode(sent.headers["repr-digest"].removeprefix("sha-256=:").removesuffix(":"))
    assert named == sha256(sent.content).digest()
    assert act(owing, "export", run="P-1").content == sent.content == owing.get("/v1/payout-runs/P-1/file").content
    assert code(act(owing, "export", run="P-1", format="xlsx")) == (409, "already_exported")
    assert code(act(owing, "cancel", run="P-1", reason="too late")) == (409, "not_open")


def test_what_is_no_request_is_told_why(owing: Face) -> None:
    assert code(owing.client.post("/v1/payout-runs", json={"as_of": "2026-05-31"})) == (400, "idempotency_key")
    headers = {"Idempotency-Key": "k", "Vouch-As": "E-50", "Vouch-Roles": ROLES}
    post: Callable[..., Response] = lambda **body: owing.client.post("/v1/payout-runs", headers=headers, **body)  # noqa: E731
    assert code(post(content=b"[]"))[0] == 415 or code(post(content=b"[]")) == (400, "not_json")
    assert code(post(json=[])) == (400, "not_json")
    for body, name in (({}, "as_of"), ({"as_of": 1}, "as_of"), ({"as_of": "2026-05-31", "to": 1}, "to")):
        answer = post(json=body)
        assert (answer.status_code, answer.json()["parameters"][0]["name"]) == (422, name)
    assert owing.client.post("/v1/payout-settlements", json={}, headers=headers).status_code == 415
    assert code(act(owing, "settle", content=b"line\r\n")) == (409, "unreadable_file")
    assert act(owing, "settle", content=b"line\r\n").json()["faults"][0]["name"] == "0"
    assert code(act(owing, "drop", line="R-9/day-90/1", reason="x")) == (404, "unknown_line")
    assert owing.get("/v1/payout-runs/P-9").status_code == 404
    assert owing.get("/v1/payout-runs/P-9/file").status_code == 404


def test_runs_come_in_pages_and_with_their_whys(owing: Face) -> None:
    for number in (1, 2, 3):
        assert act(owing, "propose", as_of="2026-05-31").status_code == 201
        assert act(owing, "cancel", run=f"P-{number}", reason="a word of mine").status_code == 200
    owing.vouch.engine.catch_up()
    first = owing.get("/v1/payout-runs", limit=2).json()
    assert [run["run"] for run in first["items"]] == ["P-1", "P-2"]
    assert [run["run"] for run in owing.get("/v1/payout-runs", limit=2, cursor=first["next"]).json()["items"]] == [
        "P-3"
    ]
    (line,) = owing.get("/v1/payout-runs/P-1", why="true").json()["lines"]
    assert (line["reason"], line["why"]["row"]["entitlement"]) == ("a word of mine", "earned")
    auditor = {"Vouch-As": "E-60", "Vouch-Roles": "auditor"}
    (line,) = owing.client.get("/v1/payout-runs/P-1", headers=auditor).json()["lines"]
    assert (line["state"], line["reason"]) == ("cancelled", None)
    assert json.loads(owing.get("/v1/payout-balance", as_of="2026-05-31").text)[0]["open"] == "2000.00"
