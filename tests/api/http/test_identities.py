"""Who is who over HTTP."""

import msgspec
import pytest

from tests.api.http.facing import Face
from tests.support.story import accepted, applied, employed, fact, offered, opened, programme, recorded, referred

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
    assert found == {"accounts": [], "candidates": [], "employees": []}


def test_accounts_are_listed_by_their_state(asking: Face) -> None:
    said = {"U-1": {}, "U-2": {"number": "E-1"}, "U-3": {"number": "E-1", "email": "n@firm.example"}}
    facts = [fact("account.recorded", "2026-03-01", account=account, **keys) for account, keys in said.items()]
    asking.push(*facts, recorded("N-1", "2026-03-01", email="n@firm.example"))

    def listed(**state: str) -> dict[str, str]:
        return {each["id"]: each["state"] for each in asking.get("/v1/identities", **state).json()["accounts"]}

    assert listed() == {"U-1": "unidentified", "U-3": "conflict"}
    assert listed(state="linked") == {"U-2": "linked"}
    assert listed(state="several") == {}
    assert asking.get("/v1/identities", as_of="2026-02-01").json()["accounts"] == []
    assert asking.get("/v1/identities", state="married").status_code == 422
    (conflict,) = asking.get("/v1/identities", state="conflict").json()["accounts"]
    assert (conflict["employee"], conflict["named"], conflict["by"]) == (None, ["E-1", "N-1"], "number_and_address")


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
