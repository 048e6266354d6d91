"""Greenhouse's applications: submitted, moved, closed and opened again, with the credit that they carry."""

from collections.abc import Iterator

from consumers.vendors.applying import Credit, read_channel, tell_credit
from consumers.vendors.employing import join_names
from consumers.vendors.node import Node
from consumers.vendors.outcomes import Ignored
from consumers.vendors.statements import Moment, Opened, Told
from domain.facts.application import (
    ApplicationRejected,
    ApplicationReopened,
    ApplicationStageChanged,
    ApplicationSubmitted,
    ApplicationWithdrawn,
    OptionalChannel,
)
from domain.facts.candidate import CandidateIdentified


def read_application(opened: Opened, payload: Node) -> Iterator[Told]:
    """A candidate has applied."""
    application = payload["application"]
    yield identify(opened, application)
    yield _submit(opened, application)
    yield from _credit(opened, application)


def read_prospect(opened: Opened, payload: Node) -> Iterator[Told]:
    """Somebody may be a candidate one day: no submission, but perhaps a referral before any post is named."""
    application = payload["application"]
    yield identify(opened, application)
    yield from _credit(opened, application)


def read_update(opened: Opened, payload: Node) -> Iterator[Told]:
    """An application has changed; of a prospect only the credit comes later."""
    application = payload["application"]
    if not _is_prospect(application):
        yield _submit(opened, application)
    yield from _credit(opened, application)


def read_stage(opened: Opened, payload: Node) -> Iterator[Told]:
    """An application has come to a stage."""
    application = _known(payload)
    stage = application["current_stage"]["name"].text()
    moved = ApplicationStageChanged(application=opened.named(application["id"].id()), stage=stage)
    yield Told(moved, find_version(opened, application))


def read_rejection(opened: Opened, payload: Node) -> Iterator[Told]:
    """An application is closed. The type's name says by whom: the ids of types vary from customer to customer."""
    application = _known(payload)
    why = application["rejection_reason"]
    by_candidate = "rejected us" in (why["type"]["name"].maybe() or "").lower()
    closing = ApplicationWithdrawn if by_candidate else ApplicationRejected
    closed = closing(application=opened.named(application["id"].id()), reason=why["name"].maybe())
    yield Told(closed, opened.moment(application["rejected_at"]))
    yield from _credit(opened, application)


def read_reopening(opened: Opened, payload: Node) -> Iterator[Told]:
    """An application is open again."""
    application = _known(payload)
    yield Told(ApplicationReopened(application=opened.named(application["id"].id())), find_version(opened, application))
    yield from _credit(opened, application)


def find_version(opened: Opened, application: Node) -> Moment:
    """Find the version of an application: its last activity, else the receipt."""
    return opened.moment(application["last_activity_at"])


def identify(opened: Opened, application: Node) -> Told:
    """Tell who the candidate of an application is."""
    return Told(tell_candidate(opened, application["candidate"]), find_version(opened, application))


def tell_candidate(opened: Opened, candidate: Node) -> CandidateIdentified:
    """Make what is on record of a candidate: names joined, the personal address or the first, the first number."""
    names = (candidate["first_name"].maybe(), candidate["last_name"].maybe())
    addresses = list(candidate["email_addresses"])
    personal = next((each for each in addresses if each["type"].maybe() == "personal"), None)
    address = personal or candidate["email_addresses"].first()
    return CandidateIdentified(
        candidate=opened.named(candidate["id"].id()),
        name=join_names(*names),
        email=address["value"].maybe(),
        phone=candidate["phone_numbers"].first()["value"].maybe(),
    )


def _is_prospect(application: Node) -> bool:
    return application["prospect"].value is True


def _known(payload: Node) -> Node:
    """Go to the application; a prospect's is not one. Raises Ignored `prospect`."""
    application = payload["application"]
    if _is_prospect(application):
        raise Ignored("prospect")
    return application


def _read_channel(opened: Opened, application: Node) -> OptionalChannel:
    source = application["source"]
    return read_channel(opened, source["name"].maybe(), source["public_name"].maybe())


def _submit(opened: Opened, application: Node) -> Told:
    submitted = ApplicationSubmitted(
        application=opened.named(application["id"].id()),
        candidate=opened.named(application["candidate"]["id"].id()),
        requisition=opened.named(application["jobs"].first()["id"].id()),
        source=_read_channel(opened, application),
    )
    return Told(submitted, opened.moment(application["applied_at"]), find_version(opened, application))


def _credit(opened: Opened, application: Node) -> Iterator[Told]:
    """Tell the credit; of a prospect with several jobs it is for no post in particular."""
    credited = application["credited_to"]
    if not credited:
        return
    jobs = list(application["jobs"])
    is_for_one = len(jobs) == 1 or (jobs and not _is_prospect(application))
    credit = Credit(
        application=application["id"].id(),
        candidate=application["candidate"]["id"].id(),
        requisition=jobs[0]["id"].id() if is_for_one else None,
        user=credited["id"].optional(Node.id),
        applied_at=opened.moment(application["applied_at"]),
        version=find_version(opened, application),
        number=credited["employee_id"].optional(Node.id),
        email=credited["email"].maybe(),
        name=credited["name"].maybe(),
    )
    yield from tell_credit(opened, credit, _read_channel(opened, application))
