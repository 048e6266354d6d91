"""HEAD is GET without the body, and OPTIONS tells what may be asked, senders of CloudEvents included."""

import pytest

from tests.api.http.facing import FEED, STRUCTURED, Face, event
from tests.api.http.test_reads import READS

TAKING = ("/v1/requisitions", "/v1/referrals")
"""Addresses that people also send something to."""
GOTTEN = [*READS, "/v1/events", "/v1/reports/bonuses?format=csv", "/livez", "/readyz", "/docs", "/openapi.json", "/"]


@pytest.mark.parametrize("path", [*GOTTEN, "/v1/referrals/R-none", "/v1/referrals?colour=1", "/nowhere"])
def test_head_is_get_without_a_body(hired_face: Face, path: str) -> None:
    got, head = hired_face.client.get(path), hired_face.client.head(path)
    assert (head.status_code, head.content) == (got.status_code, b"")
    own = {"x-request-id"}
    assert {k: v for k, v in head.headers.items() if k not in own} == {
        k: v for k, v in got.headers.items() if k not in own
    }


def test_head_of_what_has_not_changed(hired_face: Face) -> None:
    tag = hired_face.get("/v1/referrals").headers["etag"]
    assert hired_face.client.head("/v1/referrals", headers={"if-none-match": tag}).status_code == 304


def test_head_of_an_address_that_only_takes(face: Face) -> None:
    answer = face.client.head(FEED)
    assert (answer.status_code, answer.headers["allow"], answer.content) == (405, "POST, OPTIONS", b"")


def test_a_head_is_counted_under_its_route(face: Face) -> None:
    face.client.head("/v1/referrals")
    assert 'method="HEAD",route="/v1/referrals",status="200"' in face.get("/metrics").text


@pytest.mark.parametrize("path", [path.partition("?")[0] for path in GOTTEN])
def test_options_lists_the_methods(hired_face: Face, path: str) -> None:
    answer = hired_face.client.options(path)
    assert (answer.status_code, answer.content) == (204, b"")
    assert answer.headers["allow"] == ("GET, POST, HEAD, OPTIONS" if path in TAKING else "GET, HEAD, OPTIONS")


def test_options_of_an_unknown_address(hired_face: Face) -> None:
    assert hired_face.client.options("/nowhere").status_code == 404


def test_a_sender_is_let_in(face: Face) -> None:
    asked = {"webhook-request-origin": "events.example.com", "webhook-request-rate": "120"}
    answer = face.client.options(FEED, headers=asked)
    assert (answer.status_code, answer.content, answer.headers["allow"]) == (200, b"", "POST, OPTIONS")
    assert (answer.headers["webhook-allowed-origin"], answer.headers["webhook-allowed-rate"]) == ("*", "*")
    sent = event("candidate.identified", candidate="C-1")
    assert face.client.post(FEED, json=sent, headers=STRUCTURED | {"origin": "events.example.com"}).status_code == 202


def test_whoever_names_no_origin_is_told_the_methods_alone(face: Face) -> None:
    answer = face.client.options(FEED)
    assert (answer.status_code, answer.headers["allow"]) == (200, "POST, OPTIONS")
    assert not [name for name in answer.headers if name.startswith("webhook")]
