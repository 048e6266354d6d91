"""Test support: one broker for all processes of a test run, gone when the last of them is.

Whoever uses it holds a shared lock on a file, which the system lets go of however the process ends. A keeper in a
session of its own starts the broker, waits for an exclusive lock on that file, and then removes it.
"""

import contextlib
import fcntl
import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from tests.support.kafka.archives import archives
from tests.support.kafka.broker import READY_SECONDS, create
from tests.support.kafka.login import Login

PROJECT = Path(__file__).parents[3]


@dataclass(frozen=True)
class KafkaAccess:
    """Where a running broker is reached: `bootstrap` by anybody, `secure` with the login. Make topics of your own."""

    bootstrap: str
    secure: str
    login: Login


@contextlib.contextmanager
def shared_broker(root: Path) -> Iterator[KafkaAccess]:
    """The broker of everybody who names the same folder; the first to ask starts it, or gets KafkaMissingError."""
    archives()
    with _users(root).open("a") as users:
        with _alone(root):
            fcntl.flock(users, fcntl.LOCK_SH)
            if not _state(root).exists():
                _start(root)
        told = json.loads(_state(root).read_text())
        yield KafkaAccess(told["bootstrap"], told["secure"], Login(**told["login"]))


def keep(root: Path) -> None:
    """Run a broker for this folder until nobody uses it any more."""
    made = create(secured=True)
    try:
        assert made.login is not None
        access = KafkaAccess(made.bootstrap, made.secure, made.login)
        half = _state(root).with_suffix(".half")
        half.write_text(json.dumps(asdict(access)))
        half.rename(_state(root))
        _until_nobody_is_left(root)
    finally:
        made.remove()


def _until_nobody_is_left(root: Path) -> None:
    while True:
        with _users(root).open("a") as users:
            fcntl.flock(users, fcntl.LOCK_EX)
        with _alone(root), _users(root).open("a") as users, contextlib.suppress(BlockingIOError):
            fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)  # somebody may have come in between
            _state(root).unlink()
            return


def _start(root: Path) -> None:
    log = root / "kafka.log"
    with log.open("wb") as says:
        command = [sys.executable, "-m", "tests.support.kafka.shared_broker", str(root)]
        nothing = subprocess.DEVNULL
        subprocess.run(
            command, cwd=PROJECT, stdin=nothing, stdout=says, stderr=says, start_new_session=True, check=True
        )
    deadline = time.monotonic() + READY_SECONDS + 10
    while not _state(root).exists():
        if time.monotonic() > deadline or "Error" in log.read_text(errors="replace"):
            raise RuntimeError(f"the shared broker did not start:\n{log.read_text(errors='replace')}")
        time.sleep(0.05)


@contextlib.contextmanager
def _alone(root: Path) -> Iterator[None]:
    with (root / "kafka.starting").open("a") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _users(root: Path) -> Path:
    return root / "kafka.users"


def _state(root: Path) -> Path:
    return root / "kafka.json"


if __name__ == "__main__" and os.fork() == 0:  # nobody's child, so that nobody has to wait for it
    keep(Path(sys.argv[1]))
