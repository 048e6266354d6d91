"""How Lever's opportunities end: archived for a reason, which may be a hire; unarchived; deleted."""

from collections.abc import Iterator
from datetime import date

from consumers.vendors.applying import DELETED, tell_acceptance, tell_unhire
from consumers.vendors.lever.fetched import fetch, fetch_opportunity, find_trigger, name_opportunity
from consumers.vendors.node import Node
from consumers.vendors.outcomes import Ignored
from consumers.vendors.statements import Moment, Opened, Told
from domain.facts.application import ApplicationRejected, ApplicationReopened, ApplicationWithdrawn
from domain.facts.candidate import CandidateErased

_HIRED = "hired"
_WITHDRAWN_REASONS = ["Withdrew"]
_START = "anticipated_start_date"


def read_archiving(opened: Opened, data: Node) -> Iterator[Told]:
    """An opportunity is archived, or is not any more."""
    if not data["toArchived"]:
        yield from _reopen(opened, data)
        return
    opportunity = fetch_opportunity(opened, data)
    if not opportunity["archived"]:
        raise Ignored("stale")
    reason = _fetch_reason(opened, opportunity["archived"]["reason"])
    if reason["type"].maybe() == _HIRED:
        yield from _hire(opened, data, opportunity)
        return
    text = reason["text"].maybe()
    by_candidate = text in opened.setting("withdrawn_reasons", _WITHDRAWN_REASONS)
    closing = ApplicationWithdrawn if by_candidate else ApplicationRejected
    closed = closing(application=opened.named(opportunity["id"].id()), reason=text)
    yield Told(closed, Moment(opportunity["archived"]["archivedAt"].millis()))


def read_hire(opened: Opened, data: Node) -> Iterator[Told]:
    """An opportunity is hired: the same as its archiving for a reason of the type `hired`."""
    opportunity = fetch_opportunity(opened, data)
    archived = opportunity["archived"]
    if not archived or _fetch_reason(opened, archived["reason"])["type"].maybe() != _HIRED:
        raise Ignored("stale")
    yield from _hire(opened, data, opportunity)


def _fetch_reason(opened: Opened, reason: Node) -> Node:
    return fetch(opened, f"GET /v1/archive_reasons/{reason.id()}")


def _hire(opened: Opened, data: Node, opportunity: Node) -> Iterator[Told]:
    at = Moment(opportunity["archived"]["archivedAt"].millis())
    start = _read_start(opened, data)
    yield from tell_acceptance(opened, opportunity["id"].id(), opportunity["contact"].id(), at, start)


def _read_start(opened: Opened, data: Node) -> date | None:
    """Read the first day from the signed offer: midnight in UTC stands for a date."""
    for offer in fetch(opened, f"{name_opportunity(data)}/offers"):
        if offer["status"].maybe() == "signed":
            for field in offer["fields"]:
                if field["identifier"].maybe() == _START and field["value"]:
                    return field["value"].millis().date()
    return None


def _reopen(opened: Opened, data: Node) -> Iterator[Told]:
    """It is open again; where a hire was the reason before, the hire is undone."""
    opportunity = fetch_opportunity(opened, data)
    if opportunity["archived"]:
        raise Ignored("stale")
    id_, at = opportunity["id"].id(), find_trigger(opened)
    before = data["fromArchived"]["reason"]
    if before and _fetch_reason(opened, before)["type"].maybe() == _HIRED:
        yield from tell_unhire(opened, id_, [id_], at)
    else:
        yield Told(ApplicationReopened(application=opened.named(id_)), at)


def read_deletion(opened: Opened, data: Node) -> Iterator[Told]:
    """An opportunity is deleted; if the contact is gone too, the person is."""
    if fetch(opened, name_opportunity(data)):
        raise Ignored("stale")
    at = find_trigger(opened)
    rejected = ApplicationRejected(application=opened.named(data["opportunityId"].id()), reason=DELETED)
    yield Told(rejected, at)
    contact = data["contactId"].id()
    if not fetch(opened, f"GET /v1/contacts/{contact}"):
        yield Told(CandidateErased(candidate=opened.named(contact)), at)
