"""Fixtures: Vouch on a fresh store of each database."""

from collections.abc import Iterator
from datetime import date

import pytest

from api.bootstrap import Vouch, open_vouch
from api.settings import Settings
from domain.store import migrate


@pytest.fixture
def vouch(store_url: str) -> Iterator[Vouch]:
    """Vouch on both databases, with nothing recorded."""
    migrate(store_url)
    with open_vouch(Settings(store=store_url), today=lambda: date(2026, 7, 1)) as opened:
        yield opened
