"""A person: candidates joined by merges, with their applications and spells (spec/bonus.md, "Person")."""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from datetime import date
from operator import itemgetter

from domain.facts.candidate import CandidateMerged, CandidatePairing
from domain.state.application import Application
from domain.state.entry import Entry
from domain.state.groups import Groups, join, join_all
from domain.state.shelves import Shelves
from domain.state.spell import Spell
from domain.state.stretch import Stretch, join_stretches


class Person:
    """The candidates known to be one human being as of a day."""

    __slots__ = (
        "_ended",
        "_name",
        "_shelves",
        "_spell_of",
        "_stretch_of",
        "_stretches",
        "announced",
        "applications",
        "candidates",
        "spells",
    )

    def __init__(self, candidates: frozenset[str]) -> None:
        self.candidates = candidates
        self._name: str | None = None
        self.announced: list[Application] = []
        self.applications: list[Application] = []
        self.spells: list[Spell] = []
        self._stretches: dict[int, list[Stretch]] = {}
        self._stretch_of: dict[int, dict[str, Stretch]] = {}
        self._shelves: Shelves | None = None
        self._ended: list[tuple[date, Spell]] | None = None
        self._spell_of: dict[str, Spell] | None = None

    @property
    def name(self) -> str:
        """The least of its candidates' ids."""
        if self._name is None:
            self._name = min(self.candidates)
        return self._name

    @property
    def shelves(self) -> Shelves:
        """The applications in order, ready to be searched; ask once all of them are known."""
        if self._shelves is None:
            self._shelves = Shelves(self.announced, self.applications)
        return self._shelves

    def stretches(self, gap_days: int) -> list[Stretch]:
        """List the person's stretches, with the gap that a referral's terms allow."""
        if gap_days not in self._stretches:
            self._stretches[gap_days] = join_stretches(self.spells, gap_days)
        return self._stretches[gap_days]

    def ended_between(self, first: date, last: date, but: Spell | None) -> Spell | None:
        """Find a spell, not cancelled and not `but`, whose last day is after `first` and before `last`: the latest."""
        if self._ended is None:
            ended = [(spell.last_day, spell) for spell in self.spells if spell.last_day and not spell.cancelled]
            self._ended = sorted(ended, key=lambda pair: (pair[0], pair[1].place))
        before = bisect_left(self._ended, last, key=itemgetter(0))
        for day, spell in reversed(self._ended[max(0, before - 2) : before]):  # one of the two is another
            if day > first and spell is not but:
                return spell
        return None

    def spell_of(self, employee: str) -> Spell | None:
        """Find the first spell, not cancelled, that is that employee's own."""
        if self._spell_of is None:
            running = reversed([spell for spell in self.spells if not spell.cancelled])
            self._spell_of = {spell.employee: spell for spell in running}
        return self._spell_of.get(employee)

    def stretch_of(self, spell: Spell, gap_days: int) -> Stretch:
        """Find the stretch that holds the spell."""
        if gap_days not in self._stretch_of:
            held = {each.employment: stretch for stretch in self.stretches(gap_days) for each in stretch.spells}
            self._stretch_of[gap_days] = held
        return self._stretch_of[gap_days][spell.employment]


def persons_of(
    candidates: Iterable[str], merges: Sequence[Entry[CandidatePairing]], linked: Iterable[Iterable[str]] = ()
) -> dict[str, Person]:
    """Find each candidate's person: a merge counts while the latest of merged and unmerged for that pair is merged.

    Those that are `linked` to one worker are one person whatever is merged.
    """
    latest = {(entry.data.losing, entry.data.winning): entry.data for entry in merges}
    groups: Groups = {}
    for (losing, winning), fact in latest.items():
        if isinstance(fact, CandidateMerged):
            join(groups, losing, winning)
    for group in linked:
        join_all(groups, group)
    found = {candidate: Person(frozenset((candidate,))) for candidate in candidates if candidate not in groups}
    distinct = {id(group): group for group in groups.values()}  # each is there once for each of its members
    joined = {key: Person(frozenset(group)) for key, group in distinct.items()}
    return found | {candidate: joined[id(group)] for candidate, group in groups.items()}
