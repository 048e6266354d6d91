"""Tables of statuses: each row is, from a day on, how somebody works, a leave, or an end."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any, NamedTuple

from msgspec.structs import replace

from consumers.vendors.employing import read_status
from consumers.vendors.hr_records import Leave, Spell, Status
from consumers.vendors.outcomes import Parked
from consumers.vendors.statements import Opened


class StatusRow(NamedTuple):
    """A row: how somebody works (`works`), a leave that is paid or not (`leave`), or an end and why (`ended`)."""

    on: date
    works: Status | None = None
    leave: bool | None = None
    ended: bool = False
    reason: str | None = None


def read_row(
    opened: Opened, on: date, name: str, built_in: dict[str, Status | None], path: str, reason: str | None = None
) -> StatusRow:
    """Read a row by the status's name: the setting `statuses`, else the vendor's own words (None: an end).

    Raises Parked for a name that is in neither.
    """
    said: Any = opened.setting("statuses", {}).get(name)
    if said is None:
        if name not in built_in:
            raise Parked(f"bad_value:{path}")
        works = built_in[name]
        return StatusRow(on, ended=True, reason=reason) if works is None else StatusRow(on, replace(works, on=on))
    if said.get("leave"):
        return StatusRow(on, leave=bool(said.get("paid", False)))
    if said.get("ended"):
        return StatusRow(on, ended=True, reason=reason)
    works = read_status(opened, name)
    type_, schedule = said.get("type", works.employment_type), said.get("schedule", works.schedule)
    return StatusRow(on, replace(works, on=on, employment_type=type_, schedule=schedule))


def make_spell(start: date, rows: Sequence[StatusRow]) -> Spell:
    """Make the spell that these rows, oldest first, are about. A leave ends on the day before a row that is none."""
    spell = Spell(start=start)
    for row in rows:
        is_away = bool(spell.leaves) and spell.leaves[-1].last_day is None
        if row.leave is not None:
            if not is_away:
                leave = Leave(row.on.isoformat(), row.on, None, row.leave)
                spell = replace(spell, leaves=(*spell.leaves, leave))
            continue
        if is_away:
            back = replace(spell.leaves[-1], last_day=row.on - timedelta(days=1))
            spell = replace(spell, leaves=(*spell.leaves[:-1], back))
        if row.ended:
            spell = replace(spell, last_day=row.on, reason=row.reason)
        elif row.works is not None:
            spell = replace(spell, statuses=(*spell.statuses, row.works))
    return spell


def part_spells(rows: Sequence[StatusRow]) -> list[list[StatusRow]]:
    """Part rows, oldest first, after each end."""
    parts: list[list[StatusRow]] = [[]]
    for row in rows:
        if parts[-1] and parts[-1][-1].ended:
            parts.append([])
        parts[-1].append(row)
    return [part for part in parts if part]
