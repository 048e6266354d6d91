"""Serving in a process of its own: it stops when it is asked to, and outlives a database that is away."""

import json
import signal
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import httpx2
import pytest

from domain.store.opening import migrate
from tests.api.http.facing import BATCH, FEED, STRUCTURED, event, hired
from tests.support.cluster import Cluster, PostgresMissingError, free_port
from tests.support.command import environment
from tests.support.server import Server, running

SERVE = "from api.processes.serve import serve; from api.settings import read_settings; serve(read_settings())"


@contextmanager
def served(url: str, settings: Mapping[str, str] = {}) -> Iterator[tuple[Server, httpx2.Client]]:
    """A server on the store, and a client of it."""
    port = free_port()
    own = {"VOUCH_PORT": str(port), **settings}
    command = [sys.executable, "-c", SERVE]
    with (
        running(command, environment(url, own), f"http://127.0.0.1:{port}", 30) as server,
        httpx2.Client(base_url=server.url, timeout=20) as client,
    ):
        yield server, client


def _ends_in_time(server: Server) -> int:
    began = time.monotonic()
    server.process.send_signal(signal.SIGTERM)
    code = server.process.wait(10)
    assert time.monotonic() - began < 5
    return code


def test_it_serves_and_ends_when_it_is_asked_to(sqlite_url: str) -> None:
    migrate(sqlite_url)
    with served(sqlite_url) as (server, client):
        answer = client.post(FEED, json=list(hired()), headers=BATCH)
        assert answer.status_code == 202, answer.text
        rows = client.get(
            "/v1/reports/bonuses", params={"min_position": answer.json()["position"], "as_of": "2026-07-01"}
        )
        assert [row["entitlement"] for row in rows.json()] == ["earned"]
        assert _ends_in_time(server) == 0
        said = server.said()
    requests = [line for line in map(json.loads, said.splitlines()) if line["event"] == "request"]
    assert {line["route"] for line in requests} >= {"/v1/feed/events", "/v1/reports/bonuses", "/readyz"}
    assert all({"request_id", "status", "milliseconds"} <= set(line) for line in requests)
    assert "Personal Canary" not in said


def test_long_bodies_keep_it_neither_from_answering_nor_from_ending(sqlite_url: str) -> None:
    def endless() -> Iterator[bytes]:
        yield b"["
        server.process.send_signal(signal.SIGTERM)
        while True:
            yield b" "
            time.sleep(0.1)

    with served(sqlite_url, {"VOUCH_MAX_BODY_BYTES": "100000"}) as (server, client):
        for body in (b"x" * 150_000, iter([b"x" * 1_000] * 150)):
            assert client.post(FEED, content=body, headers=BATCH).status_code == 413
        began = time.monotonic()
        with pytest.raises(httpx2.HTTPError):
            client.post(FEED, content=endless(), headers=BATCH).raise_for_status()
        server.process.wait(10)
        assert time.monotonic() - began < 5


@pytest.fixture
def cluster() -> Iterator[Cluster]:
    """A server of its own, to be stopped and started."""
    try:
        made = Cluster.create()
    except PostgresMissingError as missing:
        pytest.skip(str(missing))
    yield made
    made.remove()


def _post(client: httpx2.Client, sent: Mapping[str, Any]) -> httpx2.Response:
    return client.post(FEED, json=sent, headers=STRUCTURED)


def test_it_outlives_a_database_that_is_away(cluster: Cluster) -> None:
    migrate(cluster.url())
    with served(cluster.url()) as (server, client):
        assert _post(client, event("candidate.identified", candidate="C-1")).json()["recorded"] == 1
        cluster.stop("immediate")
        sent = event("candidate.identified", candidate="C-2")
        for answer in (_post(client, sent), client.get("/v1/referrals"), client.get("/readyz")):
            assert (answer.status_code, answer.headers["content-type"]) == (503, "application/problem+json")
            assert answer.headers["retry-after"] == "1"
        assert client.get("/livez").status_code == 200
        cluster.start()
        assert _post(client, sent).json()["recorded"] == 1
        deadline = time.monotonic() + 15
        while client.get("/readyz").status_code != 200:
            assert time.monotonic() < deadline, server.said()
            time.sleep(0.1)
        position = _post(client, event("referral.made", referral="R-1", referrer="E-1", candidate="C-1")).json()[
            "position"
        ]
        assert client.get("/v1/referrals/R-1", params={"min_position": position}).status_code == 200
        assert cluster.password not in server.said()
