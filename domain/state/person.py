"""A person: candidates joined by merges, with their applications and spells (spec/bonus.md, "Person")."""

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime

from domain.facts.candidate import CandidateMerged
from domain.state.application import Application, Walk
from domain.state.entry import Entry, Order
from domain.state.spell import Spell
from domain.state.stretch import Stretch, stretches


class StoodFor(Application):
    """An application that a spell stands for: submitted as its first day begins, to the referral's requisition."""

    __slots__ = ("first_instant", "spell")

    def __init__(self, spell: Spell, candidate: str, first_instant: datetime) -> None:
        self.spell = spell
        self.first_instant = first_instant
        self.application = None
        self.candidate = candidate
        self.requisition = None
        self.source = None
        self.entries = self.announcements = []
        self.offers = []
        self._walk = Walk()

    @property
    def submitted(self) -> Entry:
        """The fact that it stands on: the spell's first `started`."""
        return self.spell.starts[0]

    @property
    def submitted_at(self) -> datetime:
        """The first instant of the spell's start date."""
        return self.first_instant

    @property
    def submitted_on(self) -> date:
        """The spell's start date."""
        return self.spell.start_date

    @property
    def submission(self) -> Order:
        """Its only fact has no sequence, source or id."""
        return (self.first_instant.astimezone(UTC), "", "", "")

    @property
    def latest(self) -> tuple[Order, str]:
        """Its submission; ties are broken by employment."""
        return (self.submission, self.spell.employment)


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
        """The person's stretches, with the gap that a referral's terms allow."""
        if gap_days not in self._stretches:
            self._stretches[gap_days] = stretches(self.spells, gap_days)
        return self._stretches[gap_days]

    def stretch_of(self, spell: Spell, gap_days: int) -> Stretch:
        """The stretch that holds the spell."""
        return next(stretch for stretch in self.stretches(gap_days) if spell in stretch.spells)


def persons_of(candidates: Iterable[str], merges: Sequence[Entry]) -> dict[str, Person]:
    """Each candidate's person: a merge counts while the latest of merged and unmerged for that pair is merged."""
    latest = {(entry.data.losing, entry.data.winning): entry for entry in merges}
    groups: dict[str, set[str]] = {}
    for (losing, winning), entry in latest.items():
        if isinstance(entry.data, CandidateMerged):
            _join(groups, losing, winning)
    found = {candidate: Person(frozenset((candidate,))) for candidate in candidates if candidate not in groups}
    joined = {id(group): Person(frozenset(group)) for group in groups.values()}
    return found | {candidate: joined[id(group)] for candidate, group in groups.items()}


def _join(groups: dict[str, set[str]], losing: str, winning: str) -> None:
    one, other = groups.setdefault(losing, {losing}), groups.setdefault(winning, {winning})
    if one is not other:
        one |= other
        for candidate in other:
            groups[candidate] = one
