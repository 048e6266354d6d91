"""HiBob as a vendor: its signature, and the person and lifecycle that its events point to."""

from collections.abc import Iterator, Sequence

from consumers.vendors.employing import keep_known
from consumers.vendors.hr_records import HrRecord, Spell, Status, walk_record
from consumers.vendors.node import Node
from consumers.vendors.outcomes import Ignored
from consumers.vendors.raw import RawDelivery
from consumers.vendors.signatures import require_signature, sign_base64
from consumers.vendors.statements import Opened, Seen, Statement
from consumers.vendors.status_rows import StatusRow, make_spell, part_spells, read_row
from consumers.vendors.vendor import Vendor

BUILT_IN: dict[str, Status | None] = {
    "Employed": Status(employment_type="regular"),
    "Hired": Status(employment_type="regular"),
    "Garden leave": Status(employment_type="regular"),
    "Terminated": None,
}
"""What the words of the lifecycle mean; None: an end. Garden leave is still employed. Leaves: setting `statuses`."""
_TABLES = ("lifecycle", "work", "employment")


def check(raw: RawDelivery, secrets: Sequence[str], window: int) -> None:
    """Check `Bob-Signature`: base64 of the HMAC-SHA512 of the body."""
    require_signature([raw.header("Bob-Signature")], secrets, lambda key: sign_base64(key, raw.body, "sha512"))


def read(opened: Opened) -> Iterator[Statement]:
    """Read an event: a pointer to a person. The test of a connection is a bare string."""
    if isinstance(opened.body.value, str):
        raise Ignored("ping")
    event = opened.body["type"].text()
    if event == "employee.deleted":
        raise Ignored("record_deleted")
    if not _is_pointer(event, opened.body["data"]):
        raise Ignored("not_needed")
    id_ = opened.body["data"]["employeeId"].id()
    request = f"GET /v1/people/{id_}"
    person, lifecycle = opened.answer(request), opened.answer(f"{request}/lifecycle")
    if not person:
        raise Ignored("gone")
    yield Seen(id_, opened.fetched_at(request), _read_record(opened, id_, person, lifecycle))


def _is_pointer(event: str, data: Node) -> bool:
    """Tell whether an event may have changed the record: one about the employee, or about one of three tables."""
    if event.startswith(("employee.table.entry.", "table.entry.")):
        table = data["tableId"].maybe() or data["table"].maybe()
        return table is None or table.lower() in _TABLES
    return event.startswith("employee.")


def _read_record(opened: Opened, id_: str, person: Node, lifecycle: Node) -> HrRecord:
    fields = keep_known(
        name=person["displayName"].maybe(),
        email=person["email"].maybe(),
        personal_email=person["home"]["privateEmail"].maybe(),
        number=person["work"]["employeeIdInCompany"].optional(Node.id),
        department=person["work"]["department"].maybe(),
        location=person["work"]["site"].maybe(),
    )
    rows = sorted((_read_status(opened, each) for each in lifecycle["values"]), key=lambda row: row.on)
    return HrRecord(id_, fields, tuple(_make_spells(person["work"]["startDate"], rows)), is_history=True)


def _read_status(opened: Opened, row: Node) -> StatusRow:
    return read_row(
        opened,
        row["effectiveDate"].day(),
        row["status"].text(),
        BUILT_IN,
        row["status"].path,
        row["reasonType"].maybe(),
    )


def _make_spells(start: Node, rows: list[StatusRow]) -> Iterator[Spell]:
    """Make the spells: `startDate` starts the last one, an earlier one its first row."""
    parts = part_spells(rows)
    for number, part in enumerate(parts, 1):
        began = start.day() if number == len(parts) and start else part[0].on
        yield make_spell(began, part)


HIBOB = Vendor(name="hibob", evidence="L", check=check, read=read, walk=walk_record)
