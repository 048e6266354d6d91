"""Fixtures for the tests of the `vouch` command."""

from pathlib import Path

import pytest

from tests.api.command.calling import with_case


@pytest.fixture
def told(sqlite_url: str, tmp_path: Path) -> str:
    """A store that holds the founding story: R-1 by E-1, for Q-1."""
    with_case(sqlite_url, tmp_path)
    return sqlite_url
