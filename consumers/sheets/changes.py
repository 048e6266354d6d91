"""Rows as present state: what has changed since the last file is told, an unchanged row is a repeat.

What was told last of each thing is known by whoever asks: from the files before, or from the store.
"""

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import Protocol

from msgspec import Struct
from msgspec.structs import replace

from consumers.sheets.rows import Drafted
from domain.facts.base import Fact
from domain.facts.employment import EmploymentEndCancelled, EmploymentEnded, EmploymentStarted
from domain.facts.leave import LeaveCancelled, LeaveRecorded

Name = tuple[str, str, str]
"""What a fact is about: its type (of an end and its undoing: the end's), its stream, and its leave if it is one."""

_UNDOES: dict[type[Fact], type[Fact]] = {EmploymentEndCancelled: EmploymentEnded, LeaveCancelled: LeaveRecorded}


def name_thing(fact: Fact) -> Name:
    """Name what a fact is about."""
    cls = _UNDOES.get(type(fact), type(fact))
    return (cls.TOPIC, fact.stream, getattr(fact, "leave", ""))


class Memory(Protocol):
    """Knows the last fact that the source told of a thing."""

    def recall(self, name: Name) -> Fact | None:
        """Find the last fact told; None if nothing was."""
        ...

    def list_employments(self) -> set[str]:
        """List the employments that the source told of and that have not ended."""
        ...


class FilesMemory(Struct):
    """Remembers what the files before told."""

    last: dict[Name, Fact] = {}

    def recall(self, name: Name) -> Fact | None:
        """Find the last fact told; None if nothing was."""
        return self.last.get(name)

    def learn(self, fact: Fact) -> None:
        """Learn what is told now."""
        self.last[name_thing(fact)] = fact

    def list_employments(self) -> set[str]:
        """List the employments that were told of and have not ended."""
        return choose_open(self.last.values())


def find_changes(drafts: Iterable[Drafted], memory: Memory) -> Iterator[Drafted]:
    """Keep of the drafts of one file what is new or has changed."""
    for drafted in drafts:
        before = memory.recall(name_thing(drafted.fact))
        if not drafted.holds:
            if (undoing := _undo(before)) is not None:
                yield drafted._replace(fact=undoing, holds=True, takes_back=True)
        elif before is None or not _is_same(before, drafted):
            yield drafted


def _is_same(before: Fact, drafted: Drafted) -> bool:
    """Tell whether the row says what was told before; the file's day says nothing."""
    if type(before) is not type(drafted.fact):
        return False
    kept = {name: getattr(before, name) for name in drafted.of_the_day}
    return before == replace(drafted.fact, **kept)


def _undo(before: Fact | None) -> Fact | None:
    """Make the fact that takes back what was told before; None where there is nothing to take back."""
    if isinstance(before, EmploymentEnded):
        return EmploymentEndCancelled(employment=before.employment)
    if isinstance(before, LeaveRecorded):
        return LeaveCancelled(leave=before.leave, employment=before.employment)
    return None


def choose_open(last: Iterable[Fact]) -> set[str]:
    """Choose of the last facts about employments those employments that have begun and not ended."""
    facts = list(last)
    ended = {fact.employment for fact in facts if isinstance(fact, EmploymentEnded)}
    return {fact.employment for fact in facts if isinstance(fact, EmploymentStarted)} - ended


def end_missing(memory: Memory, seen: set[str], received_at: datetime, last_day: date) -> Iterator[Drafted]:
    """End the employments whose rows are gone, if the mapping says so: `last_day` is the day before the file's."""
    for employment in sorted(memory.list_employments() - seen):
        yield Drafted(0, EmploymentEnded(employment=employment, last_day=last_day), received_at)
