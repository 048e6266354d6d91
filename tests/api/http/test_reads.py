"""Questions: as of a day, known at an instant, once a position has been reached, and only if something has changed."""

from datetime import UTC, datetime
from time import monotonic

import pytest

from tests.api.http.facing import FEED, STRUCTURED, Face, event, facing, hired

READS = [
    "/v1/requisitions", "/v1/requisitions/Q-1", "/v1/requisitions/Q-1/pipeline", "/v1/candidates/C-1/timeline",
    "/v1/referrals", "/v1/referrals/R-1", "/v1/referrals/R-1/why", "/v1/reports/bonuses",
]  # fmt: skip


def test_the_pipeline_has_the_shape_of_the_contract(hired_face: Face) -> None:
    answer = hired_face.get("/v1/requisitions/Q-1/pipeline", as_of="2026-03-05").json()
    assert {name: answer[name] for name in ("requisition", "title", "as_of")} == {
        "requisition": "Q-1", "title": "Analyst", "as_of": "2026-03-05",
    }  # fmt: skip
    assert [column["column"] for column in answer["columns"]] == ["applied", "offer", "accepted", "hired", "closed"]
    (card,) = next(column for column in answer["columns"] if column["column"] == "hired")["applications"]
    assert card == {
        "application": "A-1", "candidate": "C-1", "name": "Personal Canary", "state": "accepted",
        "entered_on": "2026-03-02", "days_in_column": 3, "schedule": None,
        "referral": {"referral": "R-1", "referrer": "E-1"},
    }  # fmt: skip


def test_why_is_a_list_of_explanations(hired_face: Face) -> None:
    (explained,) = hired_face.get("/v1/referrals/R-1/why").json()
    assert explained["row"]["entitlement"] == "earned"
    assert {"rule", "verdict", "says", "values", "facts"} == set(explained["rules"][0])


def test_the_rows_are_a_bare_list(hired_face: Face) -> None:
    rows = hired_face.get("/v1/reports/bonuses").json()
    assert [(row["referral"], row["instalment"], row["milestone_on"]) for row in rows] == [
        ("R-1", "day-90", "2026-05-31")
    ]


OF_ONE_THING = ("/v1/requisitions/Q-1", "/v1/referrals/R-1")


@pytest.mark.parametrize(
    ("day", "entitlement"), [("2026-02-01", "waiting"), ("2026-05-30", "waiting"), ("2026-05-31", "earned")]
)
def test_a_question_is_asked_as_of_a_day(hired_face: Face, day: str, entitlement: str) -> None:
    (row,) = hired_face.get("/v1/reports/bonuses", as_of=day).json()
    assert row["entitlement"] == entitlement
    assert hired_face.get("/v1/referrals/R-1", as_of=day).json()["instalments"][0]["entitlement"] == entitlement


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
@pytest.mark.parametrize("path", READS)
def test_days_at_the_ends_of_the_calendar_are_answered(hired_face: Face, path: str, day: str) -> None:
    assert hired_face.get(path, as_of=day).status_code in {200, 404}


def test_a_question_is_asked_by_what_was_known(store_url: str) -> None:
    with facing(store_url) as face:
        face.push(*hired())
        known_at = datetime.now(UTC).isoformat()
        face.push(event("employment.cancelled", "2026-03-03T09:00:00Z", employment="M-A-1"))

        def entitlement(**known: str) -> str:
            (row,) = face.get("/v1/reports/bonuses", **known).json()
            return str(row["entitlement"])

        assert entitlement() == "forfeited"
        assert entitlement(known_at=known_at) == "earned"
        assert entitlement(known_at=known_at.replace("+", " ")) == "earned"  # a plus that was not encoded
        assert face.get("/v1/reports/bonuses", known_at="2000-01-01T00:00:00Z").json() == []
        assert face.get("/v1/referrals/R-1", known_at="2000-01-01T00:00:00Z").status_code == 404


@pytest.mark.parametrize("path", READS)
def test_a_position_that_is_not_reached_in_time_is_503(sqlite_url: str, path: str) -> None:
    with facing(sqlite_url, read_wait_seconds=0.1) as face:
        began = monotonic()
        answer = face.get(path, min_position=1)
        assert 0.1 <= monotonic() - began < 3
    assert (answer.status_code, answer.headers["retry-after"]) == (503, "1")
    assert answer.headers["content-type"] == "application/problem+json"


