"""Merge's employees: the present state of a record, whose first day is `start_date`, not `hire_date`."""

from collections.abc import Iterator

from consumers.vendors.employing import join_names, keep_known
from consumers.vendors.hr_records import HrRecord, Spell
from consumers.vendors.merge.versions import find_version, is_gone
from consumers.vendors.node import Node
from consumers.vendors.outcomes import Ignored
from consumers.vendors.statements import Opened, Seen


def read_employee(opened: Opened, data: Node, verb: str) -> Iterator[Seen]:
    """See one version of an employee. A deleted record is no termination."""
    if is_gone(data, verb):
        raise Ignored("record_deleted")
    id_ = data["id"].id()
    names = join_names(data["first_name"].maybe(), data["last_name"].maybe())
    fields = keep_known(
        name=data["display_full_name"].maybe() or names,
        email=data["work_email"].maybe(),
        personal_email=data["personal_email"].maybe(),
        number=data["employee_number"].optional(Node.id),
    )
    spells = None
    if data["start_date"]:
        spells = (Spell(start=data["start_date"].day(), last_day=data["termination_date"].optional(Node.day)),)
    yield Seen(id_, find_version(opened, data).instant, HrRecord(id_, fields, spells))
