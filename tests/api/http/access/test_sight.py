"""Who sees what of a small organisation, over HTTP."""

from collections.abc import Iterator
from typing import Any

import pytest
from httpx2 import Response

from tests.api.http.access.house import CANARY, organisation
from tests.api.http.facing import Face, event, facing


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Face]:
    with facing(f"sqlite:///{tmp_path_factory.mktemp('house')}/vouch.db") as face:
        face.push(*organisation())
        yield face


def ask(face: Face, path: str, employee: str, roles: str = "", **headers: str) -> Response:
    own = {"Vouch-As": employee, "Vouch-Roles": roles, **headers}
    return face.client.get(path, headers=own)


def items(face: Face, path: str, employee: str, roles: str = "") -> dict[str, dict[str, Any]]:
    """The items of a list by their id."""
    key = "referral" if "referral" in path else "requisition"
    answer = ask(face, path, employee, roles)
    assert answer.status_code == 200, answer.text
    return {each[key]: each for each in answer.json()["items"]}


def is_whole(item: dict[str, Any]) -> bool:
    return "recruiters" in item


@pytest.mark.parametrize(
    ("employee", "roles", "whole", "coarse"),
    [
        ("E-1", "", set(), {"Q-1", "Q-2"}),
        ("E-2", "", {"Q-1"}, {"Q-2"}),
        ("E-4", "", {"Q-2", "Q-3"}, {"Q-1"}),
        ("E-3", "recruiter", {"Q-1"}, {"Q-2"}),
        ("E-3", "", set(), {"Q-1", "Q-2"}),
        ("E-5", "recruiter", {"Q-2", "Q-3"}, {"Q-1"}),
        ("E-1", "auditor", {"Q-1", "Q-2", "Q-3"}, set()),
        ("E-1", "admin", {"Q-1", "Q-2", "Q-3"}, set()),
        ("E-1", "payroll_proposer", set(), {"Q-1", "Q-2"}),
    ],
)
def test_posts(house: Face, employee: str, roles: str, whole: set[str], coarse: set[str]) -> None:
    seen = items(house, "/v1/requisitions", employee, roles)
    assert {name for name, item in seen.items() if is_whole(item)} == whole
    assert set(seen) == whole | coarse
    for name in ("Q-1", "Q-2", "Q-3"):
        answer = ask(house, f"/v1/requisitions/{name}", employee, roles)
        assert answer.status_code == (200 if name in seen else 404)
        assert answer.status_code == 404 or answer.json() == {**seen[name], "version": answer.json()["version"]}


@pytest.mark.parametrize(
    ("employee", "roles", "whole", "own"),
    [
        ("E-1", "", set(), {"R-1"}),
        ("E-2", "", set(), set()),
        ("E-3", "recruiter", {"R-1", "R-3"}, set()),
        ("E-1", "recruiter", set(), {"R-1"}),
        ("E-9", "payroll_proposer", {"R-1"}, set()),
        ("E-6", "payroll_approver", {"R-1"}, {"R-2"}),
        ("E-1", "auditor", {"R-1", "R-2", "R-3"}, set()),
        ("E-1", "admin", set(), {"R-1"}),
        ("E-7", "admin,recruiter", set(), {"R-3"}),
    ],
)
def test_referrals(house: Face, employee: str, roles: str, whole: set[str], own: set[str]) -> None:
    seen = items(house, "/v1/referrals", employee, roles)
    assert {name for name, item in seen.items() if "referrer" in item} == whole
    assert set(seen) == whole | own
    for name in ("R-1", "R-2", "R-3"):
        answer = ask(house, f"/v1/referrals/{name}", employee, roles)
        assert answer.status_code == (200 if name in seen else 404)
        assert answer.status_code == 404 or answer.json() == {**seen[name], "version": answer.json()["version"]}
        why = ask(house, f"/v1/referrals/{name}/why", employee, roles)
        assert why.status_code == answer.status_code
        if name in whole:
            assert why.json()[0]["rules"]
        elif name in own:
            assert why.json() == seen[name]["instalments"]
    if employee != "E-7":
        rows = ask(house, "/v1/reports/bonuses", employee, roles).json()
        assert {row["referral"] for row in rows} == whole | own
        assert {row["referral"] for row in rows if row["reasons"] or row["milestone_on"]} <= whole


def test_one_s_own_referral_tells_nothing_of_others(house: Face) -> None:
    seen = items(house, "/v1/referrals", "E-1")["R-1"]
    assert seen == {
        "referral": "R-1",
        "candidate": "C-1",
        "name": CANARY,
        "requisition": "Q-1",
        "title": "Title of Q-1",
        "referred_on": "2026-01-12",
        "withdrawn_on": None,
        "status": "hired",
        "since": "2026-03-02",
        "next": None,
        "instalments": [
            {
                "instalment": "day-90",
                "amount": "1000.00",
                "currency": "USD",
                "state": "earned",
                "due_on": "2026-05-31",
                "condition": None,
                "reason": None,
            }
        ],
        "version": 1,
    }


