"""The client for vendors' APIs, against a local server that is slow, refuses, breaks off, and comes back."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import NamedTuple

import pytest

from consumers.vendors.connection import Api
from consumers.vendors.delivering.client import PATIENCE, Client
from consumers.vendors.delivering.completing import CannotFetch, NotNow

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)


class Said(NamedTuple):
    """What the stub answers next: `length` announces more bytes than come, if it is more."""

    status: int
    body: bytes = b"{}"
    headers: tuple[tuple[str, str], ...] = ()
    length: int | None = None


class Stub(NamedTuple):
    """A client of a server that answers in order, and what was asked of it."""

    client: Client
    asked: list[tuple[str, str | None]]
    clock: list[datetime]


@contextmanager
def stub(*said: Said) -> Iterator[Stub]:
    """A vendor's API that answers these one after the other."""
    answers, asked, clock = list(said), [], [NOW]

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append((self.path, self.headers.get("Authorization")))
            answer = answers.pop(0)
            self.send_response(answer.status)
            for name, value in answer.headers:
                self.send_header(name, value)
            self.send_header("Content-Length", str(answer.length or len(answer.body)))
            self.end_headers()
            self.wfile.write(answer.body)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    base = f"http://127.0.0.1:{server.server_port}"
    client = Client(Api(base, rate=1_000), "the-token", read_clock=lambda: clock[0])
    try:
        yield Stub(client, asked, clock)
    finally:
        client.close()
        server.shutdown()
        server.server_close()


def test_an_answer() -> None:
    with stub(Said(200, b'{"id": 7}')) as found:
        answer = found.client.fetch("GET /v1/employees/7?onlyCurrent=false", NOW)
    assert (answer.request, answer.status, answer.body) == ("GET /v1/employees/7?onlyCurrent=false", 200, {"id": 7})
    assert found.asked == [("/v1/employees/7?onlyCurrent=false", "Bearer the-token")]


def test_what_is_gone_is_an_answer() -> None:
    with stub(Said(404, b"<html>")) as found:
        assert (found.client.fetch("GET /x", NOW).status, found.client.broken) == (404, None)


@pytest.mark.parametrize("status", [429, 503])
@pytest.mark.parametrize(("header", "seconds"), [("0", 0), ("7", 7), ("Mon, 02 Mar 2026 09:00:30 GMT", 30)])
def test_it_waits_as_long_as_the_vendor_says(status: int, header: str, seconds: int) -> None:
    with stub(Said(status, headers=(("Retry-After", header),)), Said(200)) as found:
        with pytest.raises(NotNow) as told:
            found.client.fetch("GET /x", NOW)
        assert told.value.until == NOW + timedelta(seconds=seconds)
        found.clock[0] = told.value.until
        assert found.client.fetch("GET /x", NOW).status == 200


@pytest.mark.parametrize("said", [Said(500), Said(200, b'{"cut', length=900), Said(200, b"no json"), Said(302)])
def test_it_waits_longer_and_longer_where_the_vendor_says_nothing(said: Said) -> None:
    with stub(*[said] * 8) as found:
        for failure in range(8):
            with pytest.raises(NotNow) as told:
                found.client.fetch("GET /x", NOW)
            pause = (told.value.until - found.clock[0]).total_seconds()
            longest = min(60, 2**failure)
            assert longest / 2 <= pause <= longest
            with pytest.raises(NotNow):
                found.client.fetch("GET /y", NOW)  # not asked: the pause is the connection's
            found.clock[0] = told.value.until
        assert len(found.asked) == 8


@pytest.mark.parametrize("status", [401, 403])
def test_a_refused_token_breaks_the_connection_until_it_is_taken_again(status: int) -> None:
    with stub(Said(status), Said(200)) as found:
        with pytest.raises(NotNow) as told:
            found.client.fetch("GET /x", NOW)
        assert str(status) in (found.client.broken or "")
        assert "the-token" not in (found.client.broken or "")
        found.clock[0] = told.value.until
        found.client.fetch("GET /x", NOW)
        assert found.client.broken is None


def test_nobody_listens() -> None:
    client = Client(Api("http://127.0.0.1:1", rate=1_000), "", read_clock=lambda: NOW)
    with pytest.raises(NotNow):
        client.fetch("GET /x", NOW)
    client.close()


@pytest.mark.parametrize(("late", "asks"), [(timedelta(0), True), (timedelta(microseconds=1), False)])
def test_it_gives_up_after_a_day(late: timedelta, asks: bool) -> None:
    with stub(Said(200)) as found:
        found.clock[0] = NOW + PATIENCE + late
        if asks:
            found.client.fetch("GET /x", NOW)
        else:
            with pytest.raises(CannotFetch):
                found.client.fetch("GET /x", NOW)
        assert len(found.asked) == int(asks)


def test_it_only_reads() -> None:
    with stub() as found, pytest.raises(CannotFetch):
        found.client.fetch("POST /employer/employment", NOW)
