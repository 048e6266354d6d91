"""Vendors' deliveries over HTTP: proven first, kept, answered, then translated to the same facts in any order, once."""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from random import Random
from typing import Any

import msgspec
import pytest
from httpx2 import Response
from msgspec.structs import replace

from consumers.vendors.catalogue import VENDORS
from consumers.vendors.delivering.completing import CannotFetch, Fetch
from consumers.vendors.delivering.rounds import run_round
from consumers.vendors.raw import Answer, RawDelivery
from domain.facts.retraction import RetractionFact
from domain.store.errors import StoreUnavailable
from domain.store.raw_deliveries.values import Arrival
from tests.api.http.facing import Face, facing
from tests.vendors.cases import FOLDER, VendorCase, list_cases, read_case

HIRED_TWICE = "greenhouse/05-a-hire-told-twice-and-redelivered"
OUTSIDE = {"host": "vouch.example.com"}


@contextmanager
def facing_case(name: str, url: str) -> Iterator[Face]:
    """The face of a Vouch with the connections of a case, whose loop does not translate by itself."""
    with facing(url, connections=str(FOLDER / name / "connections.json")) as face:
        service = face.client.app.state.service  # type: ignore[attr-defined]
        service.translation.stop()
        service.translation.join(10)
        yield face


def send(face: Face, case: VendorCase, raw: RawDelivery, **headers: str) -> Response:
    """Send a delivery of a case, at its own instant."""
    service = face.client.app.state.service  # type: ignore[attr-defined]
    if raw.received_at is not None:
        service.read_clock = lambda: raw.received_at
    path = f"/v1/feed/vendors/{case.connection.vendor}/c1"
    given = {**(raw.headers or {}), **headers}
    left_out = ("content-length", "host")
    sent = [(name.encode(), text.encode("latin-1")) for name, text in given.items() if name not in left_out]
    return face.client.post(path, content=raw.body, headers=sent)


def fetch_from(raws: Sequence[RawDelivery]) -> Fetch:
    """Answer as the vendor's API did for these deliveries."""
    known = {(each.request, raw.received_at): each for raw in raws for each in raw.answers or ()}

    def fetch(request: str, received_at: datetime) -> Answer:
        if (found := known.get((request, received_at))) is None:
            raise CannotFetch
        return found

    return fetch


def translate(face: Face, case: VendorCase) -> None:
    """Translate all that waits."""
    vendor = VENDORS[case.connection.vendor]
    now = datetime.fromisoformat("2026-11-25T12:00:00Z")
    while run_round(face.vouch.store, case.connection, vendor, now, fetch_from(case.deliveries)) is not None:
        pass


def standing(face: Face) -> set[str]:
    """The ids of the facts on record that do not stand retracted."""
    store = face.vouch.store
    facts = store.decode_rows(store.read_after(0, 10_000))
    last: dict[str, RetractionFact] = {
        each.data.fact: each.data
        for each in sorted(facts, key=lambda each: each.time)
        if isinstance(each.data, RetractionFact)
    }
    retracted = {fact for fact, said in last.items() if said.TOPIC == "hr.fact.retracted.v1"}
    return {each.id for each in facts if not isinstance(each.data, RetractionFact)} - retracted


def expected(case: VendorCase) -> set[str]:
    return {event.id for verdict in case.translate() for event in verdict.events}


def first_of_each(case: VendorCase) -> list[RawDelivery]:
    """The deliveries of a case but for those sent again later: when a key was first received is in its facts."""
    kept = [raw for raw, each in zip(case.deliveries, case.expected, strict=True) if each["outcome"] != "repeated"]
    return list(kept)


@pytest.mark.parametrize("name", list_cases())
def test_a_case_one_at_a_time_in_any_order_twice(name: str, sqlite_url: str) -> None:
    case = read_case(name)
    refused = [each["outcome"] == "refused" for each in case.expected]
    with facing_case(name, sqlite_url) as face:
        sent = [*first_of_each(case)] * 2
        Random(name).shuffle(sent)
        for raw in sent:
            answer = send(face, case, raw)
            wanted = 401 if refused[case.deliveries.index(raw)] else VENDORS[case.connection.vendor].success
            assert answer.status_code == wanted, answer.text
            translate(face, case)
        assert standing(face) == expected(case)


