"""Garbage collection put off while a batch makes millions of small objects, all freed together when it is done."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock

OVERLAPS = 1_000
"""How many pieces of work may end while others go on before garbage is collected nevertheless."""

_lock = Lock()
_running = 0
_overlaps = 0


@contextmanager
def uninterrupted() -> Iterator[None]:
    """Collect garbage after the work, not during it: traversing what is in use took a third of it and more.

    Batches are bounded and hold no cycles to speak of, so memory stays bounded. Several threads may be in here at once;
    where they follow each other without a gap, garbage is collected once in a while all the same.
    """
    _begin()
    try:
        yield
    finally:
        if _end():
            gc.collect()


def _begin() -> None:
    global _running  # noqa: PLW0603 - the collector is the whole process's
    with _lock:
        _running += 1
        gc.disable()


def _end() -> bool:
    """Take one piece of work off; returns whether garbage has waited too long."""
    global _running, _overlaps  # noqa: PLW0603 - as above
    with _lock:
        _running -= 1
        if not _running:
            gc.enable()
        _overlaps = (_overlaps + 1) % OVERLAPS if _running else 0
        return bool(_running) and _overlaps == 0
