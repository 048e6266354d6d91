"""BambooHR's field style: several people in a delivery, the fields under their headings; rows fold."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import NamedTuple

from consumers.vendors.bamboohr.statuses import read_bamboo_row, read_date
from consumers.vendors.employing import join_names, keep_known
from consumers.vendors.hr_records import HrRecord, Known, walk_record
from consumers.vendors.node import Node
from consumers.vendors.outcomes import Ignored, Parked
from consumers.vendors.statements import BadRow, Opened, PartlyParked, Seen, Statement, Walked
from consumers.vendors.status_rows import StatusRow, make_spell

LABELS = {
    "number": "Employee #",
    "first": "First Name",
    "last": "Last Name",
    "work": "Work Email",
    "home": "Home Email",
    "department": "Department",
    "location": "Location",
    "hire": "Hire Date",
    "status": "Employment Status",
    "status_date": "Employment Status: Date",
    "status_reason": "Employment Status: Termination Reason",
}
"""The heading of each field, where the setting `labels` does not say otherwise."""


class Row(NamedTuple):
    """What one delivery says of one employee; what is None it does not say."""

    employee: str
    fields: dict[str, str]
    hired: date | None
    status: StatusRow | None


class Folded(NamedTuple):
    """The rows of an employee so far: what was told of it, the hire, and the statuses, oldest first."""

    known: Known | None = None
    hired: date | None = None
    statuses: tuple[StatusRow, ...] = ()


def read(opened: Opened) -> Iterator[Statement]:
    """Read each person's row; a bad row stops no other. A deleted record is no termination."""
    deleted = 0
    people = list(opened.body["employees"])
    for person in people:
        if (person["action"].maybe() or "").lower() == "deleted":
            deleted += 1
            continue
        try:
            row = _read_row(opened, person)
            yield Seen(row.employee, _find_version(opened, person), row)
        except Parked as parked:
            yield BadRow(parked.reason)
    if deleted == len(people):
        raise Ignored("record_deleted")


def _find_version(opened: Opened, person: Node) -> datetime:
    """Find the row's timestamp; without one the header's counts."""
    if person["timestamp"]:
        return person["timestamp"].instant()
    stamp = opened.raw.header("X-BambooHR-Timestamp")
    return datetime.fromtimestamp(int(stamp), UTC) if stamp.isdigit() else opened.receipt().instant


def _read_row(opened: Opened, person: Node) -> Row:
    def at(field: str) -> Node:
        node = person["fields"][{**LABELS, **opened.setting("labels", {})}[field]]
        return node["value"] if isinstance(node.value, dict) else node

    fields = keep_known(
        name=join_names(at("first").maybe(), at("last").maybe()),
        email=at("work").maybe(),
        personal_email=at("home").maybe(),
        number=at("number").optional(Node.id),
        department=at("department").maybe(),
        location=at("location").maybe(),
    )
    status = None
    if at("status").maybe() is not None and (on := read_date(at("status_date"))) is not None:
        status = read_bamboo_row(opened, on, at("status"), at("status_reason").maybe())
    return Row(person["id"].id(), fields, read_date(at("hire")), status)


def walk(folded: Folded | None, seen: Seen, opened: Opened) -> Walked:
    """Fold a row, or a record of the event style, into what is known. Raises Parked for a rehire nobody can place."""
    before = folded or Folded()
    if isinstance(seen.state, HrRecord):
        known, told = walk_record(before.known, seen, opened)
        return before._replace(known=known), told
    row: Row = seen.state
    hired = row.hired or before.hired
    statuses = before.statuses
    if before.hired is not None and hired != before.hired and _has_ended(statuses, hired):
        statuses = ()  # another spell: the statuses of the one before say nothing about it
    if row.status is not None:
        statuses = (*(each for each in statuses if each.on < row.status.on), row.status)
    spells = None if hired is None else (make_spell(hired, statuses),)
    record = HrRecord(row.employee, row.fields, spells)
    known, told = walk_record(before.known, Seen(seen.thing, seen.version, record), opened)
    after = Folded(known, hired, statuses)
    if hired is None and any(status.ended for status in statuses):
        raise PartlyParked("needs_fetch", after, told)  # an end of something that nobody has told the beginning of
    return after, told


def _has_ended(statuses: tuple[StatusRow, ...], hired: date | None) -> bool:
    last = statuses[-1] if statuses else None
    return last is not None and last.ended and hired is not None and last.on < hired
