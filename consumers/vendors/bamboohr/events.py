"""BambooHR's event style: a pointer to an employee, whose record and table of statuses are fetched."""

from collections.abc import Iterator

from consumers.vendors.bamboohr.statuses import read_bamboo_row, read_date
from consumers.vendors.employing import join_names, keep_known
from consumers.vendors.hr_records import HrRecord, Spell
from consumers.vendors.node import Node
from consumers.vendors.outcomes import Ignored, Parked
from consumers.vendors.statements import Opened, Seen, Statement
from consumers.vendors.status_rows import StatusRow, make_spell, part_spells


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
    reason = row["terminationReasonId"].maybe() or row["terminationReason"].maybe()
    return read_bamboo_row(opened, row["date"].day(), row["employmentStatus"], reason)


def _make_spells(opened: Opened, employee: Node, rows: list[StatusRow]) -> Iterator[Spell]:
    """Part the rows into spells: `hireDate` starts the last one, `originalHireDate` the first."""
    hired, first_hired = read_date(employee["hireDate"]), read_date(employee["originalHireDate"])
    if hired is None:
        return
    *earlier, last = part_spells(rows) or [[]]
    for number, part in enumerate(earlier):
        is_first = number == 0 and first_hired is not None and first_hired < hired
        yield make_spell(first_hired if is_first and first_hired else part[0].on, part)
    yield make_spell(hired, last)
