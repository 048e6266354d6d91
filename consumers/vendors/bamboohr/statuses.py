"""BambooHR's employment statuses, those that are built in; others come by the setting `statuses`."""

from datetime import date

from consumers.vendors.hr_records import Status
from consumers.vendors.node import Node
from consumers.vendors.statements import Opened
from consumers.vendors.status_rows import StatusRow, read_row

NO_DATE = "0000-00-00"

BUILT_IN: dict[str, Status | None] = {
    "Full-Time": Status(employment_type="regular", schedule="full_time"),
    "Part-Time": Status(employment_type="regular", schedule="part_time"),
    "Contractor": Status(employment_type="contractor"),
    "Intern": Status(employment_type="intern"),
    "Temporary": Status(employment_type="temporary"),
    "Terminated": None,
}
"""What each means; None: an end, whose date is the last day."""


def read_bamboo_row(opened: Opened, on: date, name: Node, reason: str | None) -> StatusRow:
    """Read a status. Raises Parked for one that is neither built in nor in the setting."""
    return read_row(opened, on, name.text(), BUILT_IN, name.path, reason)


def read_date(node: Node) -> date | None:
    """Read a date; `0000-00-00` is none."""
    return None if node.value == NO_DATE else node.optional(Node.day)
