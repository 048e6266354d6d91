"""The small server beside a worker: alive, ready or what is wrong, and metrics."""

import json
import urllib.error
import urllib.request
from collections.abc import Iterator

import pytest
from prometheus_client import CollectorRegistry, Counter

from api.processes.health_server import HealthServer

TROUBLE: dict[str, str | None] = {}


@pytest.fixture
def server() -> Iterator[HealthServer]:
    registry = CollectorRegistry()
    Counter("things", "Things.", registry=registry).inc(3)
    TROUBLE.update(one=None, other=None)
    with HealthServer("127.0.0.1", 0, registry, lambda: TROUBLE) as running:
        yield running


def ask(server: HealthServer, path: str) -> tuple[int, str]:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{server.port}{path}") as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as refused:
        with refused:
            return refused.code, refused.read().decode()


def test_it_lives(server: HealthServer) -> None:
    assert ask(server, "/livez") == (200, '{"status": "alive"}')


def test_it_is_ready_while_nothing_is_wrong(server: HealthServer) -> None:
    code, body = ask(server, "/readyz")
    assert (code, json.loads(body)) == (200, {"status": "ready", "checks": {"one": "ok", "other": "ok"}})


def test_it_says_what_is_wrong(server: HealthServer) -> None:
    TROUBLE.update(other="The brokers are away.")
    code, body = ask(server, "/readyz")
    assert (code, json.loads(body)["status"]) == (503, "not ready")
    assert json.loads(body)["checks"] == {"one": "ok", "other": "The brokers are away."}


def test_it_tells_metrics(server: HealthServer) -> None:
    assert "things_total 3.0" in ask(server, "/metrics")[1]


def test_it_knows_nothing_else(server: HealthServer) -> None:
    assert ask(server, "/")[0] == 404
