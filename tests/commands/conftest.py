"""Fixtures: a counter on an emptied SQLite file, for what no database changes."""

import pytest

from tests.commands.counter import Counter
from tests.support.houses import Houses, house, houses, houses_on_postgres, houses_on_sqlite

__all__ = ["house", "houses", "houses_on_postgres", "houses_on_sqlite"]


@pytest.fixture
def counter(houses_on_sqlite: Houses) -> Counter:
    """A counter at which the command line gives commands."""
    return Counter(houses_on_sqlite("UTC"))
