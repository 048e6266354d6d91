"""Test support: `vouch relay` in processes of its own, to be killed, and waiting for what it does."""

import json
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager

from domain.store.port import EventStore
from tests.support.command import environment, vouch_program

LEASE = 1.0
PATIENCE = 60.0
Process = subprocess.Popen[bytes]


def settings(bootstrap: str, topic: str, **more: str) -> dict[str, str]:
    """The settings of a relay to a topic, with a short lease."""
    own = {"KAFKA_BOOTSTRAP": bootstrap, "KAFKA_EVENTS_TOPIC": topic, "KAFKA_LEASE_SECONDS": str(LEASE)}
    return {f"VOUCH_{name.upper()}": value for name, value in {**own, **more}.items()}


def start(store: str, given: Mapping[str, str]) -> Process:
    """Start a relay."""
    nothing = subprocess.DEVNULL
    return subprocess.Popen(
        [vouch_program(), "relay"],
        env=environment(store, given),
        stdin=nothing,
        stdout=nothing,
        stderr=subprocess.PIPE,
    )


@contextmanager
def relays(store: str, given: Mapping[str, str], number: int = 1) -> Iterator[list[Process]]:
    """So many relays; killed at the end. More may be put into the list."""
    running = [start(store, given) for _ in range(number)]
    try:
        yield running
    finally:
        for process in running:
            process.kill()
            process.communicate()


def until(holds: Callable[[], bool], patience: float = PATIENCE) -> None:
    """Wait until something holds; AssertionError if it does not within so many seconds."""
    deadline = time.monotonic() + patience
    while not holds():
        assert time.monotonic() < deadline, "it did not come to that in time"
        time.sleep(0.02)


def published(store: EventStore, topic: str, position: int | None = None) -> None:
    """Wait until everything (or all up to a position) is published."""
    wanted = store.head() if position is None else position
    until(lambda: store.published_up_to(topic) >= wanted)


def ready(url: str) -> tuple[int, str]:
    """What `/readyz` answers: status, and what it says of the relay; 0 while nobody answers."""
    try:
        with urllib.request.urlopen(f"{url}/readyz", timeout=2) as answer:
            return answer.status, json.load(answer)["checks"]["relay"]
    except urllib.error.HTTPError as refused:
        return refused.code, json.load(refused)["checks"]["relay"]
    except OSError:
        return 0, ""
