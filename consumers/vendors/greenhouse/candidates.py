"""Greenhouse's candidates: changed, merged, deleted, anonymised."""

from collections.abc import Iterator

from consumers.vendors.applying import DELETED
from consumers.vendors.greenhouse.applications import tell_candidate
from consumers.vendors.node import Node
from consumers.vendors.outcomes import Ignored
from consumers.vendors.statements import Opened, Told
from domain.facts.application import ApplicationRejected
from domain.facts.candidate import CandidateErased, CandidateMerged

ANONYMISING = frozenset(
    {
        "full_name",
        "first_name",
        "last_name",
        "email_addresses",
        "phone_numbers",
        "addresses",
        "all_attachments",
    }
)
"""Fields whose anonymisation is an erasure."""


def read_update(opened: Opened, payload: Node) -> Iterator[Told]:
    """A candidate's record has changed."""
    yield Told(tell_candidate(opened, payload["candidate"]), opened.receipt())


def read_merge(opened: Opened, payload: Node) -> Iterator[Told]:
    """Two records are one person: the id in `person` is the record that is gone."""
    person = payload["person"]
    merged = CandidateMerged(
        losing=opened.named(person["id"].id()), winning=opened.named(person["new_candidate_id"].id())
    )
    yield Told(merged, opened.receipt())


def read_deletion(opened: Opened, payload: Node) -> Iterator[Told]:
    """A candidate is deleted, with the applications. It also comes with a merge: subscribe to that one too."""
    person = payload["person"] or payload
    yield Told(CandidateErased(candidate=opened.named(person["id"].id())), opened.receipt())
    for application in payload["deleted_application_ids"] or person["deleted_application_ids"]:
        yield _delete(opened, application)


def read_deleted_application(opened: Opened, payload: Node) -> Iterator[Told]:
    """An application is deleted."""
    application = payload["application"] or payload
    if application["prospect"].value is True:
        raise Ignored("prospect")
    yield _delete(opened, application["id"])


def _delete(opened: Opened, application: Node) -> Told:
    rejected = ApplicationRejected(application=opened.named(application.id()), reason=DELETED)
    return Told(rejected, opened.receipt())


def read_anonymisation(opened: Opened, payload: Node) -> Iterator[Told]:
    """A candidate is anonymised: an erasure if what tells the person is among the fields."""
    fields = {each.text() for each in payload["anonymized_fields"]}
    if not fields & ANONYMISING:
        raise Ignored("nothing_new")
    person = payload["person"] or payload
    yield Told(CandidateErased(candidate=opened.named(person["id"].id())), opened.receipt())