@pytest.mark.parametrize(
    ("path", "employee", "roles", "status"),
    [
        ("/v1/requisitions/Q-1/pipeline", "E-2", "", 200),
        ("/v1/requisitions/Q-1/pipeline", "E-4", "", 404),
        ("/v1/requisitions/Q-1/pipeline", "E-3", "recruiter", 200),
        ("/v1/requisitions/Q-1/pipeline", "E-5", "recruiter", 404),
        ("/v1/requisitions/Q-1/pipeline", "E-9", "admin", 404),
        ("/v1/requisitions/Q-1/pipeline", "E-9", "auditor", 200),
        ("/v1/candidates/C-1/timeline", "E-1", "", 404),
        ("/v1/candidates/C-1/timeline", "E-2", "", 200),
        ("/v1/candidates/C-1/timeline", "E-5", "recruiter", 404),
        ("/v1/candidates/C-1/timeline", "E-3", "recruiter", 200),
        ("/v1/candidates/C-3/timeline", "E-2", "", 404),
        ("/v1/candidates/C-3/timeline", "E-3", "recruiter", 200),
        ("/v1/candidates/C-3/timeline", "E-9", "auditor", 200),
        ("/v1/requisitions/Q-1", "E-7", "admin", 403),
        ("/v1/events", "E-7", "auditor", 403),
    ],
)
def test_who_sees_it(house: Face, path: str, employee: str, roles: str, status: int) -> None:
    assert ask(house, path, employee, roles).status_code == status


def test_names_are_for_those_who_need_them(house: Face) -> None:
    for employee, roles, named in (("E-2", "", True), ("E-3", "recruiter", True), ("E-9", "auditor", False)):
        text = ask(house, "/v1/requisitions/Q-1/pipeline", employee, roles).text
        assert (CANARY in text, '"name"' in text) == (named, named)
    for employee, roles in (("E-9", "auditor"), ("E-9", "payroll_proposer")):
        for path in ("/v1/referrals", "/v1/reports/bonuses", "/v1/referrals/R-1/why", "/v1/identities"):
            assert CANARY not in ask(house, path, employee, roles).text


@pytest.mark.parametrize(
    ("path", "missing"),
    [
        ("/v1/requisitions/Q-3", "/v1/requisitions/Q-0"),
        ("/v1/requisitions/Q-2/pipeline", "/v1/requisitions/Q-0/pipeline"),
        ("/v1/candidates/C-2/timeline", "/v1/candidates/C-0/timeline"),
        ("/v1/referrals/R-2", "/v1/referrals/R-0"),
        ("/v1/referrals/R-2/why", "/v1/referrals/R-0/why"),
    ],
)
def test_what_is_out_of_sight_is_like_what_does_not_exist(house: Face, path: str, missing: str) -> None:
    foreign, none = ask(house, path, "E-1"), ask(house, missing, "E-1")
    assert foreign.status_code == none.status_code == 404
    assert foreign.content == none.content
    apart = {"x-request-id", "date"}
    assert [pair for pair in foreign.headers.items() if pair[0] not in apart] == [
        pair for pair in none.headers.items() if pair[0] not in apart
    ]


def test_a_filter_that_a_view_lacks_is_unknown(house: Face) -> None:
    answers = [ask(house, f"/v1/referrals?referrer={who}", "E-1") for who in ("E-1", "E-6", "E-0")]
    assert {answer.status_code for answer in answers} == {422}
    assert len({answer.content for answer in answers}) == 1
    assert ask(house, "/v1/referrals?referrer=E-6", "E-1", "auditor").status_code == 200


def test_a_cursor_is_its_owner_s(house: Face) -> None:
    cursor = ask(house, "/v1/requisitions?limit=1", "E-1").json()["next"]
    assert ask(house, f"/v1/requisitions?limit=1&cursor={cursor}", "E-1").status_code == 200
    for employee, roles in (("E-6", ""), ("E-1", "admin")):
        assert ask(house, f"/v1/requisitions?limit=1&cursor={cursor}", employee, roles).status_code == 422


def test_rights_are_those_of_now_whatever_day_is_asked_about(sqlite_url: str) -> None:
    board = "/v1/requisitions/Q-1/pipeline"
    with facing(sqlite_url) as face:
        face.push(*organisation())
        first = ask(face, board, "E-2")
        etag = first.headers["etag"]
        assert ask(face, board, "E-2", **{"If-None-Match": etag}).status_code == 304
        assert ask(face, f"{board}?as_of=2026-01-20", "E-2").status_code == 200
        moved = event(
            "requisition.updated",
            "2026-06-01T09:00:00Z",
            requisition="Q-1",
            effective_on="2026-06-01",
            hiring_manager="E-6",
        )
        position = face.push(moved)
        for question in ("", "?as_of=2026-01-20", "?known_at=2026-06-01T00:00:00Z", f"?min_position={position}"):
            assert ask(face, board + question, "E-2", **{"If-None-Match": etag}).status_code == 404
            assert ask(face, f"{board}?as_of=2026-01-20", "E-6").status_code == 200


def test_whoever_leaves_loses_all_at_once(sqlite_url: str) -> None:
    with facing(sqlite_url) as face:
        face.push(*organisation())
        assert ask(face, "/v1/requisitions/Q-1/pipeline", "E-2").status_code == 200
        left = event("employment.ended", "2026-06-01T09:00:00Z", employment="M-E-2", last_day="2026-06-30")
        position = face.push(left)
        assert ask(face, f"/v1/requisitions/Q-1/pipeline?min_position={position}", "E-2").status_code == 403
        assert ask(face, "/v1/referrals", "E-2").json()["items"] == []


def test_numbers_that_are_one_employee_s_are_one(sqlite_url: str) -> None:
    with facing(sqlite_url) as face:
        face.push(*organisation())
        linked = event("identity.linked", "2026-06-01T09:00:00Z")
        linked["data"] = {"same_as": "E-22", "employee": "E-2"}
        face.push(linked)
        assert ask(face, "/v1/requisitions/Q-1/pipeline", "E-22").status_code == 200
