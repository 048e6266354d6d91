"""Test support: how much is repeated. Every run sees every kind of thing; `make nightly` sees more of each."""

import os
from collections.abc import Sequence
from typing import TypeVar

from hypothesis import HealthCheck, settings

T = TypeVar("T")

NIGHTLY = os.environ.get("VOUCH_NIGHTLY") == "1"
"""Whether there is time for all of it."""


def examples(share: float) -> settings:
    """How many examples a property gets: this part of the profile's number, at least one; each may take its time."""
    number = max(1, round(settings.default.max_examples * share))  # type: ignore[union-attr]
    return settings(max_examples=number, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])


def take_turns(ways: Sequence[T], place: int) -> Sequence[T]:
    """Give all ways at night; else the one whose turn it is at a place in a table, so that all have their turns."""
    return ways if NIGHTLY else [ways[place % len(ways)]]
