"""The export over HTTP and on the command line: for whoever may, and for nobody else."""

import pytest

from tests.api.command.calling import call
from tests.api.http.access.house import hire_people, refer
from tests.api.http.facing import event, facing

NAME = "Zyxwvut Qponm"
CANDIDATE, EMPLOYEE = "/v1/candidates/C-1/export", "/v1/employees/E-1/export"


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> str:
    url = f"sqlite:///{tmp_path_factory.mktemp('people')}/vouch.db"
    identified = event("candidate.identified", candidate="C-1", name=NAME)
    with facing(url) as face:
        face.push(*hire_people("E-1", "E-2"), identified, refer("R-1", "E-1", "C-1"))
    return url


def test_who_may_export_whom(store: str) -> None:
    asked = [
        (CANDIDATE, {}, 200),
        ("/v1/candidates/C-404/export", {}, 404),
        ("/v1/employees/E-404/export", {}, 404),
        (CANDIDATE, {"Vouch-As": "E-2", "Vouch-Roles": "admin"}, 200),
        (CANDIDATE, {"Vouch-As": "E-2", "Vouch-Roles": "recruiter"}, 403),
        (EMPLOYEE, {"Vouch-As": "E-1"}, 200),
        (EMPLOYEE, {"Vouch-As": "E-2"}, 404),
        (EMPLOYEE, {"Vouch-As": "E-2", "Vouch-Roles": "admin"}, 200),
    ]
    with facing(store) as face:
        found = [face.client.get(path, headers=headers) for path, headers, _ in asked]
    assert [each.status_code for each in found] == [status for _, _, status in asked]
    assert NAME in found[0].text
    assert [each["by"] for each in found[3].json()["looks"]] == ["person"]
    assert [each["by"] for each in found[7].json()["looks"]] == ["employee/E-1"]


def test_the_command_line_gives_the_same(store: str) -> None:
    told = call("candidate", "export", "C-1", store=store)
    assert (told.code, NAME in told.out) == (0, True)
    assert told.json["person"] == {"id": "C-1", "ids": ["C-1"], "kind": "candidate"}
    unknown = call("employee", "export", "E-404", store=store)
    assert (unknown.code, unknown.out) == (1, "")
    assert "there is no such employee." in unknown.err
    assert call("employee", "export", "E-1", "--as", "E-1", store=store).json["person"]["id"] == "E-1"
    assert "no such employee" in call("employee", "export", "E-1", "--as", "E-2", store=store).err
    assert call("candidate", "export", "C-1", "--as", "E-2", store=store).code == 1
