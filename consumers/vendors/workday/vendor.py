"""A report file as a vendor: nobody signs it, its rows are employees as they are on the day of the report."""

from collections.abc import Iterator
from typing import NamedTuple

from consumers.vendors.employing import join_names, keep_known, read_status
from consumers.vendors.hr_records import HrRecord, Spell, walk_record
from consumers.vendors.node import Node
from consumers.vendors.outcomes import Parked
from consumers.vendors.statements import BadRow, Opened, Seen, Statement
from consumers.vendors.vendor import Vendor

COLUMNS = {
    "id": "Workday_ID",
    "number": "Emp_ID",
    "first": "First_Name",
    "last": "Last_Name",
    "work": "Email_Address",
    "home": "Email_-_Primary_Home",
    "type": "Employee_Type",
    "hire": "Hire_Date",
    "last_day": "Last_Day_Of_Work",
    "termination_reason": "Termination_Reason",
    "rehired": "Rehired_Employee",
    "department": "Cost_Center_Code",
    "location": "Location",
}
"""The column of each field, where the setting `columns` does not say otherwise."""
_YES = frozenset({"yes", "true", "1", "y"})


class _Row(NamedTuple):
    """A row of a report, read by the fields' names."""

    opened: Opened
    row: Node

    def at(self, field: str) -> Node:
        """Go to a field's column."""
        return self.row[{**COLUMNS, **self.opened.setting("columns", {})}[field]]


def read(opened: Opened) -> Iterator[Statement]:
    """Read a report: a row each employee. A missing row means nothing; a bad row stops no other."""
    entries = opened.body["Report_Entry"]
    if entries.value is None:
        raise entries.missing()
    version = opened.receipt().instant
    for entry in entries:
        row = _Row(opened, entry)
        try:
            record = _read_row(row)
        except Parked as parked:
            yield BadRow(parked.reason)
        else:
            yield Seen(record.employee, version, record)


def _read_row(row: _Row) -> HrRecord:
    fields = keep_known(
        name=join_names(row.at("first").maybe(), row.at("last").maybe()),
        email=row.at("work").maybe(),
        personal_email=row.at("home").maybe(),
        number=row.at("number").optional(Node.id),
        department=row.at("department").optional(Node.id),
        location=row.at("location").maybe(),
    )
    is_rehire = (row.at("rehired").maybe() or "").lower() in _YES
    return HrRecord(row.at("id").id(), fields, _read_spells(row), is_rehire=is_rehire)


def _read_spells(row: _Row) -> tuple[Spell, ...] | None:
    """Read the present spell; None where no hire is on record."""
    if not row.at("hire"):
        return None
    last_day = row.at("last_day").optional(Node.day)
    spell = Spell(
        start=row.at("hire").day(),
        last_day=last_day,
        reason=row.at("termination_reason").maybe() if last_day else None,
        statuses=(read_status(row.opened, row.at("type").maybe()),),
    )
    return (spell,)


WORKDAY = Vendor(name="workday", evidence="C", check=None, read=read, walk=walk_record)
