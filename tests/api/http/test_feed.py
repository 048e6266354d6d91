"""The feed over HTTP: its three modes, its counts, and what is recorded when."""

import msgspec
import pytest

from tests.api.http.facing import BATCH, FEED, STRUCTURED, Face, event, facing, hired


def test_a_batch_answers_with_the_four_counts_and_the_position(store_url: str) -> None:
    one, other = event("candidate.identified", candidate="C-1"), event("candidate.identified", candidate="C-2")
    unreadable = event("nothing.known", thing="T-1")
    with facing(store_url) as face:
        body = msgspec.json.encode([one, other, one, unreadable])
        answer = face.client.post(FEED, content=body, headers=BATCH | {"x-request-id": "request-0001"})
        assert answer.status_code == 202
        told = answer.json()
        assert [told[name] for name in ("read", "recorded", "repeated", "parked")] == [4, 2, 1, 1]
        assert told["position"] == face.vouch.store.head()
        (letter,) = told["parked_letters"]
        assert (letter["place"], letter["reason"], letter["field"]) == ("http:request-0001[3]", "unknown_type", "type")
        again = face.client.post(FEED, content=body, headers=BATCH).json()
        assert [again[name] for name in ("read", "recorded", "repeated", "parked")] == [4, 0, 3, 1]
        assert face.vouch.store.count_dead_letters() == 1


def test_one_event_in_structured_mode(face: Face) -> None:
    body = msgspec.json.encode(event("candidate.identified", candidate="C-1"))
    answer = face.client.post(
        FEED, content=body, headers={"content-type": STRUCTURED["content-type"] + "; charset=UTF-8"}
    )
    assert answer.status_code == 202
    assert answer.json()["recorded"] == 1


def test_one_event_in_binary_mode_is_the_same_as_in_structured_mode(face: Face) -> None:
    sent = event("candidate.identified", candidate="C-1", name="Ærø")
    headers = {f"ce-{name}": value for name, value in sent.items() if name != "data"}
    body = msgspec.json.encode(sent["data"])
    answer = face.client.post(FEED, content=body, headers=headers | {"content-type": "application/json"})
    assert (answer.status_code, answer.json()["recorded"]) == (202, 1)
    again = face.client.post(FEED, content=msgspec.json.encode(sent), headers=STRUCTURED)
    assert again.json()["repeated"] == 1


@pytest.mark.parametrize(
    ("written", "meant"), [("/%C3%A6%20b", "/æ b"), ('"/a \\"b\\""', '/a "b"'), ("/plain", "/plain")]
)
def test_attributes_in_headers_are_decoded(face: Face, written: str, meant: str) -> None:
    sent = event("candidate.identified", candidate="C-1")
    headers = {f"ce-{name}": value for name, value in sent.items() if name != "data"} | {"ce-source": written}
    answer = face.client.post(FEED, content=msgspec.json.encode(sent["data"]), headers=headers)
    assert answer.json()["recorded"] == 1
    assert face.get("/v1/events").json()["items"][0]["source"] == meant


@pytest.mark.parametrize("name", ["ce-id", "CE-ID", "ce-source", "ce-anything"])
@pytest.mark.parametrize("other", ["e1", "e2"])
def test_an_attribute_in_two_headers_is_refused(face: Face, name: str, other: str) -> None:
    sent = event("candidate.identified", candidate="C-1")
    headers = [(f"ce-{key}", value) for key, value in sent.items() if key != "data"]
    twice = [*headers, ("ce-anything", "e1"), ("content-type", "application/json"), (name, other)]
    answer = face.client.post(FEED, content=msgspec.json.encode(sent["data"]), headers=twice)
    assert (answer.status_code, answer.json()["type"]) == (400, "urn:vouch:problem:repeated_header")
    assert face.vouch.store.head() == 0


def test_a_binary_event_without_an_attribute_is_parked(face: Face) -> None:
    headers = {"ce-id": "e1", "ce-type": "hr.candidate.identified.v1", "content-type": "application/json"}
    answer = face.client.post(FEED, content=b'{"candidate": "C-1"}', headers=headers).json()
    assert (answer["parked"], answer["parked_letters"][0]["field"]) == (1, "specversion")


def test_a_conflicting_resend_is_parked_and_what_came_first_stands(face: Face) -> None:
    sent = event("candidate.identified", candidate="C-7")
    assert face.client.post(FEED, content=msgspec.json.encode(sent), headers=STRUCTURED).json()["recorded"] == 1
    other = sent | {"data": {"candidate": "C-8"}}
    answer = face.client.post(FEED, content=msgspec.json.encode(other), headers=STRUCTURED).json()
    assert answer["parked_letters"][0]["reason"] == "conflicting_resend"


def test_an_idempotency_key_is_taken(face: Face) -> None:
    body = msgspec.json.encode(event("candidate.identified", candidate="C-1"))
    for recorded in (1, 0):
        answer = face.client.post(FEED, content=body, headers=STRUCTURED | {"idempotency-key": "k1"})
        assert answer.json()["recorded"] == recorded


def test_an_empty_batch_is_taken(face: Face) -> None:
    answer = face.client.post(FEED, content=b" [ ] ", headers=BATCH)
    assert answer.status_code == 202
    assert answer.json() == {
        "read": 0, "recorded": 0, "repeated": 0, "parked": 0, "position": 0, "parked_letters": [],
    }  # fmt: skip


def test_what_is_answered_can_be_read_from_its_position_on(store_url: str) -> None:
    with facing(store_url) as face:
        position = face.push(*hired())
        rows = face.get("/v1/reports/bonuses", min_position=position).json()
    assert [(row["referral"], row["entitlement"], row["amount"]) for row in rows] == [("R-1", "earned", "1000.00")]
