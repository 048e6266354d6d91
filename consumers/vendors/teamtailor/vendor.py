"""Teamtailor as a vendor: its signature, and the application that its events point to."""

import base64
import binascii
from collections.abc import Iterator, Sequence

from consumers.vendors.applying import DELETED, tell_acceptance
from consumers.vendors.employing import join_names
from consumers.vendors.node import Node
from consumers.vendors.outcomes import Ignored, Refused
from consumers.vendors.raw import RawDelivery
from consumers.vendors.signatures import require_signature, require_window, sign_hex
from consumers.vendors.statements import Opened, Statement, Told
from consumers.vendors.vendor import Vendor
from domain.facts.application import ApplicationRejected, ApplicationStageChanged, ApplicationSubmitted
from domain.facts.candidate import CandidateErased, CandidateIdentified


def check(raw: RawDelivery, secrets: Sequence[str], window: int) -> None:
    """Check `tt-signature`: base64 of `t=<seconds>,v2=<HMAC-SHA256 of t.body>`. The one in the body is not used."""
    try:
        text = base64.b64decode(raw.header("tt-signature"), validate=True).decode()
    except (binascii.Error, UnicodeDecodeError):
        raise Refused("signature") from None
    parts = dict(part.split("=", 1) for part in text.split(",") if "=" in part)
    signed = f"{parts.get('t', '')}.".encode() + raw.body
    require_signature([parts.get("v2", "")], secrets, lambda key: sign_hex(key, signed))
    require_window(parts.get("t", ""), raw.received_at, window)


def read(opened: Opened) -> Iterator[Statement]:
    """Read an event about an application or a candidate."""
    payload = opened.body["payload"]
    thing, _, verb = payload["event_name"].text().partition(".")
    id_ = payload["data"]["id"].optional(Node.id)
    if thing == "candidate" and verb in ("destroy", "delete"):
        yield Told(CandidateErased(candidate=opened.named(payload["data"]["id"].id())), opened.receipt())
    elif thing != "job_application":
        raise Ignored("not_needed")
    elif verb in ("destroy", "delete"):
        gone = ApplicationRejected(application=opened.named(payload["data"]["id"].id()), reason=DELETED)
        yield Told(gone, opened.receipt())
    else:
        yield from _read_application(opened, id_ or payload["data"]["id"].id())


def _read_application(opened: Opened, id_: str) -> Iterator[Told]:
    document = opened.answer(f"GET /v1/job-applications/{id_}")
    if not document:
        raise Ignored("gone")
    application = document["data"]
    attributes, relations = application["attributes"], application["relationships"]
    candidate = relations["candidate"]["data"]["id"].id()
    applied_at, version = opened.moment(attributes["created-at"]), opened.moment(attributes["updated-at"])
    if (person := _include(document, relations["candidate"])) and (told := _identify(opened, candidate, person)):
        yield Told(told, applied_at, version)
    submitted = ApplicationSubmitted(
        application=opened.named(id_),
        candidate=opened.named(candidate),
        requisition=opened.named(relations["job"]["data"]["id"].id()),
    )
    yield Told(submitted, applied_at, version)
    yield from _tell_progress(opened, document, id_, candidate)


def _tell_progress(opened: Opened, document: Node, id_: str, candidate: str) -> Iterator[Told]:
    """Tell the rejection, the hire (a stage of the type `hired`), or the stage it was moved to."""
    attributes, relations = document["data"]["attributes"], document["data"]["relationships"]
    stage = _include(document, relations["stage"])
    moved = attributes["changed-stage-at"]
    if attributes["rejected-at"]:
        reason = _include(document, relations["reject-reason"])["attributes"]["reason"].maybe()
        rejected = ApplicationRejected(application=opened.named(id_), reason=reason)
        yield Told(rejected, opened.moment(attributes["rejected-at"]))
    elif moved and stage["attributes"]["stage-type"].maybe() == "hired":
        yield from tell_acceptance(opened, id_, candidate, opened.moment(moved), None)
    elif moved and stage:
        name = stage["attributes"]["name"].text()
        yield Told(ApplicationStageChanged(application=opened.named(id_), stage=name), opened.moment(moved))


def _include(document: Node, relation: Node) -> Node:
    """Find what a relation names among what is included; a place without a value where it is not."""
    named = relation["data"]
    for each in document["included"]:
        if named and (each["type"].value, each["id"].value) == (named["type"].value, named["id"].value):
            return each
    return Node(None)


def _identify(opened: Opened, candidate: str, person: Node) -> CandidateIdentified | None:
    attributes = person["attributes"]
    if not attributes:
        return None
    return CandidateIdentified(
        candidate=opened.named(candidate),
        name=join_names(attributes["first-name"].maybe(), attributes["last-name"].maybe()),
        email=attributes["email"].maybe(),
        phone=attributes["phone"].maybe(),
    )


TEAMTAILOR = Vendor(name="teamtailor", evidence="L", check=check, read=read, window=300)