@pytest.mark.parametrize("path", READS)
def test_an_answer_that_has_not_changed_is_not_sent_again(hired_face: Face, path: str) -> None:
    first = hired_face.get(path)
    tag = first.headers["etag"]
    assert tag.startswith('W/"') is (path not in OF_ONE_THING)
    again = hired_face.client.get(path, headers={"if-none-match": f'"other", {tag}'})
    assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", tag)
    for other in ({"as_of": "2026-06-30"}, {"known_at": "2026-07-01T00:00:00Z"}):
        answer = hired_face.client.get(path, params=other, headers={"if-none-match": tag})
        # The strong tag of one thing is one of its bytes, which may be the same on another day.
        is_another = path not in OF_ONE_THING or hired_face.get(path, **other).text != first.text
        assert (answer.status_code != 304) is is_another


@pytest.mark.parametrize("path", OF_ONE_THING)
def test_one_thing_carries_its_version(face: Face, path: str) -> None:
    face.push(*hired())
    first = face.get(path)
    assert first.json()["version"] == 1
    assert first.headers["etag"].startswith('"1-')
    withdrawn = event("referral.withdrawn", "2026-03-04T09:00:00Z", referral="R-1")
    closed = event("requisition.closed", "2026-03-04T09:00:00Z", requisition="Q-1", closed_on="2026-03-04")
    face.push(withdrawn, closed)
    second = face.client.get(path, headers={"if-none-match": first.headers["etag"]})
    assert (second.status_code, second.json()["version"]) == (200, 2)


def test_any_answer_is_matched_by_an_asterisk_but_only_if_there_is_one(hired_face: Face) -> None:
    any_answer = {"if-none-match": "*"}
    assert hired_face.client.get("/v1/referrals/R-1", headers=any_answer).status_code == 304
    assert hired_face.client.get("/v1/referrals/R-none", headers=any_answer).status_code == 404


@pytest.mark.parametrize(
    ("instant", "rows"), [("9999-12-31T23:59:59Z", 1), ("9999-12-31T23:59:59-12:00", 1), ("0000-01-01T00:00:00Z", 0)]
)
def test_any_instant_may_be_asked_about(hired_face: Face, instant: str, rows: int) -> None:
    answer = hired_face.get("/v1/reports/bonuses", known_at=instant)
    assert (answer.status_code, len(answer.json())) == (200, rows)


def test_a_new_fact_changes_the_mark(face: Face) -> None:
    face.push(*hired())
    tag = face.get("/v1/referrals").headers["etag"]
    face.push(event("candidate.identified", candidate="C-9"))
    assert face.client.get("/v1/referrals", headers={"if-none-match": tag}).status_code == 200


def test_the_day_is_the_organisations(sqlite_url: str) -> None:
    with facing(sqlite_url, timezone="Pacific/Kiritimati") as face:
        assert face.vouch.store.timezone == "Pacific/Kiritimati"
        face.push(*hired())
        assert face.get("/v1/requisitions/Q-1/pipeline").json()["as_of"] == "2026-07-01"


def test_a_candidate_is_shown_with_all_ids_of_the_person(face: Face) -> None:
    face.push(
        *hired(), event("candidate.merged", losing="C-1", winning="C-2"), event("candidate.identified", candidate="C-2")
    )
    answer = face.get("/v1/candidates/C-2/timeline").json()
    assert (answer["candidate"], answer["candidates"], answer["next"]) == ("C-2", ["C-1", "C-2"], None)
    assert "Personal Canary" not in str(answer)
    assert answer["events"][0]["fact"].startswith("/test#")


def test_filters(face: Face) -> None:
    face.push(*hired(), event("requisition.closed", requisition="Q-1", closed_on="2026-06-01"))
    assert [each["status"] for each in face.get("/v1/requisitions", status="closed").json()["items"]] == ["closed"]
    assert face.get("/v1/requisitions", status="open").json()["items"] == []
    assert len(face.get("/v1/referrals", referrer="E-1").json()["items"]) == 1
    assert face.get("/v1/referrals", referrer="E-2").json()["items"] == []
    for name, right, other in [
        ("referrer", "E-1", "E-2"),
        ("referral", "R-1", "R-2"),
        ("entitlement", "earned", "waiting"),
    ]:
        assert len(face.get("/v1/reports/bonuses", **{name: right}).json()) == 1
        assert face.get("/v1/reports/bonuses", **{name: other}).json() == []


def test_a_feed_is_taken_while_nobody_reads(face: Face) -> None:
    face.client.app.state.service.projections.stop()  # type: ignore[attr-defined]
    answer = face.client.post(FEED, json=event("candidate.identified", candidate="C-1"), headers=STRUCTURED)
    assert answer.status_code == 202
