"""A stopwatch that can be stopped while something is made ready."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from time import perf_counter


class Stopwatch:
    """Adds up the seconds of the stretches that it is told to count."""

    def __init__(self) -> None:
        self.seconds = 0.0

    @contextmanager
    def counting(self) -> Iterator[None]:
        """Count the seconds from here to the end of the block."""
        began = perf_counter()
        try:
            yield
        finally:
            self.seconds += perf_counter() - began

    def rate(self, things: int) -> float:
        """So many things a second."""
        return things / self.seconds


@contextmanager
def timed() -> Iterator[Stopwatch]:
    """A stopwatch over the block; what was left of earlier work is cleared away before."""
    gc.collect()
    watch = Stopwatch()
    with watch.counting():
        yield watch
