"""BambooHR's employment statuses: each row is how somebody works, a leave, or an end."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import NamedTuple

from msgspec.structs import replace

from consumers.vendors.employing import read_status
from consumers.vendors.hr_records import Leave, Spell, Status
from consumers.vendors.outcomes import Parked
from consumers.vendors.statements import Opened

_WORKING = ("Full-Time", "Part-Time", "Contractor", "Intern", "Temporary")
_ENDED = "Terminated"


class StatusRow(NamedTuple):
    """A row of the table `employmentStatus`: from which day on, which status, and why (of an end)."""

    on: date
    name: str
    reason: str | None = None


def require_known(opened: Opened, name: str, path: str) -> None:
    """Raise Parked for a status that is neither built in nor in the setting `statuses`."""
    if name not in (*_WORKING, _ENDED) and name not in opened.setting("statuses", {}):
        raise Parked(f"bad_value:{path}")


def make_spell(opened: Opened, start: date, rows: Sequence[StatusRow]) -> Spell:
    """Make the spell that these rows, oldest first, are about."""
    spell = Spell(start=start)
    for row in rows:
        spell = _add(opened, _end_leave(spell, row), row)
    return spell


def is_leave(opened: Opened, name: str) -> bool:
    """Tell whether a status is a leave, by the setting."""
    return bool(opened.setting("statuses", {}).get(name, {}).get("leave"))


def _add(opened: Opened, spell: Spell, row: StatusRow) -> Spell:
    said = opened.setting("statuses", {}).get(row.name, {})
    if said.get("leave"):
        open_leave = spell.leaves[-1] if spell.leaves and spell.leaves[-1].last_day is None else None
        if open_leave is not None:
            return spell
        leave = Leave(row.on.isoformat(), row.on, None, bool(said.get("paid", False)))
        return replace(spell, leaves=(*spell.leaves, leave))
    if row.name == _ENDED or said.get("ended"):
        return replace(spell, last_day=row.on, reason=row.reason)
    status = replace(read_status(opened, row.name), on=row.on)
    return replace(spell, statuses=(*spell.statuses, _override(status, said)))


def _override(status: Status, said: dict[str, str]) -> Status:
    return replace(
        status,
        schedule=said.get("schedule", status.schedule),
        employment_type=said.get("type", status.employment_type),
    )


def _end_leave(spell: Spell, row: StatusRow) -> Spell:
    """End an open leave on the day before a row that is none."""
    if not spell.leaves or spell.leaves[-1].last_day is not None:
        return spell
    leave = spell.leaves[-1]
    ended = replace(leave, last_day=row.on - timedelta(days=1))
    return replace(spell, leaves=(*spell.leaves[:-1], ended))
