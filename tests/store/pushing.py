"""A process that pushes numbered batches and says when each is acknowledged: to be run beside others, or killed.

A batch is the same whoever pushes it, and of every kind: new events in several streams, a repeat, a dead letter.
"""

from collections.abc import Iterable
from multiprocessing.connection import Connection

from domain.feed.delivery import Delivery, Unreadable
from domain.feed.reading import read_event
from domain.store import open_store
from tests.store.deliveries import delivery, record
from tests.support.keys import keep_keys_for_tests

BATCH = 12


def batch(number: int) -> list[Delivery | Unreadable]:
    """The deliveries of a batch: new ones, one of them again, and one that cannot be read."""
    first = number * BATCH
    new = [delivery(each, stream=each % 31) for each in range(first, first + BATCH)]
    return [*new, new[-1], read_event(f"broken {number}".encode())]


def push(url: str, numbers: Iterable[int], acknowledged: Connection) -> None:
    """Push these batches; send (number, position) when one is acknowledged."""
    keep_keys_for_tests()
    store = open_store(url)
    for number in numbers:
        acknowledged.send((number, record(store, *batch(number)).position))
    store.close()


def make(url: str) -> None:
    """Open the store, and make it if it is not there."""
    keep_keys_for_tests()
    open_store(url, create=True, patience=30).close()
