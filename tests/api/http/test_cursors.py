"""Lists come in pages, each item once, and the next page answers the question of the first."""

from collections.abc import Iterator
from typing import Any

import pytest

from api.http.access.local import LOCAL
from api.http.cursors import Place, name_asker, write_cursor
from tests.api.http.facing import TODAY, Face, event, facing


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


def _fill(face: Face) -> None:
    for number in range(1, 9):
        made = {"referral": f"R-{number}", "referrer": f"E-{number % 2}", "candidate": "C-1"}
        post = {"requisition": f"Q-{number}", "title": "T", "hiring_manager": "E-9", "opened_on": "2026-01-01"}
        face.push(
            event("referral.made", f"2026-02-{number:02}T09:00:00Z", **made),
            event("requisition.opened", **post, schedules=["full_time"]),
        )


def _change(face: Face) -> None:
    """Record what changes every list, before, within and behind any page."""
    other = {"candidate": "C-1", "referrer": "E-1"}
    face.push(
        event("referral.made", "2026-02-01T08:00:00Z", referral="R-0", **other),
        event("referral.made", "2026-02-05T08:00:00Z", referral="R-55", **other),
        event("referral.made", "2026-03-05T08:00:00Z", referral="R-9", **other),
        event("referral.withdrawn", "2026-03-06T09:00:00Z", referral="R-6"),
        *(
            event("requisition.closed", "2026-03-06T09:00:00Z", requisition=f"Q-{number}", closed_on="2026-03-06")
            for number in range(1, 9)
        ),
        event("candidate.merged", "2026-03-07T09:00:00Z", losing="C-1", winning="C-0"),
    )


@pytest.mark.parametrize(
    ("path", "key", "asked"),
    [
        ("/v1/referrals", "items", {}),
        ("/v1/referrals", "items", {"as_of": "2026-02-06"}),
        ("/v1/referrals", "items", {"referrer": "E-1"}),
        ("/v1/referrals", "items", {"known_at": "2100-01-01T00:00:00Z"}),
        ("/v1/requisitions", "items", {"status": "open"}),
        ("/v1/requisitions", "items", {"as_of": "2026-06-01"}),
        ("/v1/candidates/C-1/timeline", "events", {}),
    ],
)
def test_pages_agree_whatever_is_recorded_meanwhile(store_url: str, path: str, key: str, asked: dict[str, str]) -> None:
    with facing(store_url) as face:
        _fill(face)
        whole = face.get(path, **asked).json()
        pages = [face.get(path, **asked, limit=2).json()]
        _change(face)
        while following := pages[-1]["next"]:
            pages.append(face.get(path, cursor=following, limit=2).json())
        assert [item for page in pages for item in page[key]] == whole[key]
        assert len(pages) > 1
        assert face.get(path, **asked).json()[key] != whole[key]


QUESTION = {"referrer": "E-1", "as_of": "2026-06-01", "known_at": "2100-01-01T00:00:00Z"}


@pytest.mark.parametrize("again", [{}, QUESTION, {"referrer": "E-1"}, {"as_of": "2026-06-01"}])
def test_a_question_may_be_repeated_with_its_cursor_or_left_out(many: Face, again: dict[str, str]) -> None:
    first = many.get("/v1/referrals", **QUESTION, limit=2).json()
    rest = many.get("/v1/referrals", **again, cursor=first["next"]).json()
    assert len(rest["items"]) == 9


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("referrer", "E-2"),
        ("as_of", "2026-06-02"),
        ("known_at", "2099-01-01T00:00:00Z"),
        ("known_at", "2100-01-01T00:00:01Z"),
    ],
)
def test_a_cursor_with_another_question_is_refused(many: Face, name: str, other: str) -> None:
    first = many.get("/v1/referrals", **QUESTION, limit=2).json()
    answer = many.get("/v1/referrals", **{**QUESTION, name: other}, cursor=first["next"])
    assert (answer.status_code, answer.json()["parameters"][0]["name"]) == (422, "cursor")
    assert name in answer.json()["detail"]


@pytest.mark.parametrize("name", ["referrer", "known_at"])
def test_a_filter_that_the_first_page_had_not_is_refused(many: Face, name: str) -> None:
    cursor = many.get("/v1/referrals", limit=2).json()["next"]
    assert many.get("/v1/referrals", **{name: QUESTION[name]}, cursor=cursor).status_code == 422


def test_a_cursor_of_another_candidate_or_start_is_refused(many: Face) -> None:
    many.push(event("candidate.identified", candidate="C-2"))
    cursor = many.get("/v1/candidates/C-1/timeline", limit=2).json()["next"]
    assert many.get("/v1/candidates/C-2/timeline", cursor=cursor).status_code == 422
    cursor = many.get("/v1/events", after=3, limit=2).json()["next"]
    assert many.get("/v1/events", after=4, cursor=cursor).status_code == 422
    assert many.get("/v1/events", after=3, cursor=cursor).json()["items"][0]["position"] == 6


def test_a_cursor_of_a_store_that_is_ahead_is_refused(many: Face, face: Face) -> None:
    for path in ("/v1/referrals", "/v1/requisitions", "/v1/candidates/C-1/timeline"):
        cursor = many.get(path, limit=1).json()["next"]
        answer = face.get(path, cursor=cursor)
        assert (answer.status_code, answer.json()["head"]) == (422, 0)


@pytest.mark.parametrize("after", ["R-1", "\0", "x" * 3_000, "", "%", "'; --"])
@pytest.mark.parametrize("filters", [{}, {"referrer": "\0"}, {"referrer": "'"}, {"colour": "red"}])
def test_a_cursor_that_was_made_up_is_no_failure(store_url: str, after: str, filters: dict[str, str]) -> None:
    with facing(store_url) as face:
        place = Place(name_asker(LOCAL), "referrals", TODAY, None, filters, 0, after)
        answer = face.get("/v1/referrals", cursor=write_cursor(place))
        assert answer.status_code in {200, 422}
        assert answer.status_code == 422 or answer.json() == {"items": [], "next": None}


@pytest.mark.parametrize("position", [-1, 1 << 63])
def test_a_cursor_holds_a_position(many: Face, position: int) -> None:
    cursor = write_cursor(Place(name_asker(LOCAL), "referrals", TODAY, None, {}, position, "R-1"))
    assert many.get("/v1/referrals", cursor=cursor).status_code == 422
