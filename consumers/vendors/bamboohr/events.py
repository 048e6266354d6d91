"""BambooHR's event style: a pointer to an employee, whose record and table of statuses are fetched."""

from collections.abc import Iterator
from datetime import date

from consumers.vendors.bamboohr.statuses import StatusRow, make_spell, require_known
from consumers.vendors.employing import join_names, keep_known
from consumers.vendors.hr_records import HrRecord, Spell
from consumers.vendors.node import Node
from consumers.vendors.outcomes import Ignored, Parked
from consumers.vendors.statements import Opened, Seen, Statement

NO_DATE = "0000-00-00"
_ENDED = "Terminated"


def read(opened: Opened) -> Iterator[Statement]:
    """Read an event about an employee. A deleted record is no termination."""
    event = opened.body["type"].text()
    if event == "employee.deleted":
        raise Ignored("record_deleted")
    if not event.startswith("employee."):
        raise Parked("unknown_action")
    id_ = opened.body["data"]["employeeId"].id()
    request = f"GET /v1/employees/{id_}"
    employee, table = opened.answer(request), opened.answer(f"{request}/tables/employmentStatus")
    if not employee:
        raise Ignored("gone")
    yield Seen(id_, opened.fetched_at(request), _read_record(opened, id_, employee, table))


def _read_record(opened: Opened, id_: str, employee: Node, table: Node) -> HrRecord:
    fields = keep_known(
        name=join_names(employee["firstName"].maybe(), employee["lastName"].maybe()),
        email=employee["workEmail"].maybe(),
        personal_email=employee["homeEmail"].maybe(),
        number=employee["employeeNumber"].optional(Node.id),
        department=employee["department"].maybe(),
        location=employee["location"].maybe(),
    )
    rows = sorted((_read_status(opened, each) for each in table), key=lambda row: row.on)
    return HrRecord(id_, fields, tuple(_make_spells(opened, employee, rows)), is_history=True)


def _read_status(opened: Opened, row: Node) -> StatusRow:
    name = row["employmentStatus"].text()
    require_known(opened, name, row["employmentStatus"].path)
    return StatusRow(row["date"].day(), name, row["terminationReasonId"].maybe() or row["terminationReason"].maybe())


def read_date(node: Node) -> date | None:
    """Read a date; `0000-00-00` is none."""
    return None if node.value == NO_DATE else node.optional(Node.day)


def _make_spells(opened: Opened, employee: Node, rows: list[StatusRow]) -> Iterator[Spell]:
    """Part the rows into spells: `hireDate` starts the last one, `originalHireDate` the first."""
    hired, first_hired = read_date(employee["hireDate"]), read_date(employee["originalHireDate"])
    if hired is None:
        return
    parts = _part(rows)
    if first_hired is not None and first_hired < hired and len(parts) > 1:
        yield make_spell(opened, first_hired, parts[0])
        for part in parts[1:-1]:
            yield make_spell(opened, part[0].on, part)
    elif len(parts) > 1:
        for part in parts[:-1]:
            yield make_spell(opened, part[0].on, part)
    yield make_spell(opened, hired, parts[-1] if parts else [])


def _part(rows: list[StatusRow]) -> list[list[StatusRow]]:
    """Part rows after each end."""
    parts: list[list[StatusRow]] = [[]]
    for row in rows:
        if parts[-1] and parts[-1][-1].name == _ENDED:
            parts.append([])
        parts[-1].append(row)
    return [part for part in parts if part]
