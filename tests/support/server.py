"""Test support: a running `vouch serve` on a port of its own."""

import contextlib
import subprocess
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import IO

from tests.support.cluster import free_port
from tests.support.command import NO_SETTINGS, environment, vouch_program


@dataclass(frozen=True)
class Server:
    """A server that answers at `url`; its process can be killed, and what it has said so far be read."""

    url: str
    process: "subprocess.Popen[bytes]"
    output: IO[bytes]

    def said(self) -> str:
        """Everything the server has written to its standard output and error."""
        self.output.seek(0)
        return self.output.read().decode(errors="replace")


@contextlib.contextmanager
def vouch_server(store: str, settings: Mapping[str, str] = NO_SETTINGS, *, patience: float = 30) -> Iterator[Server]:
    """`vouch serve` on the store, once it says that it is ready (in seconds at most `patience`); stopped at the end."""
    port = str(free_port())
    own = {"VOUCH_HOST": "127.0.0.1", "VOUCH_PORT": port}
    command = [vouch_program(), "serve"]
    with running(command, environment(store, own | dict(settings)), f"http://127.0.0.1:{port}", patience) as server:
        yield server


@contextlib.contextmanager
def running(command: Sequence[str], settings: Mapping[str, str], url: str, patience: float) -> Iterator[Server]:
    """Any server, from when its `/readyz` answers until the block ends: asked to stop, and killed if it does not."""
    with tempfile.TemporaryFile() as output:
        process = subprocess.Popen(command, env=dict(settings), stdout=output, stderr=subprocess.STDOUT)
        server = Server(url, process, output)
        try:
            _await_ready(server, patience)
            yield server
        finally:
            process.terminate()
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(10)
            process.kill()
            process.wait()


def _await_ready(server: Server, patience: float) -> None:
    deadline = time.monotonic() + patience
    while not _ready(server.url):
        if server.process.poll() is not None or time.monotonic() > deadline:
            raise RuntimeError(f"the server did not become ready:\n{server.said()}")
        time.sleep(0.05)


def _ready(url: str) -> bool:
    try:
        with urllib.request.urlopen(f"{url}/readyz", timeout=2) as answer:
            return bool(answer.status == 200)
    except (urllib.error.URLError, OSError):
        return False
