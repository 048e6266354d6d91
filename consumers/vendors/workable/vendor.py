"""Workable as a vendor: its signature, and its candidates, each of whom is an application to a job."""

from collections.abc import Iterator, Sequence

from consumers.vendors.applying import tell_acceptance
from consumers.vendors.node import Node
from consumers.vendors.outcomes import Ignored
from consumers.vendors.raw import RawDelivery
from consumers.vendors.signatures import require_signature, sign_hex
from consumers.vendors.statements import Moment, Opened, Statement, Told
from consumers.vendors.vendor import Vendor, hash_body
from domain.facts.application import (
    ApplicationRejected,
    ApplicationStageChanged,
    ApplicationSubmitted,
    ApplicationWithdrawn,
)
from domain.facts.candidate import CandidateErased, CandidateIdentified


def check(raw: RawDelivery, secrets: Sequence[str], window: int) -> None:
    """Check `X-Workable-Signature`: HMAC-SHA256 of the body."""
    require_signature([raw.header("X-Workable-Signature")], secrets, lambda key: sign_hex(key, raw.body))


def key(raw: RawDelivery, body: Node) -> str:
    """Name a delivery by its id."""
    return body["id"].maybe() or hash_body(raw, body)


def read(opened: Opened) -> Iterator[Statement]:
    """Read a delivery about a candidate."""
    event, data = opened.body["event_type"].text(), opened.body["data"]
    if not event.startswith("candidate_"):
        raise Ignored("not_needed")
    if event == "candidate_deleted":
        at = opened.moment(data["updated_at"] or opened.body["fired_at"])
        yield Told(CandidateErased(candidate=opened.named(data["id"].id())), at)
        return
    version = opened.moment(data["updated_at"])
    if event == "candidate_created":
        yield Told(_identify(opened, data), version)
    yield _submit(opened, data, version)
    yield from _tell_progress(opened, data, event, version)


def _identify(opened: Opened, data: Node) -> CandidateIdentified:
    return CandidateIdentified(
        candidate=opened.named(data["id"].id()),
        name=data["name"].maybe(),
        email=data["email"].maybe(),
        phone=data["phone"].maybe(),
    )


def _name_application(data: Node) -> str:
    """Name the application: the candidate at the job."""
    return f"{data['id'].id()}@{data['job']['shortcode'].id()}"


def _submit(opened: Opened, data: Node, version: Moment) -> Told:
    submitted = ApplicationSubmitted(
        application=opened.named(_name_application(data)),
        candidate=opened.named(data["id"].id()),
        requisition=opened.named(data["job"]["shortcode"].id()),
    )
    return Told(submitted, opened.moment(data["created_at"]), version)


def _tell_progress(opened: Opened, data: Node, event: str, version: Moment) -> Iterator[Told]:
    """Tell the hire (a date), the end, or the move. A move to a stage of the kind `hired` is the hire."""
    application = opened.named(_name_application(data))
    if data["hired_at"]:
        at = opened.moment(data["hired_at"])
        yield from tell_acceptance(opened, _name_application(data), data["id"].id(), at, None)
    elif data["withdrew"].value is True or data["disqualified"].value is True:
        at = opened.moment(data["disqualified_at"]) if data["disqualified_at"] else version
        closing = ApplicationWithdrawn if data["withdrew"].value is True else ApplicationRejected
        yield Told(closing(application=application, reason=data["disqualification_reason"].maybe()), at)
    elif event == "candidate_moved" and data["stage_kind"].maybe() != "hired":
        yield Told(ApplicationStageChanged(application=application, stage=data["stage"].text()), version)


WORKABLE = Vendor(name="workable", evidence="D", check=check, read=read, key=key)
