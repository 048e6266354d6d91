"""A gate before the write lock: who decides upon everything that is known keeps all other writers out meanwhile.

SQLite's own lock would do so too, but would also stop the read models, which are in the same file and must go on to be
brought up to date. The gate is a lock on a small file beside the store's; a process that is killed lets go of it.
Before it is a porch, locked likewise: whoever wants to shut the gate stands there, so that no more writers come and
those inside get done.
"""

import fcntl
import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import local
from time import monotonic, sleep

from domain.store.sqlite.connections import LOCK_TIMEOUT

_STEP = 0.005


class Gate:
    """The gate of one file. Any number of writers pass together; who keeps it shut is alone, in a thread."""

    def __init__(self, path: Path) -> None:
        self._path, self._porch = Path(f"{path}-gate"), Path(f"{path}-porch")
        self._mine = local()

    @contextmanager
    def passing(self) -> Iterator[None]:
        """Wait until nobody else keeps the gate shut, and pass."""
        if getattr(self._mine, "shut", False):
            yield
            return
        with _locked(self._porch, fcntl.LOCK_SH):
            pass
        with _locked(self._path, fcntl.LOCK_SH):
            yield

    @contextmanager
    def shut(self) -> Iterator[None]:
        """Wait until nobody is passing, and keep the gate shut for all but this thread."""
        with _locked(self._porch, fcntl.LOCK_EX), _locked(self._path, fcntl.LOCK_EX):
            self._mine.shut = True
            try:
                yield
            finally:
                self._mine.shut = False


@contextmanager
def _locked(path: Path, how: int) -> Iterator[None]:
    # A descriptor of its own for each: threads would share the lock of one that they share.
    held = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o666)
    try:
        _lock(held, how)
        yield
    finally:
        os.close(held)


def _lock(held: int, how: int) -> None:
    until = monotonic() + LOCK_TIMEOUT
    while True:
        try:
            return fcntl.flock(held, how | fcntl.LOCK_NB)
        except BlockingIOError:
            if monotonic() >= until:
                raise _busy() from None
        sleep(_STEP)


def _busy() -> sqlite3.OperationalError:
    error = sqlite3.OperationalError("the gate is shut")
    error.sqlite_errorcode = sqlite3.SQLITE_BUSY
    return error
