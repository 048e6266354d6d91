"""Test support: a process of its own that works on the read models of a store, to be raced and to be killed.

`python -m tests.support.worker WHAT URL TIMEZONE DAY`: `catch_up` in tiny batches, `tick`, or `hang` in a fold.
"""

import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from api.bootstrap import read_models
from consumers.clock.tick import tick
from domain.store.opening import open_store
from projections.database import Database
from projections.engine.engine import Engine
from projections.engine.model import Rows
from projections.engine.slice import Slice
from projections.sealing import Names
from tests.support.keys import keep_keys_for_tests

if TYPE_CHECKING:
    from tests.support.houses import House

PROJECT = Path(__file__).parents[2]
Process = subprocess.Popen[str]


@contextmanager
def workers(what: str, house: "House", day: date, number: int = 1) -> Iterator[list[Process]]:
    """So many processes at work; all have opened the store before one begins. Killed at the end."""
    command = [sys.executable, "-m", "tests.support.worker", what, house.url, house.zone.key, day.isoformat()]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    started = [subprocess.Popen(command, cwd=PROJECT, text=True, **pipes) for _ in range(number)]  # type: ignore[call-overload]
    try:
        for process in started:
            assert process.stdout.readline() == "ready\n", process.stderr.read()
        for process in started:
            process.stdin.write("go\n")
            process.stdin.flush()
        yield started
    finally:
        for process in started:
            process.kill()
            process.communicate()


def finished(processes: list[Process], timeout: float = 60) -> list[tuple[int, str]]:
    """Each one's exit code and what it said of errors, once all have ended by themselves."""
    return [(process.wait(timeout), process.stderr.read() if process.stderr else "") for process in processes]


def main(what: str, url: str, timezone: str, day: str) -> None:
    """Say that it is ready, wait for the word, do the work."""
    today = date.fromisoformat(day)
    keep_keys_for_tests()
    store, zone = open_store(url), ZoneInfo(timezone)
    models = read_models(Names(store.seam))
    engine = Engine(Database(url), store, models, zone, lambda: today, route_batch=3, decide_batch=2)
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    sys.stdin.readline()
    engine.prepare()
    if what == "tick":
        tick(engine, today)
    elif what == "hang":
        engine.models[0].rows = _hang  # type: ignore[assignment,method-assign]
        engine.catch_up()
    else:
        engine.catch_up()


def _hang(_slice: Slice) -> Rows:
    """Say that the fold has begun, and never end it."""
    sys.stdout.write("folding\n")
    sys.stdout.flush()
    while True:
        time.sleep(60)


if __name__ == "__main__":
    main(*sys.argv[1:])
