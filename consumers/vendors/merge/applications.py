"""Merge's applications and candidates, with the credit."""

from collections.abc import Iterator

from consumers.vendors.applying import DELETED, Credit, read_channel, tell_credit
from consumers.vendors.employing import join_names
from consumers.vendors.merge.versions import find_version, is_gone
from consumers.vendors.node import Node
from consumers.vendors.outcomes import Parked
from consumers.vendors.statements import Opened, Told
from domain.facts.application import (
    ApplicationRejected,
    ApplicationStageChanged,
    ApplicationSubmitted,
    OptionalChannel,
)
from domain.facts.candidate import CandidateErased, CandidateIdentified


def read_application(opened: Opened, data: Node, verb: str) -> Iterator[Told]:
    """An application was added, has changed, or is gone."""
    id_, version = data["id"].id(), find_version(opened, data)
    if is_gone(data, verb):
        yield Told(ApplicationRejected(application=opened.named(id_), reason=DELETED), version)
        return
    channel = read_channel(opened, data["source"].maybe())
    submitted = ApplicationSubmitted(
        application=opened.named(id_),
        candidate=opened.named(data["candidate"].id()),
        requisition=opened.named(data["job"].id()),
        source=channel,
    )
    yield Told(submitted, opened.moment(data["applied_at"]), version)
    yield from _credit(opened, data, channel)
    if data["rejected_at"]:
        yield Told(ApplicationRejected(application=opened.named(id_)), opened.moment(data["rejected_at"]))
    elif verb == "changed" and data["current_stage"]:
        stage = opened.answer(f"GET /api/ats/v1/job-interview-stages/{data['current_stage'].id()}")
        if name := stage["name"].maybe():
            yield Told(ApplicationStageChanged(application=opened.named(id_), stage=name), version)


def _credit(opened: Opened, data: Node, channel: OptionalChannel) -> Iterator[Told]:
    if not data["credited_to"]:
        return
    user = data["credited_to"].id()
    record = _fetch_user(opened, user)
    credit = Credit(
        application=data["id"].id(),
        candidate=data["candidate"].id(),
        requisition=data["job"].optional(Node.id),
        user=user,
        applied_at=opened.moment(data["applied_at"]),
        version=find_version(opened, data),
        email=record["email"].maybe(),
        name=join_names(record["first_name"].maybe(), record["last_name"].maybe()),
    )
    yield from tell_credit(opened, credit, channel)


def _fetch_user(opened: Opened, user: str) -> Node:
    """Find the user's record; where it was not fetched, the account stands alone."""
    try:
        return opened.answer(f"GET /api/ats/v1/users/{user}")
    except Parked:
        return Node(None)


def read_candidate(opened: Opened, data: Node, verb: str) -> Iterator[Told]:
    """A candidate was added, has changed, or is gone."""
    candidate, version = opened.named(data["id"].id()), find_version(opened, data)
    if is_gone(data, verb):
        yield Told(CandidateErased(candidate=candidate), version)
        return
    identified = CandidateIdentified(
        candidate=candidate,
        name=join_names(data["first_name"].maybe(), data["last_name"].maybe()),
        email=data["email_addresses"].first()["value"].maybe(),
        phone=data["phone_numbers"].first()["value"].maybe(),
    )
    yield Told(identified, version)
