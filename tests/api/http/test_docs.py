"""The documentation works without a network, under a policy that lets nothing else in."""

import re

import pytest

from tests.api.http.facing import Face


def test_the_page_takes_everything_from_this_server(hired_face: Face) -> None:
    page = hired_face.get("/docs")
    assert page.status_code == 200
    named = re.findall(r'(?:src|href)="([^"]+)"', page.text)
    assert len(named) >= 4
    for each in named:
        assert each.startswith("/")
        assert hired_face.get(each).status_code == 200
    assert "http" not in page.text.replace("https://schema.org", "")
    assert "http" not in hired_face.get("/docs/start.js").text


def test_the_page_has_no_script_of_its_own(hired_face: Face) -> None:
    page = hired_face.get("/docs")
    assert re.findall(r"<script(?![^>]*src=)", page.text) == []
    policy = dict(each.split(" ", 1) for each in page.headers["content-security-policy"].split("; "))
    assert policy["default-src"] == "'none'"
    assert policy["script-src"] == "'self'"
    assert policy["frame-ancestors"] == "'none'"


@pytest.mark.parametrize("path", ["/livez", "/v1/referrals", "/openapi.json", "/nothing"])
def test_answers_let_a_browser_load_nothing(hired_face: Face, path: str) -> None:
    headers = hired_face.get(path).headers
    assert headers["content-security-policy"].startswith("default-src 'none'")
    assert headers["x-content-type-options"] == "nosniff"
