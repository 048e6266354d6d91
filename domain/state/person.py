"""A person: candidates joined by merges, with their applications and spells (spec/bonus.md, "Person")."""

from collections.abc import Iterable, Sequence

from domain.facts.candidate import CandidateMerged, CandidatePairing
from domain.state.application import Application
from domain.state.entry import Entry
from domain.state.spell import Spell
from domain.state.stretch import Stretch, stretches


class Person:
    """The candidates known to be one human being as of a day."""

    __slots__ = ("_stretches", "announced", "applications", "candidates", "spells")

    def __init__(self, candidates: frozenset[str]) -> None:
        self.candidates = candidates
        self.announced: list[Application] = []
        self.applications: list[Application] = []
        self.spells: list[Spell] = []
        self._stretches: dict[int, list[Stretch]] = {}

    def stretches(self, gap_days: int) -> list[Stretch]:
        """List the person's stretches, with the gap that a referral's terms allow."""
        if gap_days not in self._stretches:
            self._stretches[gap_days] = stretches(self.spells, gap_days)
        return self._stretches[gap_days]

    def stretch_of(self, spell: Spell, gap_days: int) -> Stretch:
        """Find the stretch that holds the spell."""
        return next(stretch for stretch in self.stretches(gap_days) if spell in stretch.spells)


def persons_of(candidates: Iterable[str], merges: Sequence[Entry[CandidatePairing]]) -> dict[str, Person]:
    """Find each candidate's person: a merge counts while the latest of merged and unmerged for that pair is merged."""
    latest = {(entry.data.losing, entry.data.winning): entry.data for entry in merges}
    groups: dict[str, set[str]] = {}
    for (losing, winning), fact in latest.items():
        if isinstance(fact, CandidateMerged):
            _join(groups, losing, winning)
    found = {candidate: Person(frozenset((candidate,))) for candidate in candidates if candidate not in groups}
    joined = {id(group): Person(frozenset(group)) for group in groups.values()}
    return found | {candidate: joined[id(group)] for candidate, group in groups.items()}


def _join(groups: dict[str, set[str]], losing: str, winning: str) -> None:
    one, other = groups.setdefault(losing, {losing}), groups.setdefault(winning, {winning})
    if one is other:
        return
    if len(one) < len(other):  # the smaller moves: tens of thousands may be merged into one
        one, other = other, one
    one |= other
    for candidate in other:
        groups[candidate] = one
