"""Memory: a batch makes millions of small things that are let go together when it is done."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock

_lock = Lock()
_running = 0


@contextmanager
def uninterrupted() -> Iterator[None]:
    """Look for garbage after the work, not during it: looking again and again at what is in use took a third of it.

    Batches are bounded and hold no cycles to speak of, so memory stays bounded. Several threads may be in here.
    """
    global _running  # noqa: PLW0603 - the collector is the whole process's
    with _lock:
        _running += 1
        gc.disable()
    try:
        yield
    finally:
        with _lock:
            _running -= 1
            if not _running:
                gc.enable()
