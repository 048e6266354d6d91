"""The OpenAPI document says what the API does, and the API does what it says."""

import json
from typing import Any

import jsonschema
import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings

from tests.api.http.facing import Face, facing, hired

OPERATIONS = {
    ("post", "/v1/feed/events"),
    ("options", "/v1/feed/events"),
    ("get", "/v1/requisitions"),
    ("get", "/v1/requisitions/{requisition}"),
    ("get", "/v1/requisitions/{requisition}/pipeline"),
    ("get", "/v1/candidates/{candidate}/timeline"),
    ("get", "/v1/referrals"),
    ("get", "/v1/referrals/{referral}"),
    ("get", "/v1/referrals/{referral}/why"),
    ("get", "/v1/reports/bonuses"),
    ("get", "/v1/events"),
    ("get", "/livez"),
    ("get", "/readyz"),
    ("get", "/metrics"),
}

NOT_JSON = {("post", "/v1/feed/events"), ("options", "/v1/feed/events"), ("get", "/metrics")}

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
    assert all(len(name) < 20 for name in names)


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


@pytest.mark.parametrize(("method", "path"), sorted(OPERATIONS - NOT_JSON))
def test_answers_are_as_described(hired_face: Face, document: dict[str, Any], method: str, path: str) -> None:
    asked = path.format(requisition="Q-1", candidate="C-1", referral="R-1")
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

        def holds(case: Any) -> None:
            sent = case.as_transport_kwargs(base_url="http://testserver")
            answer = face.client.request(**{name: value for name, value in sent.items() if name != "cookies"})
            waited = answer.status_code == 503 and "min_position" in (sent.get("params") or {})
            assert answer.status_code < 500 or waited, answer.text
            assert len(answer.content) < 64 << 10

        operation: Any
        for operation in schemathesis.openapi.from_dict(_small(face)).get_all_operations():
            MADE_UP(given(case=operation.ok().as_strategy())(holds))()


def _small(face: Face) -> dict[str, Any]:
    found: dict[str, Any] = face.get("/openapi.json").json()
    return {**found, "paths": {path: told for path, told in found["paths"].items() if path.startswith("/v1")}}
