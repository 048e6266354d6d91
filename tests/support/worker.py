"""Test support: a process of its own that works on the read models of a store, to be raced and to be killed.

It is told to `catch_up` in tiny batches, to `tick`, or to `hang` in a fold.
"""

import time
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from typing import TYPE_CHECKING, NamedTuple
from zoneinfo import ZoneInfo

from api.bootstrap import read_models
from consumers.clock.tick import tick
from domain.store.opening import open_store
from projections.database import Database
from projections.engine.engine import Engine
from projections.engine.model import Rows
from projections.engine.slice import Slice
from projections.sealing import Names
from tests.support.forkserver import processes
from tests.support.keys import keep_keys_for_tests

if TYPE_CHECKING:
    from tests.support.houses import House

SECONDS = 60
"""How long to wait for a word, or for the end, of a process."""


class Worker(NamedTuple):
    """A process at work, and the pipe by which it says how far it is."""

    process: BaseProcess
    told: Connection

    def hear(self) -> str:
        """Wait for what it says next."""
        assert self.told.poll(SECONDS)
        return str(self.told.recv())


@contextmanager
def workers(what: str, house: "House", day: date, number: int = 1) -> Iterator[list[Worker]]:
    """So many processes at work; all have opened the store before one begins. Killed at the end."""
    started = [_start(what, house, day) for _ in range(number)]
    try:
        assert [worker.hear() for worker in started] == ["ready"] * number
        for worker in started:
            worker.told.send("go")
        yield started
    finally:
        for worker in started:
            worker.process.kill()
            worker.process.join()
            worker.told.close()


def _start(what: str, house: "House", day: date) -> Worker:
    context = processes()
    ours, its = context.Pipe()
    process = context.Process(target=main, args=(its, what, house.url, house.zone.key, day))
    process.start()
    its.close()
    return Worker(process, ours)


def finished(started: list[Worker]) -> list[tuple[int | None, str]]:
    """Each one's exit code and what it said of errors, once all have ended by themselves."""
    for worker in started:
        worker.process.join(SECONDS)
    return [(worker.process.exitcode, worker.hear()) for worker in started]


def main(told: Connection, what: str, url: str, timezone: str, today: date) -> None:
    """Say that it is ready, wait for the word, do the work, say what went wrong: nothing."""
    try:
        keep_keys_for_tests()
        store, zone = open_store(url), ZoneInfo(timezone)
        models = read_models(Names(store.seam))
        engine = Engine(Database(url), store, models, zone, lambda: today, route_batch=3, decide_batch=2)
        told.send("ready")
        told.recv()
        _work(engine, what, today, told)
    except Exception:
        told.send(traceback.format_exc())
        raise
    told.send("")


def _work(engine: Engine, what: str, today: date, told: Connection) -> None:
    engine.prepare()
    if what == "tick":
        tick(engine, today)
        return
    if what == "hang":

        def hang(_slice: Slice) -> Rows:
            told.send("folding")
            while True:
                time.sleep(SECONDS)

        engine.models[0].rows = hang  # type: ignore[assignment,method-assign]
    engine.catch_up()
