"""Lists come in pages, each item once, and the next page answers the question of the first."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.api.http.facing import Face, event, facing


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Face]:
    """Eleven requisitions, referrals and events of one candidate."""
    with facing(f"sqlite:///{tmp_path_factory.mktemp('many')}/vouch.db") as face:
        for number in range(11):
            post = {"requisition": f"Q/{number}", "title": "T", "hiring_manager": "E-9", "opened_on": "2026-01-01"}
            face.push(
                event("requisition.opened", **post, schedules=["full_time"]),
                event(
                    "referral.made",
                    f"2026-02-{number + 1:02}T09:00:00Z",
                    referral=f"R {number}",
                    referrer="E-1",
                    candidate="C-1",
                ),
            )
        yield face


def _pages(face: Face, path: str, key: str, **first: Any) -> list[list[Any]]:
    pages, asked = [], dict(first)
    while True:
        answer = face.get(path, **asked).json()
        pages.append(answer[key])
        if answer["next"] is None:
            return pages
        asked = {"cursor": answer["next"], "limit": first["limit"]}


@pytest.mark.parametrize(
    ("path", "key", "name", "total"),
    [
        ("/v1/requisitions", "items", "requisition", 11),
        ("/v1/referrals", "items", "referral", 11),
        ("/v1/candidates/C-1/timeline", "events", "fact", 11),
        ("/v1/events", "items", "position", 22),
    ],
)
@pytest.mark.parametrize("limit", [1, 4, 11, 1_000])
def test_each_item_comes_once(many: Face, path: str, key: str, name: str, total: int, limit: int) -> None:
    pages = _pages(many, path, key, limit=limit)
    found = [item[name] for page in pages for item in page]
    assert (len(found), len(set(found))) == (total, total)
    assert all(len(page) == limit for page in pages[:-1])
    assert len(pages[-1]) in range(1, limit + 1)


def test_a_cursor_keeps_the_day_of_the_first_page(many: Face) -> None:
    first = many.get("/v1/referrals", as_of="2026-02-03", limit=2).json()
    rest = many.get("/v1/referrals", cursor=first["next"]).json()
    assert [len(first["items"]), len(rest["items"])] == [2, 1]


def test_a_cursor_of_another_list_is_refused(many: Face) -> None:
    cursor = many.get("/v1/referrals", limit=1).json()["next"]
    for path in ("/v1/requisitions", "/v1/events", "/v1/candidates/C-1/timeline"):
        assert many.get(path, cursor=cursor).status_code == 422


def test_a_cursor_is_opaque_and_short(many: Face) -> None:
    cursor = many.get("/v1/requisitions", limit=1).json()["next"]
    assert cursor.replace("-", "").replace("_", "").isalnum()
