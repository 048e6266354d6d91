"""Ids in paths: percent-encoded, and they may hold anything that an id may hold."""

from urllib.parse import quote

import pytest

from tests.api.http.facing import Face, hired

ODD = [
    "a/b",
    "a//b/",
    "50%",
    "%2F",
    "a?b=c",
    "#1",
    "a b",
    "åß字🙂",
    "x;y=1",
    "a+b",
    "'--",
    "&lt;",
    "Q/pipeline",
    "\\",
    "{id}",
]


def _path(template: str, name: str) -> str:
    return template.format(quote(name, safe=""))


@pytest.mark.parametrize("name", ODD)
def test_any_id_finds_its_own(face: Face, name: str) -> None:
    face.push(*hired(name, name, name, name), *hired("R-1", "C-1", "Q-1", "A-1"))
    assert face.get(_path("/v1/requisitions/{}/pipeline", name)).json()["requisition"] == name
    assert face.get(_path("/v1/requisitions/{}", name)).json()["requisition"] == name
    assert face.get(_path("/v1/candidates/{}/timeline", name)).json()["candidate"] == name
    assert face.get(_path("/v1/referrals/{}", name)).json()["referral"] == name
    assert [each["row"]["referral"] for each in face.get(_path("/v1/referrals/{}/why", name)).json()] == [name]
    assert [row["referral"] for row in face.get("/v1/reports/bonuses", referral=name).json()] == [name]


PATHS = [
    "/v1/requisitions/{}/pipeline",
    "/v1/requisitions/{}",
    "/v1/candidates/{}/timeline",
    "/v1/referrals/{}",
    "/v1/referrals/{}/why",
]


@pytest.mark.parametrize("path", PATHS)
def test_what_is_not_known_is_404(hired_face: Face, path: str) -> None:
    for name in ("nobody", *ODD):
        answer = hired_face.get(_path(path, name))
        assert (answer.status_code, answer.json()["type"]) == (404, "urn:vouch:problem:not_known")
        assert name not in answer.text or name in {"\\", "50%"}


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("sent", ["%00", "%ff", "a%0Ab", "x" * 201, "%ED%A0%80"])
def test_what_is_no_id_is_422(hired_face: Face, path: str, sent: str) -> None:
    answer = hired_face.client.get(path.format(sent))
    assert answer.status_code == 422
    assert answer.json()["parameters"][0]["place"] == "path"
