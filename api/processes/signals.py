"""Stopping: a process ends within five seconds of SIGTERM or SIGINT."""

import os
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Event, Timer
from types import FrameType

LATEST_END_SECONDS = 4.5
"""Seconds from the signal to the end in any case: what was acknowledged is on disk, the rest rolls back."""

Handler = Callable[[int, FrameType | None], object]


def limit_time_to_end() -> None:
    """End the process `LATEST_END_SECONDS` from now, whatever it is waiting for by then."""
    latest = Timer(LATEST_END_SECONDS, os._exit, [0])
    latest.daemon = True
    latest.start()


@contextmanager
def stop_on_signals() -> Iterator[Event]:
    """Give an event that SIGTERM and SIGINT set; from then on the time to end is limited."""
    stop = Event()

    def begin_to_end(_: int, __: FrameType | None) -> None:
        limit_time_to_end()
        stop.set()

    with handle_signals(begin_to_end):
        yield stop


@contextmanager
def handle_signals(handler: Handler) -> Iterator[None]:
    """Let `handler` take SIGTERM and SIGINT while the block runs; afterwards whoever took them before does again."""
    before = {number: signal.signal(number, handler) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for number, former in before.items():
            signal.signal(number, former)
