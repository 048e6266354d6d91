"""Stopping: a worker ends when it is asked to, within five seconds."""

import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event, Timer

LATEST_END_SECONDS = 4.5
"""So long after the signal the process ends in any case: what was acknowledged is on disk, the rest rolls back."""


@contextmanager
def stopped_by_signals() -> Iterator[Event]:
    """An event that is set by SIGTERM and SIGINT; some seconds later the process ends whatever it is waiting for."""
    stop = Event()

    def begin_to_end(*_: object) -> None:
        latest = Timer(LATEST_END_SECONDS, os._exit, [0])
        latest.daemon = True
        latest.start()
        stop.set()

    before = {number: signal.signal(number, begin_to_end) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield stop
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
