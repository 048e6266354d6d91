"""A parameter that an address does not know, or one that comes twice, is refused by its name."""

import pytest

from tests.api.http.facing import FEED, STRUCTURED, Face, event
from tests.api.http.test_problems import is_problem
from tests.api.http.test_reads import READS

EVERYWHERE = [*READS, "/v1/events", "/livez", "/readyz", "/metrics", "/docs", "/"]


@pytest.mark.parametrize("path", EVERYWHERE)
def test_an_unknown_parameter_is_named(hired_face: Face, path: str) -> None:
    answer = hired_face.get(path, colour="red")
    is_problem(answer, 422)
    assert [(each["name"], each["place"]) for each in answer.json()["parameters"]] == [("colour", "query")]
    assert "red" not in answer.text


@pytest.mark.parametrize("name", ["as-of", "asof", "AS_OF", "as_off"])
def test_what_was_meant_is_said(hired_face: Face, name: str) -> None:
    answer = hired_face.get("/v1/referrals/R-1", **{name: "2026-01-01"})
    is_problem(answer, 422)
    assert answer.json()["detail"] == f"`{name}` is not known here; `as_of` is."


@pytest.mark.parametrize(
    ("path", "query", "name"),
    [
        ("/v1/referrals", "as_of=2026-01-01&as_of=2026-02-01", "as_of"),
        ("/v1/referrals", "as_of=2026-01-01&as_of=2026-01-01", "as_of"),
        ("/v1/referrals", "referrer=E-1&limit=5&referrer=E-2", "referrer"),
        ("/v1/events", "after=0&after=1", "after"),
        ("/v1/reports/bonuses", "format=csv&format=json", "format"),
        ("/v1/requisitions", "status=open&status=", "status"),
    ],
)
def test_a_repeated_parameter_is_named(hired_face: Face, path: str, query: str, name: str) -> None:
    answer = hired_face.client.get(f"{path}?{query}")
    is_problem(answer, 422)
    assert answer.json()["parameters"] == [{"name": name, "place": "query", "detail": "must be given once"}]


def test_all_of_them_are_named(hired_face: Face) -> None:
    answer = hired_face.client.get("/v1/referrals?colour=1&limit=1&limit=2&size=3")
    assert [each["name"] for each in answer.json()["parameters"]] == ["colour", "limit", "size"]


def test_a_feed_with_a_parameter_records_nothing(face: Face) -> None:
    sent = event("candidate.identified", candidate="C-1")
    is_problem(face.client.post(f"{FEED}?dry_run=1", json=sent, headers=STRUCTURED), 422)
    assert face.vouch.store.head() == 0


def test_a_long_name_makes_a_small_answer(hired_face: Face) -> None:
    answer = hired_face.get("/v1/referrals", **{"x" * 10_000: "1"})
    is_problem(answer, 422)
    assert len(answer.content) < 2_000
