"""`vouch consume` as users run it, in processes that can be killed and made to stand still."""

import contextlib
import json
import signal
import subprocess
import tempfile
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import IO

from tests.kafka.waiting import until
from tests.support.cluster import free_port
from tests.support.command import NO_SETTINGS, environment, run_vouch, vouch_program


@dataclass(frozen=True)
class Consumer:
    """A consumer's process, and what it tells of itself."""

    process: "subprocess.Popen[bytes]"
    port: int
    output: IO[bytes]

    def send(self, which: signal.Signals) -> None:
        """Send it a signal."""
        self.process.send_signal(which)

    def said(self) -> str:
        """Everything it has written so far."""
        self.output.seek(0)
        return self.output.read().decode(errors="replace")

    def readiness(self) -> tuple[int, dict[str, str]]:
        """What `/readyz` answers: the code and the checks; 0 where nobody answers."""
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/readyz", timeout=2) as answer:
                return answer.status, json.load(answer)["checks"]
        except urllib.error.HTTPError as refused:
            with refused:
                return refused.code, json.load(refused)["checks"]
        except OSError:
            return 0, {}

    def metric(self, name: str) -> float:
        """The sum of a metric over its labels; -1 where nobody answers."""
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/metrics", timeout=2) as answer:
                lines = answer.read().decode().splitlines()
        except OSError:
            return -1
        return sum(float(line.rpartition(" ")[2]) for line in lines if line.startswith((f"{name}{{", f"{name} ")))

    def await_ready(self) -> None:
        """Wait until it is in order."""
        until(lambda: self.readiness()[0] == 200, f"ready: {self.readiness()} {self.said()}", 40)


@contextlib.contextmanager
def consumer(
    store: str, bootstrap: str, topic: str, settings: Mapping[str, str] = NO_SETTINGS, *options: str
) -> Iterator[Consumer]:
    """A running `vouch consume` on a store that is there; killed at the end, if it has not ended by then."""
    run_vouch("migrate", store=store)
    port = free_port()
    own = {
        "VOUCH_KAFKA_BOOTSTRAP": bootstrap,
        "VOUCH_KAFKA_TOPICS": topic,
        "VOUCH_KAFKA_GROUP": topic,
        "VOUCH_KAFKA_SESSION_SECONDS": "6",
        "VOUCH_HEALTH_PORT": str(port),
    }
    with tempfile.TemporaryFile() as output:
        command = [vouch_program(), "consume", *options]
        process = subprocess.Popen(
            command, env=environment(store, own | dict(settings)), stdout=output, stderr=subprocess.STDOUT
        )
        try:
            yield Consumer(process, port, output)
        finally:
            process.kill()
            process.wait()
