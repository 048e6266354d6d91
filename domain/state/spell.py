"""A spell: one employment of one employee, from its start date to its last day (spec/bonus.md, "Spell")."""

from collections.abc import Collection, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from domain.facts.employment import (
    EmploymentCancelled,
    EmploymentChanged,
    EmploymentEndCancelled,
    EmploymentEnded,
    EmploymentStartCorrected,
    EmploymentStarted,
)
from domain.facts.leave import LeaveRecorded
from domain.state.entry import Entry, carried
from domain.state.offer import Hours


class Leave(NamedTuple):
    """A leave as last recorded: first day to last day, both included (None: open)."""

    first_day: date
    last_day: date | None
    paid: bool
    entry: Entry


class Engagement(NamedTuple):
    """How somebody is employed on a day."""

    employment_type: str
    schedule: str
    fte: Decimal


class Spell:
    """One employment's counted facts, at least one of them `started`."""

    __slots__ = (
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

    def __init__(self, employment: str, beginning: Sequence[Entry]) -> None:
        self.employment = employment
        self.starts = [entry for entry in beginning if isinstance(entry.data, EmploymentStarted)]
        self.employee: str = carried(self.starts, "employee")
        self.candidate: str | None = carried(self.starts, "candidate")
        self.application: str | None = carried(self.starts, "application")
        self.start = [entry for entry in beginning if not isinstance(entry.data, EmploymentCancelled)][-1]
        self.start_date: date = self.start.data.start_date
        told = [entry for entry in beginning if not isinstance(entry.data, EmploymentStartCorrected)]
        self.told = told[-1]
        self.cancelled = isinstance(self.told.data, EmploymentCancelled)
        self.ended: Entry | None = None
        self.last_day: date | None = None
        self.reason: str | None = None
        self.changes: list[Entry] = []
        self.leaves: list[Leave] = []

    @property
    def place(self) -> tuple[date, str]:
        """Where it stands among spells: start date, then employment."""
        return (self.start_date, self.employment)

    def runs_on(self, day: date) -> bool:
        """Whether the day lies between the start date and the last day, both included."""
        return self.start_date <= day and (self.last_day is None or day <= self.last_day)

    def on(self, day: date) -> Engagement:
        """Type, schedule and fte in force: what `started` says, whatever the dates, then the changes by the day."""
        hours = Hours()
        employment_type = "regular"
        for entry in [*self.starts, *(change for change in self.changes if change.data.effective_on <= day)]:
            hours.carry(entry.data)
            if entry.data.employment_type is not None:
                employment_type = entry.data.employment_type or "regular"
        return Engagement(employment_type, hours.schedule, hours.fte)

    def counting_day(self, employment_types: Collection[str]) -> date | None:
        """The first day from its start date on, on which its type is one of these; None: there is none."""
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

    def giving_type(self, day: date | None) -> list[Entry]:
        """The facts that say what its type is by the day (None: on any day): `started`, and changes of the type."""
        changes = [entry for entry in self.changes if entry.data.employment_type is not None]
        return [*self.starts, *(entry for entry in changes if day is None or entry.data.effective_on <= day)]

    def on_unpaid_leave(self, day: date) -> bool:
        """Whether an unpaid leave of this spell holds the day; a leave lasts no longer than its spell."""
        return any(
            not leave.paid and leave.first_day <= day and (leave.last_day is None or day <= leave.last_day)
            for leave in self.leaves
        )


class _Told:
    """An employment's facts, sorted into those that count all or none, the ending, the changes and the leaves."""

    def __init__(self, entries: Sequence[Entry]) -> None:
        self.beginning: list[Entry] = []
        self.ending: Entry | None = None
        self.changes: list[Entry] = []
        self.leaves: dict[str, Entry] = {}
        for entry in entries:
            match entry.data:
                case EmploymentStarted() | EmploymentStartCorrected() | EmploymentCancelled():
                    self.beginning.append(entry)
                case EmploymentEnded() | EmploymentEndCancelled():
                    self.ending = entry
                case EmploymentChanged():
                    self.changes.append(entry)
                case _:
                    self.leaves[entry.data.leave] = entry


def spell_from(employment: str, entries: Sequence[Entry], as_of: date) -> Spell | None:
    """The spell as of the day, or None while its beginning does not count (spec/bonus.md, "Counted facts")."""
    told = _Told(entries)
    first = next((entry for entry in told.beginning if isinstance(entry.data, EmploymentStarted)), None)
    if first is None:
        return None
    spell = Spell(employment, told.beginning)
    if spell.start_date > as_of and first.day > as_of:
        return None
    _end(spell, told.ending, as_of)
    counted = [entry for entry in told.changes if entry.day <= as_of or entry.data.effective_on <= as_of]
    spell.changes = sorted(counted, key=lambda entry: (entry.data.effective_on, entry.order))
    spell.leaves = [leave for entry in told.leaves.values() if (leave := _leave(entry, as_of))]
    return spell


def _end(spell: Spell, ending: Entry | None, as_of: date) -> None:
    if ending is None:
        return
    fact: Any = ending.data
    if isinstance(fact, EmploymentEnded) and (ending.day <= as_of or fact.last_day <= as_of):
        spell.ended, spell.last_day, spell.reason = ending, fact.last_day, fact.reason or None


def _leave(entry: Entry, as_of: date) -> Leave | None:
    fact = entry.data
    if not isinstance(fact, LeaveRecorded) or (entry.day > as_of and fact.first_day > as_of):
        return None
    last_day = date.fromisoformat(fact.last_day) if fact.last_day else None
    return Leave(fact.first_day, last_day, fact.paid, entry)
