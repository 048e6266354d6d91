"""Below the app: what stalls, what is broken, and more connections than can be held."""

import asyncio
import errno
import json
import logging
import socket
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

import pytest

from api.http.connections import QUIET_SECONDS, Quiet, watch_exhaustion
from domain.store.opening import migrate
from tests.support.cluster import free_port
from tests.support.command import environment
from tests.support.server import Server, running

SERVE = "from api.processes.serve import serve; from api.settings import read_settings; serve(read_settings())"
FEW_FILES = "import resource; resource.setrlimit(resource.RLIMIT_NOFILE, (200, 200)); "
POST = b"POST /v1/feed/events HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/cloudevents+json\r\n"
HEAD = b"GET /livez HTTP/1.1\r\nHost: localhost\r\n"


@contextmanager
def _served(url: str, seconds: float, before: str = "") -> Iterator[tuple[Server, int]]:
    migrate(url)
    port = free_port()
    own = {"VOUCH_PORT": str(port), "VOUCH_REQUEST_SECONDS": str(seconds)}
    command = [sys.executable, "-c", before + SERVE]
    with running(command, environment(url, own), f"http://127.0.0.1:{port}", 60) as server:
        yield server, port


def _connect(port: int) -> socket.socket:
    return socket.create_connection(("127.0.0.1", port), timeout=30)


def _read(connection: socket.socket) -> bytes:
    """All that is sent until the connection is closed."""
    found = b""
    try:
        while part := connection.recv(65_536):
            found += part
    except ConnectionResetError:
        pass
    return found


def _exchange(port: int, sent: bytes) -> bytes:
    with _connect(port) as connection:
        connection.sendall(sent)
        return _read(connection)


def _is_problem(answer: bytes, status: int) -> None:
    head, _, body = answer.partition(b"\r\n\r\n")
    assert head.startswith(f"HTTP/1.1 {status} ".encode()), answer
    headers = dict(line.lower().split(": ", 1) for line in head.decode().split("\r\n")[1:])
    assert (headers["content-type"], headers["connection"]) == ("application/problem+json", "close")
    assert len(body) == int(headers["content-length"])
    told = json.loads(body)
    assert (told["status"], told["type"].startswith("urn:vouch:problem:")) == (status, True)
    assert headers["x-request-id"]


@pytest.fixture(scope="module")
def port(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    """The port of a server that waits for a second."""
    with _served(f"sqlite:///{tmp_path_factory.mktemp('slow')}/vouch.db", 1) as (_, found):
        yield found


@pytest.mark.parametrize(
    "sent",
    [
        POST + b"Content-Length: 100\r\n\r\n{",
        POST + b"Content-Length: 100\r\n\r\n",
        POST + b'Transfer-Encoding: chunked\r\n\r\n5\r\n{"a":\r\n',
        HEAD,
        b"GET /livez HT",
        HEAD + b"\r\n" + HEAD,
    ],
    ids=["body", "no body", "chunks", "headers", "first line", "second request"],
)
def test_what_stalls_is_told_and_closed(port: int, sent: bytes) -> None:
    answer = _exchange(port, sent)
    _is_problem(answer[answer.rindex(b"HTTP/1.1 ") :], 408)


@pytest.mark.parametrize(
    ("sent", "begins"),
    [
        (b"", b""),
        (b"POST /nowhere HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n\r\n{", b"HTTP/1.1 404 "),
        (b"GET /livez HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n\r\n{", b"HTTP/1.1 200 "),
    ],
    ids=["nothing", "nowhere", "unread"],
)
def test_what_nobody_waits_for_is_closed(port: int, sent: bytes, begins: bytes) -> None:
    answer = _exchange(port, sent)
    assert answer.startswith(begins)
    assert answer.count(b"HTTP/1.1 ") == bool(begins)


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        (b"GET /livez HTTP/1.1\r\n\r\n", 400),
        (b"GET /livez HTTP/1.1\r\nHost: x\r\nHost: y\r\n\r\n", 400),
        (POST + b"Transfer-Encoding: chunked\r\n\r\nZZ\r\n{}\r\n", 400),
        (POST + b"Content-Length: x\r\n\r\n", 400),
        (POST + b"Transfer-Encoding: gzip\r\n\r\n", 501),
        (b"GET /livez HTTP/1.1\r\nHost: localhost\r\nX: " + b"x" * 200_000 + b"\r\n\r\n", 431),
        (b"nonsense\r\n\r\n", 400),
    ],
    ids=["no host", "two hosts", "bad chunk", "length", "encoding", "long", "nonsense"],
)
def test_what_is_broken_is_a_problem(port: int, sent: bytes, status: int) -> None:
    _is_problem(_exchange(port, sent), status)


@pytest.mark.parametrize(
    "sent", [b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc", b"\x00\x00\r\n\r\n", b"\xff" * 100 + b"\n\n"]
)
def test_what_is_no_http_is_closed(port: int, sent: bytes) -> None:
    assert _exchange(port, sent) == b""


def test_too_many_connections_are_refused_gently(sqlite_url: str) -> None:
    with _served(sqlite_url, 60, FEW_FILES) as (server, port):
        with ExitStack() as held:
            for _ in range(100):
                held.enter_context(_connect(port)).sendall(b"GET")
            for _ in range(20):
                _is_problem(_exchange(port, HEAD + b"\r\n"), 503)
        deadline = 200
        while b" 200 " not in (answer := _exchange(port, HEAD + b"Connection: close\r\n\r\n")):
            deadline -= 1
            assert deadline, answer
        assert server.said().count("connections_exhausted") == 1


@pytest.mark.parametrize("code", [errno.EMFILE, errno.ENFILE])
def test_used_up_file_descriptors_are_said_once(caplog: pytest.LogCaptureFixture, code: int) -> None:
    async def exhaust() -> None:
        loop = asyncio.get_running_loop()
        watch_exhaustion(loop)
        for _ in range(1_000):
            loop.call_exception_handler({"message": "socket.accept()", "exception": OSError(code, "none left")})
        loop.call_exception_handler({"message": "something else", "exception": OSError(errno.EIO, "broken")})

    with caplog.at_level(logging.WARNING):
        asyncio.run(exhaust())
    assert [each.message.partition(":")[0] for each in caplog.records] == [
        "file_descriptors_exhausted",
        "something else",
    ]


def test_it_is_said_again_after_a_minute(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = iter((0.0, 1.0, QUIET_SECONDS - 1, QUIET_SECONDS, QUIET_SECONDS + 1))
    monkeypatch.setattr("api.http.connections.monotonic", lambda: next(clock))
    quiet = Quiet()
    said = [quiet.may_say() for _ in range(5)]
    assert said == [True, False, False, True, False]
