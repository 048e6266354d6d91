"""Gusto as a vendor: its signature, its handshake, and the record that its events point to."""

from collections.abc import Iterator, Sequence

from consumers.vendors.employing import join_names, keep_known, read_status
from consumers.vendors.hr_records import HrRecord, Spell, walk_record
from consumers.vendors.node import Node
from consumers.vendors.outcomes import Ignored, Parked
from consumers.vendors.raw import RawDelivery
from consumers.vendors.signatures import require_signature, sign_hex
from consumers.vendors.statements import Opened, Seen, Statement
from consumers.vendors.vendor import Vendor, hash_body, parse_json


def check(raw: RawDelivery, secrets: Sequence[str], window: int) -> None:
    """Check `X-Gusto-Signature: <HMAC-SHA256 of the body>`; its key is the verification token."""
    require_signature([raw.header("X-Gusto-Signature")], secrets, lambda key: sign_hex(key, raw.body))


def is_handshake(raw: RawDelivery) -> bool:
    """Tell whether this is the unsigned message that hands over the verification token."""
    try:
        body = parse_json(raw)
    except Parked:
        return False
    return bool(body["verification_token"]) and not body["event_type"]


def key(raw: RawDelivery, body: Node) -> str:
    """Name a delivery by the event's id."""
    return body["uuid"].maybe() or hash_body(raw, body)


def read(opened: Opened) -> Iterator[Statement]:
    """Read an event: a pointer to an employee, all but the one that says that the record is deleted."""
    event = opened.body["event_type"].text()
    if not event.startswith("employee."):
        raise Ignored("not_needed")
    if event == "employee.deleted":
        raise Ignored("record_deleted")
    id_ = opened.body["entity_uuid"].id()
    request = f"GET /v1/employees/{id_}"
    employee, history = opened.answer(request), opened.answer(f"{request}/employment_history")
    if not employee:
        raise Ignored("gone")
    yield Seen(id_, opened.fetched_at(request), _read_record(opened, id_, employee, history))


def _read_record(opened: Opened, id_: str, employee: Node, history: Node) -> HrRecord:
    fields = keep_known(
        name=join_names(employee["first_name"].maybe(), employee["last_name"].maybe()),
        email=employee["work_email"].maybe(),
        personal_email=employee["email"].maybe(),
        number=employee["employee_code"].optional(Node.id),
        department=employee["department"].maybe(),
    )
    spells = tuple(_read_spell(opened, each) for each in history if each["hire_date"])
    return HrRecord(id_, fields, spells, is_history=True)


def _read_spell(opened: Opened, row: Node) -> Spell:
    """Read one employment; the termination date is the last day."""
    return Spell(
        start=row["hire_date"].day(),
        last_day=row["termination_date"].optional(Node.day),
        statuses=(read_status(opened, row["employment_status"].maybe()),),
    )


GUSTO = Vendor(name="gusto", evidence="D", check=check, read=read, key=key, walk=walk_record, is_handshake=is_handshake)
