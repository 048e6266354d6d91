"""Fixtures: Vouch on a fresh store of each database."""

from tests.erasure.conftest import vouch

__all__ = ["vouch"]
