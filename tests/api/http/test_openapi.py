"""The OpenAPI document says what the API does, and the API does what it says."""

import json
import re
from datetime import date
from typing import Any

import jsonschema
import pytest
import schemathesis
from httpx2 import Response
from hypothesis import HealthCheck, Phase, given, settings

from api.demo import make_believable_year
from domain.access.table import read_table
from domain.access.words import Role
from domain.commands.table import COMMANDS
from tests.api.http.facing import LOOPBACK, Face, facing, hired

OPERATIONS = {
    ("post", "/v1/feed/events"),
    ("options", "/v1/feed/events"),
    ("get", "/v1/requisitions"),
    ("get", "/v1/requisitions/{requisition}"),
    ("get", "/v1/requisitions/{requisition}/pipeline"),
    ("get", "/v1/candidates/{candidate}/timeline"),
    ("get", "/v1/candidates/{candidate}/export"),
    ("get", "/v1/employees/{employee}/export"),
    ("get", "/v1/referrals"),
    ("get", "/v1/referrals/{referral}"),
    ("get", "/v1/referrals/{referral}/why"),
    ("get", "/v1/reports/bonuses"),
    ("get", "/v1/reports/exceptions"),
    ("get", "/v1/reports/bonus-liability"),
    ("get", "/v1/reports/bonus-forecast"),
    ("get", "/v1/reports/funnel"),
    ("get", "/v1/reports/time-in-stage"),
    ("get", "/v1/reports/source-of-hire"),
    ("get", "/v1/reports/cost-per-hire"),
    ("get", "/v1/reports/introductions"),
    ("post", "/v1/simulations"),
    ("get", "/v1/payout-runs"),
    ("post", "/v1/payout-runs"),
    ("get", "/v1/payout-runs/{run}"),
    ("get", "/v1/payout-runs/{run}/file"),
    ("post", "/v1/payout-runs/{run}/approve"),
    ("post", "/v1/payout-runs/{run}/export"),
    ("post", "/v1/payout-runs/{run}/cancel"),
    ("post", "/v1/payout-lines/{line}/release"),
    ("post", "/v1/payout-lines/{line}/drop"),
    ("post", "/v1/payout-lines/{line}/waive"),
    ("post", "/v1/payout-lines/{line}/accept"),
    ("post", "/v1/payout-settlements"),
    ("get", "/v1/payout-balance"),
    ("get", "/v1/payout-breaks"),
    ("get", "/v1/identities"),
    ("post", "/v1/identities/links"),
    ("get", "/v1/events"),
    ("get", "/v1/checkpoint"),
    ("post", "/v1/feed/vendors/{vendor}/{connection}"),
    ("post", "/v1/feed/vendors/{vendor}/{connection}/{token}"),
    ("get", "/livez"),
    ("get", "/readyz"),
    ("get", "/metrics"),
    *(("post", f"/v1{row.path}") for row in COMMANDS),
}

OF_PEOPLE = {("post", f"/v1{row.path}") for row in COMMANDS}
EVERYWHERE = {
    "content-length", "content-type", "cache-control", "content-security-policy", "referrer-policy",
    "x-content-type-options",
}  # fmt: skip
"""Headers that need no word: those of HTTP itself, and those for browsers."""
OPEN = {"/livez", "/readyz"}
SIGNED = "/v1/feed/vendors/"
"""Deliveries that a connection's own signature or token lets in."""
NOT_JSON = {
    *(("post", f"/v1{row.path}") for row in COMMANDS),
    ("post", "/v1/identities/links"),
    ("post", "/v1/feed/events"),
    ("options", "/v1/feed/events"),
    ("post", "/v1/feed/vendors/{vendor}/{connection}"),
    ("post", "/v1/feed/vendors/{vendor}/{connection}/{token}"),
    ("get", "/v1/checkpoint"),
    ("get", "/metrics"),
}

MADE_UP = settings(
    max_examples=15,
    derandomize=True,
    database=None,
    deadline=None,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)


@pytest.fixture(scope="module")
def document(hired_face: Face) -> dict[str, Any]:
    found: dict[str, Any] = hired_face.get("/openapi.json").json()
    return found


def _all(document: dict[str, Any]) -> dict[tuple[str, str], dict[str, Any]]:
    return {(method, path): told for path, each in document["paths"].items() for method, told in each.items()}


def test_every_operation_is_described(document: dict[str, Any]) -> None:
    assert set(_all(document)) == OPERATIONS
    names = [told["operationId"] for told in _all(document).values()]
    assert len(set(names)) == len(names)
    assert all(len(name) < 24 for name in names)


def test_every_reference_leads_somewhere(document: dict[str, Any]) -> None:
    text = json.dumps(document)
    named = {each.split('"')[0] for each in text.split('"$ref": "#/components/schemas/')[1:]}
    assert named
    assert named <= set(document["components"]["schemas"])
    for schema in document["components"]["schemas"].values():
        jsonschema.Draft202012Validator.check_schema(schema)


def test_problems_are_described_as_problems(document: dict[str, Any]) -> None:
    for told in _all(document).values():
        for status, answer in told["responses"].items():
            if int(status) >= 400:
                assert set(answer["content"]) == {"application/problem+json"}
    assert "HTTPValidationError" not in json.dumps(document)


def _conforms(document: dict[str, Any], schema: dict[str, Any], value: Any) -> None:
    jsonschema.Draft202012Validator(schema | {"components": document["components"]}).validate(value)


ASKED = {
    (method, path)
    for method, path in OPERATIONS - NOT_JSON
    if path != "/v1/simulations" and not ("payout" in path and (method == "post" or "{" in path))
}
"""Those that the hired face can answer: acts about money, and runs, have tests of their own."""


