"""A spell: one employment of one employee, from its start date to its last day (spec/bonus.md, "Spell")."""

from bisect import bisect_right
from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from domain.facts.base import Fact
from domain.facts.employment import (
    EmploymentCancelled,
    EmploymentChanged,
    EmploymentEndCancelled,
    EmploymentEnded,
    EmploymentStartCorrected,
    EmploymentStarted,
)
from domain.facts.leave import LeaveFact, LeaveRecorded
from domain.state.entry import Entry, carried, holds, of_kind
from domain.state.offer import Hours


class Leave(NamedTuple):
    """A leave as last recorded: first day to last day, both included (None: open)."""

    first_day: date
    last_day: date | None
    paid: bool
    entry: Entry[LeaveRecorded]


class Engagement(NamedTuple):
    """How somebody is employed on a day."""

    employment_type: str
    schedule: str
    fte: Decimal


class _Told:
    """An employment's facts by what they tell of: its beginning (all or none count), its end, changes and leaves."""

    def __init__(self, starts: list[Entry[EmploymentStarted]], entries: Iterable[Entry[Fact]]) -> None:
        self.starts = starts
        self.start: Entry[EmploymentStarted | EmploymentStartCorrected] = starts[0]
        self.told: Entry[EmploymentStarted | EmploymentCancelled] = starts[0]
        self.ended: Entry[EmploymentEnded] | None = None
        self.changes: list[Entry[EmploymentChanged]] = []
        self.leaves: dict[str, Entry[LeaveFact]] = {}
        for entry in entries:
            self._take(entry)

    def _take(self, entry: Entry[Fact]) -> None:
        """Take the next fact in order: the latest of its sort stands."""
        if holds(entry, EmploymentStarted):
            self.start = self.told = entry
        elif holds(entry, EmploymentStartCorrected):
            self.start = entry
        elif holds(entry, EmploymentCancelled):
            self.told = entry
        elif holds(entry, EmploymentEnded):
            self.ended = entry
        elif holds(entry, EmploymentEndCancelled):
            self.ended = None
        elif holds(entry, EmploymentChanged):
            self.changes.append(entry)
        elif holds(entry, LeaveFact):
            self.leaves[entry.data.leave] = entry


class Spell:
    """One employment's counted facts, at least one of them `started`."""

    __slots__ = (
        "_engagements",
        "application",
        "cancelled",
        "candidate",
        "changes",
        "employee",
        "employment",
        "ended",
        "last_day",
        "leaves",
        "reason",
        "start",
        "start_date",
        "starts",
        "told",
    )

    def __init__(self, employment: str, told: _Told) -> None:
        self.employment = employment
        self.starts = told.starts
        self.employee = self.starts[-1].data.employee
        self.candidate = carried(self.starts, lambda fact: fact.candidate)
        self.application = carried(self.starts, lambda fact: fact.application)
        self.start = told.start
        self.start_date = self.start.data.start_date
        self.told = told.told
        self.cancelled = isinstance(self.told.data, EmploymentCancelled)
        self.ended: Entry[EmploymentEnded] | None = None
        self.last_day: date | None = None
        self.reason: str | None = None
        self.changes: list[Entry[EmploymentChanged]] = []
        self.leaves: list[Leave] = []
        self._engagements: list[Engagement] | None = None

    @property
    def place(self) -> tuple[date, str]:
        """Where it stands among spells: start date, then employment."""
        return (self.start_date, self.employment)

    def runs_on(self, day: date) -> bool:
        """Whether the day lies between the start date and the last day, both included."""
        return self.start_date <= day and (self.last_day is None or day <= self.last_day)

    def on(self, day: date) -> Engagement:
        """Find type, schedule and fte in force: as `started` says, whatever the dates, then the changes by the day."""
        if self._engagements is None:
            self._engagements = list(self._engage())
        by_then = bisect_right(self.changes, day, key=lambda change: change.data.effective_on)
        return self._engagements[by_then]

    def _engage(self) -> Iterator[Engagement]:
        """Go through the engagements: as `started` says, then after each of the changes."""
        hours = Hours()
        employment_type = "regular"
        facts: list[Entry[EmploymentStarted | EmploymentChanged]] = [*self.starts, *self.changes]
        for number, entry in enumerate(facts, 1):
            hours.carry(entry.data)
            if entry.data.employment_type is not None:
                employment_type = entry.data.employment_type or "regular"
            if number >= len(self.starts):
                yield Engagement(employment_type, hours.schedule, hours.fte)

    def counting_day(self, employment_types: Collection[str]) -> date | None:
        """Find the first day from its start date on, on which its type is one of these; None: there is none."""
        return next((day for day, type_ in self._types().items() if type_ in employment_types), None)

    def _types(self) -> dict[date, str]:
        """The type on the start date and on each later day of a change, in the order of the days."""
        types: dict[date, str] = {}
        type_ = "regular"
        told = [(self.start_date, entry.data.employment_type) for entry in self.starts]
        told += [(max(self.start_date, each.data.effective_on), each.data.employment_type) for each in self.changes]
        for day, given in told:
            type_ = type_ if given is None else given or "regular"
            types[day] = type_
        return types

    def giving_hours(self, day: date) -> list[Entry[EmploymentStarted | EmploymentChanged]]:
        """List the facts whose schedule, fte and type are in force: `started`, whatever the dates, then the changes."""
        return [*self.starts, *(change for change in self.changes if change.data.effective_on <= day)]

    def giving_type(self, day: date | None) -> list[Entry[EmploymentStarted | EmploymentChanged]]:
        """List the facts that say its type by the day (None: on any day): `started`, and changes of the type."""
        changes = [entry for entry in self.changes if entry.data.employment_type is not None]
        return [*self.starts, *(entry for entry in changes if day is None or entry.data.effective_on <= day)]


def fold_spell(employment: str, entries: Sequence[Entry[Fact]], as_of: date) -> Spell | None:
    """Fold the spell as of the day, or None while its beginning does not count (spec/bonus.md, "Counted facts")."""
    starts = of_kind(entries, EmploymentStarted)
    if not starts:
        return None
    told = _Told(starts, entries)
    spell = Spell(employment, told)
    if spell.start_date > as_of and starts[0].day > as_of:
        return None
    _end(spell, told.ended, as_of)
    counted = [entry for entry in told.changes if entry.day <= as_of or entry.data.effective_on <= as_of]
    spell.changes = sorted(counted, key=lambda entry: (entry.data.effective_on, entry.order))
    spell.leaves = [leave for entry in told.leaves.values() if (leave := _fold_leave(entry, as_of))]
    return spell


def _end(spell: Spell, ended: Entry[EmploymentEnded] | None, as_of: date) -> None:
    if ended is not None and (ended.day <= as_of or ended.data.last_day <= as_of):
        spell.ended, spell.last_day, spell.reason = ended, ended.data.last_day, ended.data.reason or None


def _fold_leave(entry: Entry[LeaveFact], as_of: date) -> Leave | None:
    if not holds(entry, LeaveRecorded) or (entry.day > as_of and entry.data.first_day > as_of):
        return None
    last_day = date.fromisoformat(entry.data.last_day) if entry.data.last_day else None
    return Leave(entry.data.first_day, last_day, entry.data.paid, entry)
