"""Rippling as a vendor: a static bearer, forms, and the worker or the leave that they point to."""

import hashlib
from collections.abc import Iterator, Sequence
from typing import NamedTuple
from urllib.parse import parse_qs

from consumers.vendors.employing import keep_known, read_status
from consumers.vendors.hr_records import HrRecord, Known, Leave, Spell, Status, walk_record
from consumers.vendors.node import Node
from consumers.vendors.outcomes import Ignored, Parked
from consumers.vendors.raw import RawDelivery
from consumers.vendors.signatures import require_signature
from consumers.vendors.statements import Moment, Opened, Seen, Statement, Told, Walked
from consumers.vendors.vendor import Vendor
from domain.facts.leave import LeaveRecorded

_ABOUT_ACCESS = ("employee.created", "employee.deleted")


class LeaveSeen(NamedTuple):
    """A leave that was approved."""

    leave: Leave


def check(raw: RawDelivery, secrets: Sequence[str], window: int) -> None:
    """Check the static bearer."""
    require_signature([raw.header("Authorization")], secrets, lambda key: f"Bearer {key.decode()}")


def parse(raw: RawDelivery) -> Node:
    """Parse the form. Raises Parked `unreadable`."""
    try:
        form = parse_qs(raw.body.decode(), strict_parsing=True)
    except ValueError:
        raise Parked("unreadable") from None
    return Node({name: values[0] for name, values in form.items()})


def key(raw: RawDelivery, body: Node) -> str:
    """Name a delivery by body and receipt: it has no id, each is new."""
    return hashlib.sha256(raw.body + str(raw.received_at).encode()).hexdigest()


def read(opened: Opened) -> Iterator[Statement]:
    """Read an event: a pointer to a worker, or to a request for leave."""
    event = opened.body["event_name"].text()
    if event in _ABOUT_ACCESS:
        raise Ignored("not_needed")
    if event.startswith("leave_request."):
        yield _read_leave(opened)
    elif event.startswith("employee."):
        yield _read_worker(opened)
    else:
        raise Ignored("not_needed")


def _read_worker(opened: Opened) -> Seen:
    id_ = opened.body["id"].id()
    request = f"GET /workers/{id_}"
    worker = opened.answer(request)
    if not worker:
        raise Ignored("gone")
    fields = keep_known(
        name=worker["name"].maybe(),
        email=worker["work_email"].maybe(),
        personal_email=worker["personal_email"].maybe(),
        number=worker["number"].optional(Node.id),
    )
    spells = None
    if worker["start_date"]:
        status = read_status(opened, worker["employment_type"].maybe())
        spell = Spell(
            start=worker["start_date"].day(),
            last_day=worker["end_date"].optional(Node.day),
            statuses=(status if status.employment_type else Status(employment_type="regular"),),
        )
        spells = (spell,)
    return Seen(id_, opened.fetched_at(request), HrRecord(id_, fields, spells))


def _read_leave(opened: Opened) -> Seen:
    request = f"GET /leave-requests/{opened.body['id'].id()}"
    asked = opened.answer(request)
    if not asked:
        raise Ignored("gone")
    if asked["status"].maybe() != "APPROVED":
        raise Ignored("not_approved")
    if not isinstance(asked["is_paid"].value, bool):
        raise asked["is_paid"].missing() if asked["is_paid"].value is None else asked["is_paid"].odd()
    leave = Leave(
        asked["id"].id(), asked["start_date"].day(), asked["end_date"].optional(Node.day), asked["is_paid"].value
    )
    return Seen(asked["worker_id"].id(), opened.fetched_at(request), LeaveSeen(leave))


def walk(known: Known | None, seen: Seen, opened: Opened) -> Walked:
    """Walk a worker's record; a leave belongs to the spell that had begun by its first day."""
    if not isinstance(seen.state, LeaveSeen):
        return walk_record(known, seen, opened)
    leave = seen.state.leave
    begun = [id_ for id_, spell in known.spells.items() if spell.start <= leave.first_day] if known else []
    if not begun:
        raise Parked("needs_fetch")
    recorded = LeaveRecorded(
        leave=opened.named(f"{seen.thing}/leave/{leave.id}"),
        employment=opened.named(f"{seen.thing}/{begun[-1]}"),
        first_day=leave.first_day,
        last_day=leave.last_day.isoformat() if leave.last_day else None,
        paid=leave.paid,
    )
    return known, [Told(recorded, Moment(seen.version))]


RIPPLING = Vendor(name="rippling", evidence="L", check=check, read=read, key=key, parse=parse, walk=walk)
