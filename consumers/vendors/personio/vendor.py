"""Personio as a vendor: no signature (the secret is the last part of the address), and the record it points to."""

from collections.abc import Iterator
from decimal import Decimal

from consumers.vendors.employing import join_names, keep_known
from consumers.vendors.hr_records import HrRecord, Spell, Status, walk_record
from consumers.vendors.node import Node
from consumers.vendors.outcomes import Ignored
from consumers.vendors.statements import Opened, Seen, Statement
from consumers.vendors.vendor import Vendor

_POINTERS = ("person.", "employment.")
_FTE_DIGITS = Decimal("0.0001")


def read(opened: Opened) -> Iterator[Statement]:
    """Read an event: a pointer to a person. A deleted record is no termination."""
    event = opened.body["event_name"].text()
    if not event.startswith(_POINTERS):
        raise Ignored("not_needed")
    if event == "person.deleted":
        raise Ignored("record_deleted")
    id_ = opened.body["payload"]["person"]["id"].id()
    request = f"GET /v2/persons/{id_}"
    person, employments = opened.answer(request), opened.answer(f"{request}/employments")
    if not person:
        raise Ignored("gone")
    yield Seen(id_, opened.fetched_at(request), _read_record(opened, id_, person, employments))


def _read_record(opened: Opened, id_: str, person: Node, employments: Node) -> HrRecord:
    attributes = {each["id"].maybe(): each["value"] for each in person["custom_attributes"]}
    number = attributes.get(opened.setting("number_attribute"), Node(None))
    home = attributes.get(opened.setting("personal_email_attribute"), Node(None))
    fields = keep_known(
        name=join_names(person["first_name"].maybe(), person["last_name"].maybe()),
        email=person["email"].maybe(),
        personal_email=home.maybe(),
        number=number.optional(Node.id),
    )
    return HrRecord(id_, fields, tuple(_read_spell(each) for each in employments["_data"]), is_history=True)


def _read_spell(employment: Node) -> Spell:
    """Read one employment; `termination.last_working_date` is not the last day employed."""
    type_ = "regular" if employment["type"].maybe() == "INTERNAL" else "contractor"
    schedule, fte = _read_hours(employment)
    return Spell(
        id=employment["id"].id(),
        start=employment["employment_start_date"].day(),
        last_day=employment["employment_end_date"].optional(Node.day),
        statuses=(Status(employment_type=type_, schedule=schedule, fte=fte),),
    )


def _read_hours(employment: Node) -> tuple[str | None, str | None]:
    """Read schedule and full-time equivalent from the weekly hours over those of full time."""
    hours, full = employment["weekly_working_hours"].value, employment["full_time_weekly_working_hours"].value
    if not isinstance(hours, int | float) or not isinstance(full, int | float) or full <= 0 or hours < 0:
        return None, None
    if hours >= full:
        return "full_time", None
    fte = (Decimal(str(hours)) / Decimal(str(full))).quantize(_FTE_DIGITS).normalize()
    return "part_time", f"{fte:f}"


PERSONIO = Vendor(name="personio", evidence="D", check=None, read=read, walk=walk_record)
