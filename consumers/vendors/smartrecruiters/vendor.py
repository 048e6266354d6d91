"""SmartRecruiters as a vendor: its signature over body and headers, and the application that it points to."""

from collections.abc import Callable, Iterator, Sequence

from consumers.vendors.applying import read_channel, read_schedule, tell_acceptance, tell_extension
from consumers.vendors.employing import join_names
from consumers.vendors.node import Node
from consumers.vendors.outcomes import Ignored, Parked
from consumers.vendors.raw import RawDelivery
from consumers.vendors.signatures import require_signature, require_window, sign_hex
from consumers.vendors.statements import Moment, Opened, Statement, Told
from consumers.vendors.vendor import Vendor, hash_body
from domain.facts.application import (
    ApplicationRejected,
    ApplicationStageChanged,
    ApplicationSubmitted,
    ApplicationWithdrawn,
)
from domain.facts.candidate import CandidateErased, CandidateIdentified

_TIMESTAMP = "smartrecruiters-timestamp"
_SIGNED_HEADERS = ("event-id", "event-name", "event-version", "link")
HANDSHAKE = "X-Hook-Secret"


def check(raw: RawDelivery, secrets: Sequence[str], window: int) -> None:
    """Check `smartrecruiters-signature: v1=..[;v1=..]`: HMAC-SHA256 of timestamp, body and the event's headers."""
    parts = [raw.header(_TIMESTAMP).encode(), raw.body, *(raw.header(name).encode() for name in _SIGNED_HEADERS)]
    given = [part.strip().removeprefix("v1=") for part in raw.header("smartrecruiters-signature").split(";")]
    require_signature(given, secrets, lambda key: sign_hex(key, b".".join(parts)))
    require_window(raw.header(_TIMESTAMP), raw.received_at, window)


def is_handshake(raw: RawDelivery) -> bool:
    """Tell whether this is the message whose header is to be echoed."""
    return bool(raw.header(HANDSHAKE))


def key(raw: RawDelivery, body: Node) -> str:
    """Name a delivery by the event's id: bodies of different events may be equal."""
    return raw.header("event-id") or hash_body(raw, body)


def read(opened: Opened) -> Iterator[Statement]:
    """Read a delivery by the event that its headers name."""
    event = opened.raw.header("event-name")
    if not event:
        raise Parked("missing:event-name")
    if event not in EVENTS:
        raise Ignored("not_needed") if event.startswith(_NOT_NEEDED) else Parked("unknown_action")
    return EVENTS[event](opened)


def _name_application(opened: Opened) -> tuple[str, str, str]:
    """Name the application (job and candidate), the candidate, and the request for it."""
    candidate, job = opened.body["candidate_id"].id(), opened.body["job_id"].id()
    return f"{job}/{candidate}", candidate, f"GET /candidates/{candidate}/jobs/{job}"


def _fetch(opened: Opened, request: str) -> Node:
    record = opened.answer(request)
    if not record:
        raise Ignored("gone")
    return record


def _read_creation(opened: Opened) -> Iterator[Statement]:
    """An application is made: who, and to what."""
    _, candidate, request = _name_application(opened)
    application, person = _fetch(opened, request), _fetch(opened, f"GET /candidates/{candidate}")
    identified = CandidateIdentified(
        candidate=opened.named(candidate),
        name=join_names(person["firstName"].maybe(), person["lastName"].maybe()),
        email=person["email"].maybe(),
        phone=person["phoneNumber"].maybe(),
    )
    yield Told(identified, opened.moment(application["createdOn"]))
    yield _submit(opened, application)


def _read_source(opened: Opened) -> Iterator[Statement]:
    """The source has changed: the application is announced again."""
    yield _submit(opened, _fetch(opened, _name_application(opened)[2]))


def _submit(opened: Opened, application: Node) -> Told:
    name, candidate, request = _name_application(opened)
    submitted = ApplicationSubmitted(
        application=opened.named(name),
        candidate=opened.named(candidate),
        requisition=opened.named(opened.body["job_id"].id()),
        source=read_channel(opened, application["source"].maybe(), application["sourceType"].maybe()),
    )
    return Told(submitted, opened.moment(application["createdOn"]), Moment(opened.fetched_at(request)))


def _read_status(opened: Opened) -> Iterator[Statement]:
    """The status has changed: hired, offered, closed, or in another stage."""
    name, candidate, request = _name_application(opened)
    application = _fetch(opened, request)
    status, at = application["status"].text(), opened.moment(application["updatedOn"])
    start = application["startsOn"].optional(Node.day)
    if status == "HIRED":
        yield from tell_acceptance(opened, name, candidate, at, start)
    elif status == "OFFERED":
        yield tell_extension(opened, name, name, at, start, read_schedule(opened, None))
    elif status in CLOSINGS:
        yield Told(CLOSINGS[status](application=opened.named(name), reason=application["subStatus"].maybe()), at)
    else:
        stage = application["subStatus"].maybe() or status
        yield Told(ApplicationStageChanged(application=opened.named(name), stage=stage), at)


def _read_erasure(opened: Opened) -> Iterator[Statement]:
    yield Told(CandidateErased(candidate=opened.named(opened.body["candidate_id"].id())), opened.receipt())


CLOSINGS = {"REJECTED": ApplicationRejected, "WITHDRAWN": ApplicationWithdrawn}

EVENTS: dict[str, Callable[[Opened], Iterator[Statement]]] = {
    "application.created": _read_creation,
    "application.source.updated": _read_source,
    "application.status.updated": _read_status,
    "candidate.deleted": _read_erasure,
}
_NOT_NEEDED = ("application.", "candidate.", "job.", "offer.", "position.", "review.", "interview.", "onboarding.")

SMARTRECRUITERS = Vendor(
    name="smartrecruiters",
    evidence="P",
    check=check,
    read=read,
    key=key,
    is_handshake=is_handshake,
    window=86_400,
    success=202,
)