@pytest.mark.parametrize(("method", "path"), sorted(ASKED))
def test_answers_are_as_described(hired_face: Face, document: dict[str, Any], method: str, path: str) -> None:
    asked = path.format(requisition="Q-1", candidate="C-1", referral="R-1", employee="E-1")
    answer = hired_face.client.request(method, asked)
    assert answer.status_code == 200
    described = document["paths"][path][method]["responses"]["200"]["content"]["application/json"]["schema"]
    _conforms(document, described, answer.json())


def test_the_events_of_a_feed_are_as_described(document: dict[str, Any]) -> None:
    body = document["paths"]["/v1/feed/events"]["post"]["requestBody"]["content"]
    _conforms(document, body["application/cloudevents-batch+json"]["schema"], list(hired()))


@pytest.mark.filterwarnings("ignore")
def test_nothing_that_fits_the_description_makes_it_fail(sqlite_url: str) -> None:
    """Requests made up from the document: never a failure, but that a position made up has not been reached."""
    with facing(sqlite_url, read_wait_seconds=0) as face:
        document = face.get("/openapi.json").json()

        def holds(case: Any) -> None:
            sent = case.as_transport_kwargs(base_url=LOOPBACK)
            answer = face.client.request(**{name: value for name, value in sent.items() if name != "cookies"})
            _is_described(document, document["paths"][case.operation.path][case.method.lower()], answer)
            waited = answer.status_code == 503 and "min_position" in (sent.get("params") or {})
            assert answer.status_code < 500 or waited, answer.text
            assert len(answer.content) < 64 << 10

        operation: Any
        for operation in schemathesis.openapi.from_dict(_small(face)).get_all_operations():
            case = operation.ok()
            # Bodies of commands are wide, and what they meet is decided in the tests of their own.
            tries = settings(MADE_UP, max_examples=2) if ("post", case.path) in OF_PEOPLE else MADE_UP
            tries(given(case=case.as_strategy())(holds))()


def _is_described(document: dict[str, Any], operation: dict[str, Any], answer: Response) -> None:
    """Its status, its media type, its body and its own headers stand in the document."""
    described = operation["responses"][str(answer.status_code)]
    assert {name.lower() for name in answer.headers} - EVERYWHERE <= {name.lower() for name in described["headers"]}
    assert "x-request-id" in answer.headers
    if answer.content:
        media = answer.headers["content-type"].partition(";")[0]
        schema = described["content"][media]["schema"]
        if media.endswith("json"):
            _conforms(document, schema, answer.json())


def _parameters(document: dict[str, Any]) -> list[dict[str, Any]]:
    return [each for told in _all(document).values() for each in told.get("parameters", [])]


def test_ids_have_a_length_and_a_pattern(document: dict[str, Any]) -> None:
    names = {"candidate", "referral", "requisition", "referrer"}
    ids = [each["schema"] for each in _parameters(document) if each["name"] in names]
    assert len(ids) == 11
    for schema in ids:
        assert (schema["minLength"], schema["maxLength"]) == (1, 200)
        for good in ("a", "a/b c", "å", "🙂"):
            assert re.search(schema["pattern"], good)
        for bad in ("", "\0", "a\nb", "\x7f", "\u2028"):
            assert not re.fullmatch(schema["pattern"].rstrip("$"), bad)


def test_examples_are_of_the_demo(document: dict[str, Any]) -> None:
    year = [arrival.event for arrival in make_believable_year(ending_on=date(2026, 11, 24))]
    said = {value for each in year for value in each["data"].values() if isinstance(value, str)}
    of_ids = [each["schema"]["examples"] for each in _parameters(document) if "pattern" in each["schema"]]
    assert len(of_ids) == 12
    assert {name for names in of_ids for name in names} <= said
    content = document["paths"]["/v1/feed/events"]["post"]["requestBody"]["content"]
    sent = content["application/cloudevents+json"]["example"]
    assert sent in year
    assert content["application/json"]["example"] == sent["data"]


def test_the_attributes_of_binary_mode_are_described(document: dict[str, Any], face: Face) -> None:
    told = document["paths"]["/v1/feed/events"]["post"]
    headers = {
        each["name"]: each["schema"]["examples"][0]
        for each in told["parameters"]
        if each["name"].startswith("ce-") and "examples" in each["schema"]
    }
    assert set(headers) == {f"ce-{name}" for name in ("specversion", "id", "source", "type", "time")}
    body = told["requestBody"]["content"]["application/json"]["example"]
    assert face.client.post("/v1/feed/events", json=body, headers=headers).json()["recorded"] == 1


def _small(face: Face) -> dict[str, Any]:
    found: dict[str, Any] = face.get("/openapi.json").json()
    return {**found, "paths": {path: told for path, told in found["paths"].items() if path.startswith("/v1")}}


def test_every_operation_says_who_may_ask_it(document: dict[str, Any]) -> None:
    for (_, path), told in _all(document).items():
        if path in OPEN or path.startswith(SIGNED):
            assert told["security"] == []
            continue
        assert told["security"]
        assert told["x-operation"] in read_table()
        assert {"401", "403"} <= told["responses"].keys()
    rights = {told.get("x-operation"): told["security"] for told in _all(document).values()}
    assert rights["feed.write"] == [{"key": ["feed:write"]}]
    assert rights["payout.settle"] == [{"token": ["payroll_proposer"]}, {"key": ["payouts:settle"]}]
    assert rights["referral.read"] == [{"token": [str(role) for role in Role if role is not Role.INTEGRATOR]}]
    assert set(document["components"]["securitySchemes"]) == {"token", "key"}
