"""Radancy as a vendor: basic authentication, and arrays of events about applications."""

import base64
from collections.abc import Iterator, Sequence

from consumers.vendors.applying import DELETED, REFERRAL, tell_acceptance
from consumers.vendors.employing import join_names
from consumers.vendors.node import Node
from consumers.vendors.outcomes import Parked
from consumers.vendors.raw import RawDelivery
from consumers.vendors.signatures import require_signature
from consumers.vendors.statements import Aside, BadRow, Moment, Opened, Statement, Told
from consumers.vendors.vendor import Vendor
from domain.facts.account import AccountRecorded
from domain.facts.application import ApplicationRejected, ApplicationSubmitted
from domain.facts.candidate import CandidateIdentified
from domain.facts.referral import ReferralMade

_THING = "job_application"
_BEGUN, _HIRED, _OVER = ("received", "created"), "hired", ("closed", DELETED)


def check(raw: RawDelivery, secrets: Sequence[str], window: int) -> None:
    """Check the basic authentication: the secret is `name:password`."""
    require_signature([raw.header("Authorization")], secrets, lambda key: f"Basic {base64.b64encode(key).decode()}")


def read(opened: Opened) -> Iterator[Statement]:
    """Read each event of the array; a bad one stops no other. Rewards and points are not needed."""
    if not isinstance(opened.body.value, list):
        raise Parked("unreadable")
    yield Aside("not_needed")
    for each in opened.body:
        thing, _, verb = (each["event_name"].maybe() or "").partition(".")
        if thing != _THING:
            continue
        try:
            yield from list(_read_event(opened, each["event"], verb))
        except Parked as parked:
            yield BadRow(parked.reason)


def _read_event(opened: Opened, event: Node, verb: str) -> Iterator[Told]:
    application, at = event["job_application"]["id"].id(), _find_moment(event)
    candidate = event["applicant"]["id"].id()
    if verb in _BEGUN:
        yield from _tell_application(opened, event, application, candidate, at)
    elif verb == _HIRED:
        first_day = event["first_day_of_work"] or event[_THING]["first_day_of_work"]
        yield from tell_acceptance(opened, application, candidate, at, first_day.optional(Node.day))
    elif verb in _OVER:
        reason = DELETED if verb == DELETED else event[_THING]["close_reason"].maybe()
        yield Told(ApplicationRejected(application=opened.named(application), reason=reason), at)


def _tell_application(opened: Opened, event: Node, application: str, candidate: str, at: Moment) -> Iterator[Told]:
    person, referrer = event["applicant"], event["referrer"]
    requisition = opened.named(event["job"]["id"].id())
    is_referral = bool(referrer) and event["type"].maybe() != "application"
    identified = CandidateIdentified(
        candidate=opened.named(candidate),
        name=join_names(person["first_name"].maybe(), person["last_name"].maybe()),
        email=person["email"].maybe(),
        phone=person["phone_number"].maybe(),
    )
    yield Told(identified, at)
    submitted = ApplicationSubmitted(
        application=opened.named(application),
        candidate=opened.named(candidate),
        requisition=requisition,
        source=REFERRAL if is_referral else None,
    )
    yield Told(submitted, at, at)
    if is_referral:
        account = AccountRecorded(
            account=opened.named(f"user/{referrer['id'].id()}"),
            email=referrer["email"].maybe(),
            name=join_names(referrer["first_name"].maybe(), referrer["last_name"].maybe()),
        )
        yield Told(account, at)
        made = ReferralMade(
            referral=opened.named(application),
            referrer=account.account,
            candidate=opened.named(candidate),
            requisition=requisition,
        )
        yield Told(made, at)


def _find_moment(event: Node) -> Moment:
    """Find when it happened: date and time stand apart by a blank."""
    when = event["date_time"]
    return Moment(Node(when.text().replace(" ", "T"), when.path).instant())


RADANCY = Vendor(name="radancy", evidence="D", check=check, read=read)
