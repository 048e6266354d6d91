"""Fixtures: a store with a short history."""

from collections.abc import Iterator

import pytest

from domain.store import EventStore, open_store
from tests.store.deliveries import deliveries, record


@pytest.fixture
def history(sqlite_url: str) -> Iterator[EventStore]:
    """Ten recordings of two events each."""
    store = open_store(sqlite_url)
    for number in range(0, 20, 2):
        record(store, *deliveries([number, number + 1]))
    yield store
    store.close()
