"""Fixtures: houses, on both databases."""

from tests.support.houses import house, houses, houses_on_postgres, houses_on_sqlite

__all__ = ["house", "houses", "houses_on_postgres", "houses_on_sqlite"]
