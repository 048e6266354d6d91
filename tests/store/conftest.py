"""Fixtures: an open store on each database, and one on SQLite for what no database changes."""

from collections.abc import Iterator

import pytest

from domain.store import EventStore, open_store


@pytest.fixture
def store(store_url: str) -> Iterator[EventStore]:
    """A fresh store on both databases."""
    opened = open_store(store_url, create=True)
    yield opened
    opened.close()


@pytest.fixture
def sqlite_store(sqlite_url: str) -> Iterator[EventStore]:
    """A fresh store on SQLite."""
    opened = open_store(sqlite_url)
    yield opened
    opened.close()
