"""Finding the process that holds the write lock of a store's file, where the system lists its locks (Linux)."""

from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

LOCKS = Path("/proc/locks")
_WRITE_LOCK = 120
"""The byte of the file's index that a writer locks (SQLite's WAL_WRITE_LOCK)."""


class Holder(NamedTuple):
    """A process that holds the lock: its number, its name (if it can be read), and whether it is stopped."""

    pid: int
    name: str | None
    stopped: bool


def find_holder(path: Path) -> Holder | None:
    """Find who holds the write lock of the file; None where nobody does or the system does not tell."""
    with suppress(OSError, ValueError):
        index = Path(f"{path}-shm").stat().st_ino
        for line in LOCKS.read_text().splitlines():
            _, _, _, kind, pid, file, first, last = line.replace("->", "").split()
            held = kind == "WRITE" and int(file.rpartition(":")[2]) == index
            if held and int(pid) > 0 and int(first) <= _WRITE_LOCK and (last == "EOF" or int(last) >= _WRITE_LOCK):
                return _look_at(int(pid))
    return None


def _look_at(pid: int) -> Holder:
    name, state = None, ""
    with suppress(OSError, IndexError):
        # PID (NAME) STATE ...: the name may hold brackets and blanks itself
        before, _, after = Path(f"/proc/{pid}/stat").read_text().rpartition(")")
        name, state = before.partition("(")[2], after.split()[0]
    return Holder(pid, name, state in ("T", "t"))
