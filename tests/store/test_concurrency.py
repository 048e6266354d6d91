"""Several writers at once, threads and processes: everything once, in order, and no reader passes anything by."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from multiprocessing.connection import Connection

import pytest

from domain.facts.tenure import TenureReached
from domain.store import EventStore, VersionConflict, open_store
from tests.store.agreeing import whole_batches
from tests.store.deliveries import record
from tests.store.pushing import batch, push
from tests.store.test_appending import CLOCK, DUE
from tests.support.forkserver import processes


def test_threads_that_push_the_same_record_it_once(store: EventStore) -> None:
    with ThreadPoolExecutor(6) as pool:
        work = [number for number in range(15) for _ in range(3)]
        recorded = sum(done.recorded for done in pool.map(lambda number: record(store, *batch(number)), work))
    assert whole_batches(store) == set(range(15))
    assert recorded == len(store.read_after(0, 9_999))


def test_processes_that_push_the_same_record_it_once_and_a_reader_sees_all(store: EventStore, store_url: str) -> None:
    context = processes()
    pipes = [context.Pipe(duplex=False) for _ in range(3)]
    pushing = [
        context.Process(target=push, args=(store_url, range(start, start + 30), sender))
        for start, (_, sender) in zip((0, 10, 20), pipes, strict=True)
    ]
    for each in pushing:
        each.start()
    seen: list[int] = []
    while any(each.is_alive() for each in pushing) or store.count_after(seen[-1] if seen else 0):
        seen += [row.position for row in store.read_after(seen[-1] if seen else 0, 37)]
    for each, (receiver, sender) in zip(pushing, pipes, strict=True):
        each.join()
        assert each.exitcode == 0
        close(receiver, sender)
    assert seen == [row.position for row in store.read_after(0, 9_999)]
    assert whole_batches(store) == set(range(50))


def close(*pipe: Connection) -> None:
    for end in pipe:
        end.close()


def test_of_those_that_append_to_a_stream_one_comes_first(store: EventStore) -> None:
    def event(version: int) -> TenureReached:
        return TenureReached(referral="R-1", instalment="final", employment="X-1", due_on=DUE, tenure_days=version)

    def append(version: int) -> bool:
        try:
            store.append(event(0).stream, [event(version)], expected_version=version, source=CLOCK)
        except VersionConflict:
            return False
        return True

    with ThreadPoolExecutor(6) as pool:
        for version in range(8):
            assert sum(pool.map(append, [version] * 6)) == 1
    assert sorted(row.version for row in store.read_after(0, 99)) == list(range(1, 9))


@pytest.mark.parametrize("readers", [8])
def test_readers_do_not_wait_for_a_writer(store_url: str, readers: int) -> None:
    store = open_store(store_url, create=True, patience=0.5)
    record(store, *batch(1))
    head = store.head()
    with store.backend.writing() as writing:
        writing.run("INSERT INTO meta (name, value) VALUES ('unfinished', '')")
        questions: list[Callable[[], int]] = [store.head, lambda: len(store.read_after(0, 99))] * readers
        with ThreadPoolExecutor(readers) as pool:
            assert list(pool.map(lambda ask: ask(), questions)) == [head, len(store.read_after(0, 99))] * readers
    store.close()
