"""Ashby's applications: submitted, changed, closed, moved; the credit is a user with an address."""

from collections.abc import Iterator

from consumers.vendors.applying import Credit, read_channel, tell_credit
from consumers.vendors.ashby.versions import Status
from consumers.vendors.employing import join_names
from consumers.vendors.node import Node
from consumers.vendors.statements import Aside, Moment, Opened, Seen, Statement, Told
from domain.facts.application import (
    ApplicationRejected,
    ApplicationStageChanged,
    ApplicationSubmitted,
    ApplicationWithdrawn,
    OptionalChannel,
)
from domain.facts.candidate import CandidateIdentified


def read_submission(opened: Opened, data: Node) -> Iterator[Statement]:
    """A candidate has applied."""
    application = data["application"]
    candidate = application["candidate"]
    identified = CandidateIdentified(
        candidate=opened.named(candidate["id"].id()),
        name=candidate["name"].maybe(),
        email=candidate["primaryEmailAddress"]["value"].maybe(),
        phone=candidate["primaryPhoneNumber"]["value"].maybe(),
    )
    yield Told(identified, find_version(opened, application))
    yield from _announce(opened, application)


def read_update(opened: Opened, data: Node) -> Iterator[Statement]:
    """An application has changed; the first sight of one that was imported. Archived: the reason says by whom."""
    application = data["application"]
    yield from _announce(opened, application)
    if application["status"].maybe() == "Archived":
        why = application["archiveReason"]
        by_candidate = why["reasonType"].maybe() == "RejectedByCandidate"
        closing = ApplicationWithdrawn if by_candidate else ApplicationRejected
        closed = closing(application=opened.named(application["id"].id()), reason=why["text"].maybe())
        yield Told(closed, opened.moment(application["archivedAt"] or application["updatedAt"]))


def read_stage(opened: Opened, data: Node) -> Iterator[Statement]:
    """An application has come to a stage; a hire and an archiving are told by other actions."""
    application, stage = data["application"], data["application"]["currentInterviewStage"]
    yield see_status(opened, application)
    if stage["type"].maybe() in ("Hired", "Archived"):
        yield Aside("companion")
        return
    moved = ApplicationStageChanged(application=opened.named(application["id"].id()), stage=stage["title"].text())
    yield Told(moved, find_version(opened, application))


def find_version(opened: Opened, application: Node) -> Moment:
    """Find the version of an application: when it was changed last, else the receipt."""
    return opened.moment(application["updatedAt"])


def see_status(opened: Opened, application: Node) -> Seen:
    """See the status of an application in one version."""
    version = find_version(opened, application).instant
    return Seen(application["id"].id(), version, Status(application["status"].maybe() or ""))


def _announce(opened: Opened, application: Node) -> Iterator[Statement]:
    version, applied_at = find_version(opened, application), opened.moment(application["createdAt"])
    channel = _read_channel(opened, application["source"])
    submitted = ApplicationSubmitted(
        application=opened.named(application["id"].id()),
        candidate=opened.named(application["candidate"]["id"].id()),
        requisition=opened.named(application["job"]["id"].id()),
        source=channel,
    )
    yield see_status(opened, application)
    yield Told(submitted, applied_at, version)
    if user := application["creditedToUser"]:
        names = (user["firstName"].maybe(), user["lastName"].maybe())
        credit = Credit(
            application=application["id"].id(),
            candidate=application["candidate"]["id"].id(),
            requisition=application["job"]["id"].id(),
            user=user["id"].id(),
            applied_at=applied_at,
            version=version,
            email=user["email"].maybe(),
            name=join_names(*names),
        )
        yield from tell_credit(opened, credit, channel)


def _read_channel(opened: Opened, source: Node) -> OptionalChannel:
    return read_channel(opened, source["sourceType"]["title"].maybe(), source["title"].maybe())
