"""Who is who over HTTP."""

import msgspec
import pytest

from tests.api.http.facing import Face
from tests.support.story import accepted, applied, employed, fact, offered, opened, programme, referred

LINK = {"kind": "candidate", "id": "C-1", "employee": "N-1", "reason": "seen"}


@pytest.fixture
def asking(face: Face) -> Face:
    new = fact("employment.started", "2026-02-10", employment="EM-N", employee="N-1", start_date="2026-03-02")
    face.push(programme(), employed("E-1"), opened(), referred(), applied(), offered(), accepted(), new)
    return face


def test_what_is_listed_can_be_linked_and_the_same_again_changes_nothing(asking: Face) -> None:
    assert [each["id"] for each in asking.get("/v1/identities").json()["candidates"]] == ["C-1"]
    first, again = (asking.client.post("/v1/identities/links", json=LINK) for _ in range(2))
    assert (first.status_code, first.json()["outcome"]) == (201, "recorded")
    assert (again.status_code, again.json()["outcome"]) == (200, "repeated")
    found = asking.get("/v1/identities", min_position=first.json()["position"]).json()
    assert found == {"candidates": [], "employees": []}


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        ({**LINK, "employee": "E-404"}, 422, "unknown_employee"),
        ({**LINK, "id": "C-404"}, 422, "unknown_candidate"),
        ({**LINK, "kind": "person"}, 422, "not_a_link"),
        ({"kind": "account"}, 422, "not_a_link"),
        ([], 422, "not_a_link"),
    ],
)
def test_what_cannot_be_is_refused(asking: Face, body: object, status: int, code: str) -> None:
    answer = asking.client.post("/v1/identities/links", content=msgspec.json.encode(body))
    assert answer.status_code == status
    assert answer.json()["type"].endswith(code)
    assert "404" not in answer.json()["detail"]


def test_a_body_that_is_no_json_is_refused(asking: Face) -> None:
    assert asking.client.post("/v1/identities/links", content=b"{").status_code == 400
