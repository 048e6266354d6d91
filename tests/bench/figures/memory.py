"""Memory: the most that `vouch feed push` of a million shuffled events ever holds, read models included."""

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import msgspec

from tests.bench.feeds import generated, write
from tests.bench.outcome import Outcome, Target
from tests.bench.stores import Kind
from tests.support.command import environment, vouch_program

EVENTS = 1_000_000
TARGET = Target(1, at_most=True)
ALLOWED = 600.0
"""Megabytes."""


def measure_memory(kind: Kind) -> Iterator[Outcome]:
    """The peak of resident memory of the whole process, beside what is allowed."""
    with kind.fresh() as url, TemporaryDirectory(prefix="vouch-bench-") as folder:
        file = Path(folder, "million.jsonl.gz")
        write(generated(EVENTS, shuffled=True), file)
        yield Outcome("memory, a million events", kind.name, "MB", [(ALLOWED, _peak(file, url))], TARGET)


def _peak(file: Path, url: str) -> float:
    """Megabytes. The process is waited for by hand: only then is it told apart from others before it."""
    command = [vouch_program(), "feed", "push", "--json", str(file)]
    with subprocess.Popen(command, env=environment(url), stdout=subprocess.PIPE) as process:
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        assert process.stdout is not None
        counts = msgspec.json.decode(process.stdout.read())
    assert counts["recorded"] == EVENTS
    return used.ru_maxrss / 1024
