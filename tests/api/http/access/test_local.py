"""Nothing is configured: this machine may do everything, and nobody else anything."""

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from api.http.access.declaring import UndeclaredError, operation, refuse_undeclared
from api.http.app import create_app
from tests.api.http.facing import LOOPBACK, Face

BOARD = "/v1/requisitions"


@pytest.mark.parametrize(
    "host",
    ["localhost", "LOCALHOST:8000", "vouch.localhost:80", "127.0.0.1", "127.8.9.1:1", "127.255.255.255", "[::1]:8000"],
)
def test_a_loopback_name_is_answered(hired_face: Face, host: str) -> None:
    assert hired_face.client.get(BOARD, headers={"Host": host}).status_code == 200


@pytest.mark.parametrize(
    "host",
    ["vouch.example", "localhost.example", "127.0.0.1.example", "127.0.0.256", "1127.0.0.1", "128.0.0.1", "", "0.0.0.0",
     "127.0.0.1@x", "[::2]", "localhost:123456", "::1", "10.0.0.1:8000"],
)  # fmt: skip
def test_another_name_is_refused_whatever_is_asked(hired_face: Face, host: str) -> None:
    for path in (BOARD, "/livez", "/", "/nowhere", "/docs/assets/favicon.png"):
        answer = hired_face.client.get(path, headers={"Host": host})
        assert answer.status_code == 403
        assert answer.json()["type"] == "urn:vouch:problem:not_configured"


@pytest.mark.parametrize("header", ["Forwarded", "X-Forwarded-For", "x-forwarded-host", "X-FORWARDED-ANYTHING"])
def test_what_came_through_a_proxy_is_refused(hired_face: Face, header: str) -> None:
    assert hired_face.client.get(BOARD, headers={header: "127.0.0.1"}).status_code == 403


def test_whoever_acts_as_an_employee_has_the_claims_of_the_header_alone(hired_face: Face) -> None:
    def ask(path: str, **headers: str) -> int:
        return int(hired_face.client.get(path, headers=headers).status_code)

    assert ask("/v1/events") == 200
    assert ask("/v1/events", **{"Vouch-As": "E-1"}) == 403
    assert ask("/v1/events", **{"Vouch-As": "E-1", "Vouch-Roles": "recruiter, auditor"}) == 200
    assert ask("/v1/referrals", **{"Vouch-As": "E-1"}) == 200


@pytest.mark.parametrize(
    ("headers", "named"),
    [
        ({"Vouch-As": ""}, "Vouch-As"),
        ({"Vouch-As": "E" * 201}, "Vouch-As"),
        ({"Vouch-As": "E-1", "Vouch-Roles": "auditor,king"}, "Vouch-Roles"),
        ({"Vouch-As": "E-1", "Vouch-Roles": "integrator"}, "Vouch-Roles"),
        ({"Vouch-Roles": "auditor"}, "Vouch-Roles"),
    ],
)
def test_headers_that_are_not_understood_are_named(hired_face: Face, headers: dict[str, str], named: str) -> None:
    answer = hired_face.client.get(BOARD, headers=headers)
    assert answer.status_code == 422
    assert [each["name"] for each in answer.json()["parameters"]] == [named]


def test_a_missing_right_is_said_before_anything_is_looked_up(hired_face: Face) -> None:
    employee = {"Vouch-As": "E-1"}
    first = hired_face.client.get("/v1/reports/exceptions", headers=employee)
    strange = hired_face.client.get("/v1/reports/exceptions?as_of=never&x=1", headers=employee)
    assert first.status_code == strange.status_code == 403
    assert first.content == strange.content
    told = hired_face.client.get("/metrics").text
    assert 'vouch_access_refused_total{operation="report.exceptions"} 2.0' in told


def test_a_route_without_an_operation_keeps_the_server_from_starting(face: Face) -> None:
    with TestClient(create_app(face.vouch), base_url=LOOPBACK) as client:
        app = client.app
        assert isinstance(app, FastAPI)

        @app.get("/v1/forgotten")
        async def forgotten() -> None:
            """Do nothing."""

        @app.get("/v1/misspelt")
        @operation("referral.reed")
        async def misspelt() -> None:
            """Do nothing."""

        with pytest.raises(UndeclaredError) as error:
            refuse_undeclared(app.routes)
        assert str(error.value) == "No operation of the table is declared by: GET /v1/forgotten, GET /v1/misspelt."
