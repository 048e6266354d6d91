"""Test support: one node of a Kafka cluster, a process that can be killed, paused and started again."""

import contextlib
import signal
import subprocess
from pathlib import Path

from tests.support.kafka.archives import archives

JVM = ("-Xms192m", "-Xmx512m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xshare:auto")


def java(*arguments: str) -> list[str]:
    """A Java program of Kafka's archives."""
    quiet = Path(__file__).with_name("log4j2.properties")
    return ["java", *JVM, f"-Dlog4j2.configurationFile={quiet}", "-cp", f"{archives()}/*", *arguments]


class Node:
    """One node, with its configuration file and its data."""

    def __init__(self, directory: Path) -> None:
        self.directory = directory
        self.process: subprocess.Popen[bytes] | None = None

    def format(self, cluster: str, scram: str | None) -> None:
        """Make its data for a cluster."""
        login = () if scram is None else ("--add-scram", scram)
        options = ("format", "-t", cluster, "-c", str(self.directory / "properties"), *login)
        subprocess.run(java("kafka.tools.StorageTool", *options), check=True, capture_output=True)

    def start(self) -> None:
        """Start the process; it answers some seconds later."""
        with (self.directory / "log").open("ab") as log:
            command = java("kafka.Kafka", str(self.directory / "properties"))
            nothing = subprocess.DEVNULL
            self.process = subprocess.Popen(
                command, stdin=nothing, stdout=log, stderr=log, cwd=self.directory, start_new_session=True
            )

    def kill(self) -> None:
        """End it as a power failure would."""
        self._end(signal.SIGKILL)

    def stop(self) -> None:
        """End it in good order."""
        self._end(signal.SIGTERM)

    def pause(self) -> None:
        """Let it stand still: it answers nobody, and its connections stay open."""
        self._send(signal.SIGSTOP)

    def resume(self) -> None:
        """Let it go on."""
        self._send(signal.SIGCONT)

    def alive(self) -> bool:
        """Whether the process runs."""
        return self.process is not None and self.process.poll() is None

    def said(self) -> str:
        """The end of its log."""
        log = self.directory / "log"
        return log.read_text(errors="replace")[-4_000:] if log.exists() else ""

    def _end(self, how: signal.Signals) -> None:
        self._send(how)
        if self.process is not None:
            with contextlib.suppress(subprocess.TimeoutExpired):
                self.process.wait(10)
            self.process.kill()
            self.process.wait()

    def _send(self, which: signal.Signals) -> None:
        if self.process is not None:
            self.process.send_signal(which)
