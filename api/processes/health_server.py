"""A small server beside a process that has no HTTP of its own: whether it lives, whether it is ready, its metrics."""

import json
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager, nullcontext
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from types import TracebackType
from typing import Self

from prometheus_client import CollectorRegistry, PlatformCollector, ProcessCollector
from prometheus_client.exposition import CONTENT_TYPE_LATEST, generate_latest
from prometheus_client.registry import Collector

from api.settings import Settings

Checks = Callable[[], Mapping[str, str | None]]
"""Each part of the worker by name, with what is wrong with it in a sentence; None: nothing."""

FINE = "ok"


def serve_health(settings: Settings, metrics: Collector, checks: Checks) -> AbstractContextManager[object]:
    """Make the server that the settings ask for, with these metrics and checks; a context of nothing without a port."""
    if settings.health_port is None:
        return nullcontext()
    registry = CollectorRegistry()
    ProcessCollector(registry=registry)
    PlatformCollector(registry=registry)
    registry.register(metrics)
    return HealthServer(settings.host, settings.health_port, registry, checks)


class HealthServer:
    """Answers `/livez`, `/readyz` (503 with what is wrong) and `/metrics` in its own threads, while it is entered."""

    def __init__(self, host: str, port: int, registry: CollectorRegistry, checks: Checks) -> None:
        self._server = _Server(host, port, registry, checks)
        self._thread = Thread(target=self._server.serve_forever, args=(0.1,), name="health", daemon=True)

    @property
    def port(self) -> int:
        """The port it listens on, also where any free one was asked for."""
        return self._server.server_port

    def __enter__(self) -> Self:
        """Start to answer."""
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Stop answering."""
        self._server.shutdown()
        self._server.server_close()


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, host: str, port: int, registry: CollectorRegistry, checks: Checks) -> None:
        super().__init__((host, port), _Handler)
        self.registry = registry
        self.checks = checks


class _Handler(BaseHTTPRequestHandler):
    server: _Server
    timeout = 10

    def do_GET(self) -> None:
        match self.path.partition("?")[0]:
            case "/livez":
                self._answer(200, {"status": "alive"})
            case "/readyz":
                self._answer_checks({name: says or FINE for name, says in self.server.checks().items()})
            case "/metrics":
                self._write(200, CONTENT_TYPE_LATEST, generate_latest(self.server.registry))
            case _:
                self._answer(404, {"status": "not found"})

    def _answer_checks(self, checks: Mapping[str, str]) -> None:
        ready = all(says == FINE for says in checks.values())
        self._answer(200 if ready else 503, {"status": "ready" if ready else "not ready", "checks": checks})

    def _answer(self, code: int, body: Mapping[str, object]) -> None:
        self._write(code, "application/json", json.dumps(body).encode())

    def _write(self, code: int, media_type: str, body: bytes) -> None:
        self.send_response(code)
        self.send_header("Content-Type", media_type)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *_: object) -> None:  # noqa: A002 - the library's name
        """Log nothing: nobody wants to read who has asked for metrics."""

    def version_string(self) -> str:
        """Tell strangers nothing about versions."""
        return "vouch"
