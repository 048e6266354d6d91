"""The first page says what is where."""

import re

import pytest

from tests.api.http.facing import Face


@pytest.mark.parametrize("accept", ["*/*", "application/json", ""])
def test_programs_get_json(hired_face: Face, accept: str) -> None:
    answer = hired_face.client.get("/", headers={"accept": accept})
    assert answer.headers["content-type"] == "application/json"
    for path in answer.json()["places"]:
        assert hired_face.client.options(path).status_code in {200, 204}


def test_browsers_get_a_page_whose_links_lead_somewhere(hired_face: Face) -> None:
    answer = hired_face.client.get("/", headers={"accept": "text/html,application/xhtml+xml,*/*;q=0.8"})
    assert answer.headers["content-type"].startswith("text/html")
    assert answer.headers["vary"] == "Accept"
    assert "default-src 'none'" in answer.headers["content-security-policy"]
    found = re.findall(r'href="([^"]+)"', answer.text)
    assert len(found) >= 10
    for path in found:
        assert hired_face.client.options(path).status_code in {200, 204}


def test_nothing_else_can_be_given(hired_face: Face) -> None:
    assert hired_face.client.get("/", headers={"accept": "image/png"}).status_code == 406
