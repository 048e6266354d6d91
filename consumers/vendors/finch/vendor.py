"""Finch as a vendor: its signature, and the record that its events point to."""

import base64
import binascii
from collections.abc import Iterator, Sequence

from consumers.vendors.employing import join_names, keep_known, read_status
from consumers.vendors.hr_records import HrRecord, Spell, Status, walk_record
from consumers.vendors.node import Node
from consumers.vendors.outcomes import Ignored, Parked
from consumers.vendors.raw import RawDelivery
from consumers.vendors.signatures import require_signature, require_window, sign_base64
from consumers.vendors.statements import Opened, Seen, Statement
from consumers.vendors.vendor import Vendor, hash_body

_ID, _TIMESTAMP, _SIGNATURE = "Finch-Event-ID", "Finch-Timestamp", "Finch-Signature"
_EMPLOYMENT, _INDIVIDUAL = "POST /employer/employment", "POST /employer/individual"
_POINTERS = ("employment.", "individual.", "directory.")


def check(raw: RawDelivery, secrets: Sequence[str], window: int) -> None:
    """Check `Finch-Signature: v1,<base64> ...`: HMAC-SHA256 of id, timestamp and body; the key is in base64."""
    signed = f"{raw.header(_ID)}.{raw.header(_TIMESTAMP)}.".encode() + raw.body
    given = [part.removeprefix("v1,") for part in raw.header(_SIGNATURE).split() if part.startswith("v1,")]
    require_signature(given, secrets, lambda key: sign_base64(_decode(key), signed))
    require_window(raw.header(_TIMESTAMP), raw.received_at, window)


def _decode(secret: bytes) -> bytes:
    try:
        return base64.b64decode(secret, validate=True)
    except binascii.Error:
        return secret


def key(raw: RawDelivery, body: Node) -> str:
    """Name a delivery by the event's id."""
    return raw.header(_ID) or hash_body(raw, body)


def read(opened: Opened) -> Iterator[Statement]:
    """Read an event: a pointer to an individual."""
    event = opened.body["event_type"].text()
    if event == "test" or event.startswith("test."):
        raise Ignored("ping")
    if not event.startswith(_POINTERS):
        raise Ignored("not_needed")
    if event.endswith(".deleted"):
        raise Ignored("record_deleted")
    id_ = opened.body["data"]["individual_id"].id()
    employment, individual = _find(opened, _EMPLOYMENT, id_), _find(opened, _INDIVIDUAL, id_)
    yield Seen(id_, opened.fetched_at(_EMPLOYMENT), _read_record(opened, id_, employment, individual))


def _find(opened: Opened, request: str, id_: str) -> Node:
    """Find one individual's answer among those of a request. Raises Ignored `gone`, Parked `needs_fetch`."""
    for each in opened.answer(request)["responses"]:
        if each["individual_id"].id() == id_:
            if each["code"].value == 404:
                raise Ignored("gone")
            return each["body"]
    raise Parked("needs_fetch")


def _read_record(opened: Opened, id_: str, employment: Node, individual: Node) -> HrRecord:
    addresses = {each["type"].maybe(): each["data"].maybe() for each in individual["emails"]}
    fields = keep_known(
        name=join_names(employment["first_name"].maybe(), employment["last_name"].maybe()),
        email=addresses.get("work"),
        personal_email=addresses.get("personal"),
        number=employment["source_id"].optional(Node.id),
        department=employment["department"]["name"].maybe(),
    )
    start = employment["latest_rehire_date"] or employment["start_date"]
    if not start:
        return HrRecord(id_, fields)
    spell = Spell(
        start=start.day(),
        last_day=employment["end_date"].optional(Node.day),
        statuses=(_read_status(opened, employment["employment"]),),
    )
    return HrRecord(id_, fields, (spell,))


def _read_status(opened: Opened, employment: Node) -> Status:
    """Read type and subtype. A status of leave has no dates: no leave is made of it."""
    if employment["type"].maybe() == "contractor":
        return Status(employment_type="contractor")
    return read_status(opened, employment["subtype"].maybe() or employment["type"].maybe())


FINCH = Vendor(name="finch", evidence="D", check=check, read=read, key=key, walk=walk_record, window=300)
