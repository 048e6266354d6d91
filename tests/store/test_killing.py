"""Killed at any moment (SIGKILL), a store has lost nothing that was acknowledged and left nothing half done."""

import random
import time
from multiprocessing.connection import Connection

import pytest

from domain.store import migrate, open_store
from tests.store.agreeing import whole_batches
from tests.store.pushing import push
from tests.support.budget import NIGHTLY
from tests.support.forkserver import processes

CONTEXT = processes()
ENDLESS = 1_000_000
KILLS = 1_000 if NIGHTLY else 32


def killed(url: str, start: int, after: float) -> set[int]:
    """What a process acknowledges that pushes batches and is killed so many seconds after its first acknowledgement."""
    receiver, sender = CONTEXT.Pipe(duplex=False)
    process = CONTEXT.Process(target=push, args=(url, range(start, ENDLESS), sender))
    process.start()
    sender.close()
    receiver.poll(30)
    time.sleep(after)
    process.kill()
    process.join()
    process.close()
    with receiver:
        return {number for number, _ in iter(lambda: received(receiver), None)}


def received(receiver: Connection) -> tuple[int, int] | None:
    """The next acknowledgement; None when there are no more, or one was cut short."""
    try:
        acknowledged: tuple[int, int] = receiver.recv()
    except (EOFError, OSError):
        return None
    return acknowledged


@pytest.mark.parametrize(("database", "times", "longest"), [("sqlite", KILLS, 0.03), ("postgres", KILLS // 4, 0.15)])
def test_killed_at_any_moment(request: pytest.FixtureRequest, database: str, times: int, longest: float) -> None:
    url: str = request.getfixturevalue(f"{database}_url")
    migrate(url)
    chance = random.Random(1)
    acknowledged: set[int] = set()
    for _ in range(times):
        acknowledged |= killed(url, max(acknowledged, default=-1) + 1, chance.uniform(0, longest))
        store = open_store(url)
        kept = whole_batches(store)
        store.close()
        assert acknowledged <= kept
        assert len(kept - acknowledged) <= 1  # committed, and killed before it could say so
    assert len(acknowledged) >= times
