"""The support for running servers tells when one is ready, and stops it."""

import sys
import urllib.request

import pytest

from tests.support.cluster import free_port
from tests.support.command import environment
from tests.support.server import running

ANSWERS = """
import http.server, sys
class Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200 if self.path == "/readyz" else 404)
        self.end_headers()
print("started", flush=True)
http.server.HTTPServer(("127.0.0.1", int(sys.argv[1])), Handler).serve_forever()
"""


def test_a_server_answers_within_the_block_and_is_gone_after_it() -> None:
    port = free_port()
    command = [sys.executable, "-c", ANSWERS, str(port)]
    with running(command, environment(None), f"http://127.0.0.1:{port}", patience=20) as server:
        with urllib.request.urlopen(f"{server.url}/readyz", timeout=5) as answer:
            assert answer.status == 200
        assert "started" in server.said()
        assert server.process.poll() is None
    assert server.process.poll() is not None


def test_a_server_that_does_not_come_up_tells_what_it_said() -> None:
    command = [sys.executable, "-c", "print('no room'); raise SystemExit(1)"]
    with (
        pytest.raises(RuntimeError, match="no room"),
        running(command, environment(None), f"http://127.0.0.1:{free_port()}", patience=20),
    ):
        pytest.fail("the block must not be entered")
