"""Records of HR systems: each version of an employee says what it adds to the one before (spec/vendors.md §1)."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any, NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from consumers.vendors.outcomes import Parked
from consumers.vendors.statements import Moment, Opened, Seen, Told, Walked
from domain.facts.base import Fact
from domain.facts.employee import EmployeeRecorded
from domain.facts.employment import (
    EmploymentCancelled,
    EmploymentChanged,
    EmploymentEndCancelled,
    EmploymentEnded,
    EmploymentStartCorrected,
    EmploymentStarted,
)
from domain.facts.leave import LeaveCancelled, LeaveRecorded


class Status(Struct, frozen=True):
    """How somebody works from a day on (None: from the version's day); what is None is not known."""

    on: date | None = None
    employment_type: str | None = None
    schedule: str | None = None
    fte: str | None = None


class Leave(Struct, frozen=True):
    """A leave, named within its employee; `last_day` None: open."""

    id: str
    first_day: date
    last_day: date | None
    paid: bool


class Spell(Struct, frozen=True):
    """One time of being employed. `id` is the vendor's (None: it has no ids, spells are counted)."""

    start: date
    id: str | None = None
    last_day: date | None = None
    reason: str | None = None
    statuses: tuple[Status, ...] = ()
    leaves: tuple[Leave, ...] = ()


class HrRecord(Struct, frozen=True):
    """One version of an employee. `fields` are those of `hr.employee.recorded.v1` that are known.

    `spells` are all of them where `is_history`; else at most one, the present one. None: nothing is said of them.
    `is_rehire`: the vendor says that this is a rehire.
    """

    employee: str
    fields: dict[str, str]
    spells: tuple[Spell, ...] | None = None
    is_history: bool = False
    is_rehire: bool = False


class Known(NamedTuple):
    """What is known of an employee: the fields, and the spells by the ids of their employments."""

    fields: dict[str, str]
    spells: dict[str, Spell]


class _Version(NamedTuple):
    """The version that is walked: whose it is and when it was so."""

    opened: Opened
    employee: str
    at: Moment

    def tell(self, fact: Fact) -> Told:
        return Told(fact, self.at)

    @property
    def day(self) -> date:
        """Its civil day in the organisation's zone."""
        return self.at.instant.astimezone(self.opened.connection.zone).date()

    def name(self, employment: str) -> str:
        return self.opened.named(f"{self.employee}/{employment}")


def walk_record(known: Known | None, seen: Seen, opened: Opened) -> Walked:
    """Tell what a version of an employee adds to what is known. Raises Parked for a rehire that cannot be placed."""
    record: HrRecord = seen.state
    version = _Version(opened, record.employee, Moment(seen.version))
    before = known or Known({}, {})
    told = list(_tell_fields(version, before.fields, record.fields, is_first=known is None))
    spells = before.spells
    if record.spells is not None:
        spells = _place_spells(before.spells, record)
        told.extend(_tell_spells(version, before.spells, spells))
        if record.is_history:
            told.extend(_tell_vanished(version, before.spells, spells))
        else:
            spells = {**before.spells, **spells}
    return Known({**before.fields, **record.fields}, spells), told


def _tell_fields(version: _Version, before: dict[str, str], now: dict[str, str], *, is_first: bool) -> Iterator[Told]:
    new: dict[str, Any] = {name: value for name, value in now.items() if before.get(name) != value}
    if new or is_first:
        employee = version.opened.named(version.employee)
        yield version.tell(EmployeeRecorded(employee=employee, effective_on=version.day, **new))


def _place_spells(known: dict[str, Spell], record: HrRecord) -> dict[str, Spell]:
    """Find which employment each spell is. A last day before the spell's start is not this spell's: it is not read."""
    spells = [_drop_stray_end(spell) for spell in record.spells or ()]
    if record.is_history:
        ordered = sorted(spells, key=lambda spell: spell.start)
        return {spell.id or str(number): spell for number, spell in enumerate(ordered, 1)}
    return {_place_present(known, spell, is_rehire=record.is_rehire): spell for spell in spells}


def _drop_stray_end(spell: Spell) -> Spell:
    is_stray = spell.last_day is not None and spell.last_day < spell.start
    return replace(spell, last_day=None, reason=None) if is_stray else spell


def _place_present(known: dict[str, Spell], spell: Spell, *, is_rehire: bool) -> str:
    """Find which employment the present spell is: the open one, or one more if the last ended before it starts."""
    if spell.id is not None:
        return spell.id
    if not known:
        return "1"
    id_, last = list(known.items())[-1]
    if last.last_day is not None and last.last_day < spell.start:
        return str(len(known) + 1)
    if is_rehire and spell.start != last.start:
        raise Parked("ambiguous_rehire")
    return id_


def _tell_spells(version: _Version, before: dict[str, Spell], now: dict[str, Spell]) -> Iterator[Told]:
    for id_, spell in now.items():
        if id_ in before:
            yield from _tell_change(version, id_, before[id_], spell)
        else:
            yield from _tell_start(version, id_, spell)


def _tell_vanished(version: _Version, before: dict[str, Spell], now: dict[str, Spell]) -> Iterator[Told]:
    """Tell the spells that a history does not name any more: they never were."""
    for id_ in before.keys() - now.keys():
        yield version.tell(EmploymentCancelled(employment=version.name(id_)))


def _tell_start(version: _Version, id_: str, spell: Spell) -> Iterator[Told]:
    """Tell a spell that is new. It begins with its first status."""
    first = spell.statuses[0] if spell.statuses else Status()
    employment, employee = version.name(id_), version.opened.named(version.employee)
    started = EmploymentStarted(employment=employment, employee=employee, start_date=spell.start, **_list_fields(first))
    yield version.tell(started)
    yield from _tell_statuses(version, id_, replace(spell, statuses=spell.statuses[:1]), spell)
    yield from _tell_end(version, id_, None, spell)
    yield from _tell_leaves(version, id_, (), spell.leaves)


def _tell_change(version: _Version, id_: str, before: Spell, now: Spell) -> Iterator[Told]:
    if now.start != before.start:
        yield version.tell(EmploymentStartCorrected(employment=version.name(id_), start_date=now.start))
    yield from _tell_statuses(version, id_, before, now)
    yield from _tell_end(version, id_, before, now)
    yield from _tell_leaves(version, id_, before.leaves, now.leaves)


def _tell_statuses(version: _Version, id_: str, before: Spell, now: Spell) -> Iterator[Told]:
    """Tell each status that is new and differs from the one before it; the first one moves with the start."""
    previous: dict[str, Any] = {}
    for number, status in enumerate(now.statuses):
        fields = _list_fields(status)
        if number == 0:
            is_new = not before.statuses or fields != _list_fields(before.statuses[0])
        else:
            is_new = status not in before.statuses[1:]
        new = {name: value for name, value in fields.items() if previous.get(name) != value}
        if is_new and new:
            on = status.on or version.day
            yield version.tell(EmploymentChanged(employment=version.name(id_), effective_on=on, **new))
        previous |= fields


def _list_fields(status: Status) -> dict[str, Any]:
    told = {"employment_type": status.employment_type, "schedule": status.schedule, "fte": status.fte}
    return {name: value for name, value in told.items() if value is not None}


def _tell_end(version: _Version, id_: str, before: Spell | None, now: Spell) -> Iterator[Told]:
    known = (before.last_day, before.reason) if before else (None, None)
    if now.last_day is not None and known != (now.last_day, now.reason):
        yield version.tell(EmploymentEnded(employment=version.name(id_), last_day=now.last_day, reason=now.reason))
    if now.last_day is None and known[0] is not None:
        yield version.tell(EmploymentEndCancelled(employment=version.name(id_)))


def _tell_leaves(version: _Version, id_: str, before: Iterable[Leave], now: Iterable[Leave]) -> Iterator[Told]:
    known = {leave.id: leave for leave in before}
    told = {leave.id: leave for leave in now}
    for leave in told.values():
        if known.get(leave.id) != leave:
            recorded = LeaveRecorded(
                leave=version.name(f"leave/{leave.id}"),
                employment=version.name(id_),
                first_day=leave.first_day,
                last_day=leave.last_day.isoformat() if leave.last_day else None,
                paid=leave.paid,
            )
            yield version.tell(recorded)
    for gone in known.keys() - told.keys():
        yield version.tell(LeaveCancelled(leave=version.name(f"leave/{gone}"), employment=version.name(id_)))
