"""The bonus programme: published versions, and which one is in force on a day."""

from bisect import bisect_right
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from domain.facts.base import Fact
from domain.facts.bonus_programme import BonusProgrammePublished
from domain.facts.terms import Terms
from domain.state.entry import Entry, of_kind


class Version(NamedTuple):
    """A published version of the programme; fixed by its first publication."""

    effective_from: date
    version: int
    terms: Terms
    published: Entry[BonusProgrammePublished]


class Programme:
    """The versions that had been published by a day."""

    __slots__ = ("_days", "versions")

    def __init__(self, publications: Sequence[Entry[Fact]], as_of: date) -> None:
        first: dict[int, Version] = {}
        for entry in of_kind(publications, BonusProgrammePublished):
            fact = entry.data
            if entry.day <= as_of and fact.version not in first:
                first[fact.version] = Version(fact.effective_from, fact.version, fact.terms, entry)
        self.versions = sorted(first.values(), key=lambda version: version[:2])
        self._days = [version.effective_from for version in self.versions]

    def in_force_on(self, day: date) -> Version | None:
        """Find the one with the greatest (effective_from, version) whose effective_from is on or before the day."""
        by_then = bisect_right(self._days, day)
        return self.versions[by_then - 1] if by_then else None
