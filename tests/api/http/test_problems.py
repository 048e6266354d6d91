"""Every error is a problem (RFC 9457): small, of a stable type, without anything of the input."""

import pytest
from fastapi.testclient import TestClient
from httpx2 import Response

from api.http.app import create_app
from tests.api.http.facing import LOOPBACK, Face, facing

CANARY = "CANARY-7f3a"


def is_problem(answer: Response, status: int) -> None:
    """Whether it is a problem of this status, fit to be shown to anybody."""
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
    told = answer.json()
    assert {"type", "title", "status", "detail"} <= set(told)
    assert (told["status"], told["type"].startswith("urn:vouch:problem:")) == (status, True)
    assert len(answer.content) < 64 << 10
    assert CANARY not in answer.text
    assert "Traceback" not in answer.text
    assert answer.headers["x-request-id"]


@pytest.mark.parametrize(
    "path", ["/v1", f"/{CANARY}", "/v1/requisitions/", "/v1/referrals/R-1/", f"/docs/assets/{CANARY}"]
)
def test_an_unknown_address(hired_face: Face, path: str) -> None:
    is_problem(hired_face.get(path), 404)


def test_an_unknown_method(hired_face: Face) -> None:
    for path, method, allowed in [
        ("/v1/feed/events", "GET", "POST, OPTIONS"),
        ("/v1/feed/events", "PUT", "POST, OPTIONS"),
        ("/v1/referrals", "DELETE", "GET, POST, HEAD, OPTIONS"),
    ]:
        answer = hired_face.client.request(method, path)
        is_problem(answer, 405)
        assert answer.headers["allow"] == allowed


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("as_of", CANARY), ("as_of", "20260101"), ("as_of", "2026-02-30"), ("as_of", ""), ("as_of", "1767225600"),
        ("known_at", CANARY), ("known_at", "2026-01-01"), ("known_at", "2026-01-01T00:00:00"),
        ("min_position", "-1"), ("min_position", "1.5"),
        ("min_position", "9" * 30), ("min_position", CANARY), ("limit", "0"), ("limit", "1001"), ("limit", CANARY),
        ("cursor", CANARY), ("cursor", "é"), ("cursor", "x" * 5_000),
        ("referrer", "\0"), ("referrer", "x" * 201), ("referrer", ""),
    ],
)  # fmt: skip
def test_a_parameter_that_is_not_understood_is_named(hired_face: Face, name: str, value: str) -> None:
    answer = hired_face.get("/v1/referrals", **{name: value})
    is_problem(answer, 422)
    assert [(each["name"], each["place"]) for each in answer.json()["parameters"]] == [(name, "query")]
    assert name in answer.json()["detail"]


@pytest.mark.parametrize("name", ["format", "entitlement"])
def test_a_choice_that_there_is_not_is_named(hired_face: Face, name: str) -> None:
    answer = hired_face.get("/v1/reports/bonuses", **{name: CANARY})
    is_problem(answer, 422)
    assert answer.json()["parameters"][0]["name"] == name


def test_thousands_of_parameters_make_a_small_answer(hired_face: Face) -> None:
    query = "&".join(f"p{number}=1" for number in range(5_000))
    answer = hired_face.client.get(f"/v1/referrals?{query}")
    is_problem(answer, 422)
    assert len(answer.json()["parameters"]) == 20
    is_problem(hired_face.client.get(f"/v1/referrals?{'as_of=x&' * 5_000}"), 422)


def test_a_fault_of_vouch_is_told_without_its_text(sqlite_url: str, capfd: pytest.CaptureFixture[str]) -> None:
    def broken() -> None:
        raise LookupError(CANARY)

    with facing(sqlite_url) as face:
        face.vouch.engine.reader = broken  # type: ignore[assignment,method-assign]
        is_problem(face.get("/v1/referrals"), 500)
    said = "".join(capfd.readouterr())
    assert "LookupError in broken" in said
    assert CANARY not in said


def test_an_id_of_the_request_is_given_or_taken_over(hired_face: Face) -> None:
    assert hired_face.client.get("/livez", headers={"x-request-id": "abc-12345"}).headers["x-request-id"] == "abc-12345"
    for strange in ("a@b.example", "x" * 100, "<script>", ""):
        assert hired_face.client.get("/livez", headers={"x-request-id": strange}).headers["x-request-id"] != strange


def test_the_app_lives_as_long_as_its_lifespan(face: Face) -> None:
    with TestClient(create_app(face.vouch), base_url=LOOPBACK) as other:
        assert other.get("/readyz").status_code == 200