@pytest.mark.parametrize("name", ["ashby/04-hired-then-withdrawn", "bamboohr/04-a-start-moved"])
def test_a_case_on_both_databases(name: str, store_url: str) -> None:
    case = read_case(name)
    with facing_case(name, store_url) as face:
        for raw in [*reversed(case.deliveries), *case.deliveries]:
            send(face, case, raw)
            translate(face, case)
        assert standing(face) == expected(case)


def test_the_loop_translates_by_itself(sqlite_url: str) -> None:
    case = read_case("greenhouse/02-applied-with-credit")
    with facing(sqlite_url, connections=str(FOLDER / "greenhouse/02-applied-with-credit/connections.json")) as face:
        assert send(face, case, case.deliveries[0]).status_code == 200
        for _ in range(200):
            if face.vouch.store.count_deliveries()[0][1] != "waiting":
                break
            face.client.get("/livez")
        assert face.vouch.store.count_deliveries() == [("c1", "translated", "", 1)]
        assert standing(face) == expected(case)
        assert 'vouch_vendor_deliveries_total{connection="c1"' in face.client.get("/metrics").text


FORGED: dict[str, Mapping[str, str]] = {
    "no signature": {"signature": ""},
    "another scheme": {"signature": "sha1 " + "0" * 64},
    "digits only": {"signature": "0" * 64},
    "too short": {"signature": "sha256 00"},
    "of nothing": {"signature": f"sha256 {hashlib.sha256(b'').hexdigest()}"},
    "unkeyed": {"signature": f"sha256 {hashlib.sha256(b'{}').hexdigest()}"},
    "no ascii": {"signature": "sha256 \xe9"},
}


@pytest.mark.parametrize("forged", FORGED.values(), ids=list(FORGED))
def test_a_forged_delivery_is_refused_and_kept_apart(forged: Mapping[str, str], sqlite_url: str) -> None:
    case = read_case(HIRED_TWICE)
    raw = case.deliveries[0]
    with facing_case(HIRED_TWICE, sqlite_url) as face:
        sent = replace(raw, headers=dict(raw.headers or {}) | dict(forged))
        assert send(face, case, sent).status_code == 401
        kept = face.vouch.store.list_rejected("c1")
        assert [(each.reason, each.arrival.body) for each in kept] == [("signature", raw.body)]
        assert face.vouch.store.count_deliveries() == []


@pytest.mark.parametrize("change", [lambda body: body + b" ", lambda body: b"", lambda body: body.replace(b" ", b"")])
def test_the_signature_is_over_the_raw_bytes(change: Any, sqlite_url: str) -> None:
    case = read_case(HIRED_TWICE)
    raw = case.deliveries[0]
    changed = change(raw.body)
    if changed == raw.body:
        changed = msgspec.json.format(raw.body, indent=3)
    with facing_case(HIRED_TWICE, sqlite_url) as face:
        assert send(face, case, replace(raw, body=changed)).status_code == 401


def test_a_replayed_delivery_is_refused_outside_its_window(sqlite_url: str) -> None:
    name = "bamboohr/02-two-people-then-back-from-leave"
    case = read_case(name)
    raw = case.deliveries[0]
    assert raw.received_at is not None
    with facing_case(name, sqlite_url) as face:
        late = replace(raw, received_at=raw.received_at.replace(year=raw.received_at.year + 1))
        assert send(face, case, late).status_code == 401
        assert send(face, case, raw).status_code == 200


def test_connections_that_there_are_not(sqlite_url: str) -> None:
    case = read_case(HIRED_TWICE)
    with facing_case(HIRED_TWICE, sqlite_url) as face:
        for path in ("greenhouse/c2", "ashby/c1", "nobody/c1"):
            assert face.client.post(f"/v1/feed/vendors/{path}", content=b"{}").status_code == 404
        answer = face.client.post("/v1/feed/vendors/greenhouse/c1/token", content=case.deliveries[0].body)
        assert answer.status_code == 401


