"""Test support: one PostgreSQL server for all processes of a test run, gone when the last of them is.

Whoever uses the server holds a shared lock on a file, which the system lets go of however the process ends. A keeper
in a session of its own waits for an exclusive lock on that file, and then removes the server.
"""

import contextlib
import fcntl
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

from tests.support.cluster import Cluster

PROJECT = Path(__file__).parents[2]


@contextlib.contextmanager
def shared_cluster(root: Path) -> Iterator[Cluster]:
    """The server of everybody who names the same folder; started by the first to ask."""
    with _users(root).open("a") as users:
        with _alone(root):
            fcntl.flock(users, fcntl.LOCK_SH)
            state = _state(root)
            cluster = Cluster(**json.loads(state.read_text())) if state.exists() else _start(root)
        yield cluster


def keep(root: Path) -> None:
    """Wait until nobody uses the server of this folder any more, then remove it."""
    while True:
        with _users(root).open("a") as users:
            fcntl.flock(users, fcntl.LOCK_EX)
        with _alone(root), _users(root).open("a") as users, contextlib.suppress(BlockingIOError):
            fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)  # somebody may have come in between
            Cluster(**json.loads(_state(root).read_text())).remove()
            _state(root).unlink()
            return


def _start(root: Path) -> Cluster:
    cluster = Cluster.create()
    _state(root).write_text(json.dumps(asdict(cluster)))
    nothing = subprocess.DEVNULL
    command = [sys.executable, "-m", "tests.support.shared_cluster", str(root)]
    subprocess.run(
        command, cwd=PROJECT, stdin=nothing, stdout=nothing, stderr=nothing, start_new_session=True, check=True
    )
    return cluster


@contextlib.contextmanager
def _alone(root: Path) -> Iterator[None]:
    with (root / "postgres.starting").open("a") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _users(root: Path) -> Path:
    return root / "postgres.users"


def _state(root: Path) -> Path:
    return root / "postgres.json"


if __name__ == "__main__" and os.fork() == 0:  # nobody's child, so that nobody has to wait for it
    keep(Path(sys.argv[1]))
