"""A store for the tests of spreadsheets."""

from collections.abc import Iterator

import pytest

from domain.store import EventStore, open_store


@pytest.fixture
def store(store_url: str) -> Iterator[EventStore]:
    """A fresh store, on both databases."""
    opened = open_store(store_url, create=True)
    yield opened
    opened.close()