def test_from_outside_a_signature_is_enough_and_nothing_else(sqlite_url: str) -> None:
    case = read_case(HIRED_TWICE)
    with facing_case(HIRED_TWICE, sqlite_url) as face:
        assert send(face, case, case.deliveries[0], **OUTSIDE).status_code == 200
        assert face.client.get("/v1/requisitions", headers=OUTSIDE).status_code == 403


@pytest.mark.parametrize(
    ("secrets", "token", "headers", "status"),
    [
        ([], "", {}, 200),
        ([], "", OUTSIDE, 401),
        (["right", "left"], "/right", OUTSIDE, 200),
        (["right", "left"], "/left", OUTSIDE, 200),
        (["right"], "/wrong", {}, 401),
        (["right"], "", {}, 401),
    ],
)
def test_a_vendor_that_signs_nothing(
    secrets: list[str], token: str, headers: dict[str, str], status: int, sqlite_url: str, tmp_path: Path
) -> None:
    path = tmp_path / "connections.json"
    path.write_bytes(msgspec.json.encode({"c1": {"vendor": "personio", "secrets": secrets}}))
    with facing(sqlite_url, connections=str(path)) as face:
        answer = face.client.post(f"/v1/feed/vendors/personio/c1{token}", content=b"{}", headers=headers)
        assert answer.status_code == status


@pytest.mark.parametrize("pending", [True, False])
def test_a_handshake_is_echoed_while_the_connection_waits_for_it(
    pending: bool, sqlite_url: str, tmp_path: Path
) -> None:
    path = tmp_path / "connections.json"
    path.write_bytes(msgspec.json.encode({"c1": {"vendor": "smartrecruiters", "pending": pending}}))
    with facing(sqlite_url, connections=str(path)) as face:
        answer = face.client.post("/v1/feed/vendors/smartrecruiters/c1", headers={"X-Hook-Secret": "abc"})
        assert (answer.status_code, answer.headers.get("X-Hook-Secret")) == ((202, "abc") if pending else (401, None))
        assert face.vouch.store.count_deliveries() == []


def test_a_body_may_be_too_large(sqlite_url: str) -> None:
    with facing(sqlite_url, connections=str(FOLDER / HIRED_TWICE / "connections.json"), max_body_bytes=2_000) as face:
        assert face.client.post("/v1/feed/vendors/greenhouse/c1", content=b"x" * 2_001).status_code == 413


def test_a_store_that_is_down_is_said_so(sqlite_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    case = read_case(HIRED_TWICE)
    with facing_case(HIRED_TWICE, sqlite_url) as face:

        def fail(arrivals: Sequence[Arrival]) -> list[bool]:
            raise StoreUnavailable("away")

        monkeypatch.setattr(face.vouch.store, "keep_deliveries", fail)
        assert send(face, case, case.deliveries[0]).status_code == 503
        monkeypatch.undo()
        assert send(face, case, case.deliveries[0]).status_code == 200


def test_what_is_not_understood_is_parked_once_and_answered_all_the_same(sqlite_url: str) -> None:
    name = "workday/02-own-column-names"
    case = read_case(name)
    raw = replace(case.deliveries[0], body=b"{not json")
    with facing_case(name, sqlite_url) as face:
        for _ in range(2):
            assert send(face, case, raw).status_code == 200
            translate(face, case)
        letters = face.vouch.store.list_dead_letters()
        assert [(each.reason, each.place, each.seen) for each in letters] == [("unreadable", "vendor:c1/1", 1)]


def test_no_body_stands_in_the_database_as_it_came(tmp_path: Path) -> None:
    case = read_case(HIRED_TWICE)
    with facing_case(HIRED_TWICE, f"sqlite:///{tmp_path}/vouch.db") as face:
        send(face, case, case.deliveries[0])
    kept = b"".join(path.read_bytes() for path in tmp_path.glob("vouch.db*"))
    assert case.deliveries[0].body[:40] not in kept
