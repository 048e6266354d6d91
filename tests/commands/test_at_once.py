"""Commands whose reply is lost, that race, or whose process is killed: one effect, and the same key tells it."""

import random
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import UTC
from multiprocessing.connection import Connection
from threading import Barrier

import pytest

from domain.store import Act, Outcome, Refused, open_store
from domain.store.session import Session
from domain.store.store import Store
from tests.commands.counter import Counter, Desk, tell
from tests.support.forkserver import processes
from tests.support.houses import House
from tests.support.story import Event, applied, offered, opened

RACES = 200
CONTEXT = processes()


def offers(number: int) -> list[Event]:
    """A post, and so many offers that stand, each of an application of its own."""
    return [opened(), *(each for n in range(number) for each in (applied(n), offered(n)))]


def run_together(threads: ThreadPoolExecutor, stores: list[Store], acts: list[Act]) -> list[Outcome]:
    """Each act on a store of its own, at the same moment."""
    barrier = Barrier(len(acts))

    def run(store: Store, act: Act) -> Outcome:
        barrier.wait()
        return store.act([act])[0]

    return list(threads.map(run, stores, acts))


def test_of_two_that_race_one_has_its_effect(house: House) -> None:
    house.push(offers(RACES))
    counter = Counter(house)
    stores = [open_store(house.url) for _ in range(2)]
    with ThreadPoolExecutor(2) as threads:
        for number in range(RACES):
            race = [counter.act(f"offer {verb}", f"O-{number}") for verb in ("accept", "decline")]
            outcomes = run_together(threads, stores, race)
            assert sorted(type(each).__name__ for each in outcomes) == ["Done", "Refused"]
            (refused,) = [tell(each).codes for each in outcomes if isinstance(each, Refused)]
            assert refused[0] in ("offer_accepted", "offer_not_standing")
    assert len(counter.facts(*(f"offer/O-{number}" for number in range(RACES)))) == 2 * RACES
    for store in stores:
        store.close()


class LosesReplies:
    """A database behind a line on which the reply to a commit is lost, as often as is said."""

    def __init__(self, store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
        self.lost = 0
        self._writing = store.backend.writing
        monkeypatch.setattr(store.backend, "writing", self.writing)

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """Write and commit; then the reply may be lost."""
        with self._writing() as session:
            yield session
        if self.lost:
            self.lost -= 1
            raise BrokenPipeError("the reply was lost")


@pytest.mark.parametrize("lost", [1, 2])
def test_a_commit_whose_reply_is_lost_is_told_by_its_key(
    house: House, monkeypatch: pytest.MonkeyPatch, lost: int
) -> None:
    house.push(offers(2))
    counter = Counter(house)
    assert isinstance(counter.store, Store)
    line = LosesReplies(counter.store, monkeypatch)
    line.lost = lost
    for _ in range(lost):
        with pytest.raises(BrokenPipeError):
            counter.do("offer accept", "O-0", key="k3")
    told = counter.do("offer accept", "O-0", key="k3")
    assert (told.status, told.replayed, len(counter.facts("offer/O-0"))) == (200, True, 2)
    assert counter.do("offer accept", "O-0", key="k4").codes == ("offer_accepted",)
    assert counter.do("offer accept", "O-0", key="k5", seen='"1"').status == 412


def accept_all(url: str, first: int, last: int, done: Connection) -> None:
    """Accept the offers from `first` to before `last`, each under a key of its own; say when one is done."""
    store = open_store(url)
    desk = Desk(store, UTC)
    for number in range(first, last):
        store.act([desk.act("offer accept", f"O-{number}", key=f"key-{number}")])
        done.send(number)
    store.close()


@pytest.mark.parametrize(("database", "times"), [("sqlite", 6), ("postgres", 3)])
def test_killed_at_any_moment_each_key_has_one_effect(
    request: pytest.FixtureRequest, database: str, times: int
) -> None:
    house = request.getfixturevalue(f"houses_on_{database}")("UTC")
    house.push(offers(300))
    counter, chance, first = Counter(house), random.Random(1), 0
    for _ in range(times):
        first = max(first, killed(house.url, first, chance.uniform(0, 0.1)))
    for number in range(first + 1):
        counter.do("offer accept", f"O-{number}", key=f"key-{number}")
        assert len(counter.facts(f"offer/O-{number}")) == 2
    assert first >= times


def killed(url: str, first: int, after: float) -> int:
    """Kill a process that accepts offers so many seconds after its first is done; how many were told to be done."""
    receiver, sender = CONTEXT.Pipe(duplex=False)
    process = CONTEXT.Process(target=accept_all, args=(url, first, 300, sender))
    process.start()
    sender.close()
    receiver.poll(30)
    time.sleep(after)
    process.kill()
    process.join()
    told = first
    with receiver:
        try:
            while True:
                told = receiver.recv() + 1
        except (EOFError, OSError):
            return told
