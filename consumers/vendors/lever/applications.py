"""Lever's opportunities, which are Vouch's applications: made, with the credit, and moved."""

from collections.abc import Iterator

from consumers.vendors.applying import REFERRAL, read_channel
from consumers.vendors.lever.fetched import fetch, fetch_opportunity, find_trigger, name_opportunity
from consumers.vendors.node import Node
from consumers.vendors.outcomes import Ignored
from consumers.vendors.statements import Moment, Opened, Told
from domain.facts.account import AccountRecorded
from domain.facts.application import ApplicationStageChanged, ApplicationSubmitted
from domain.facts.candidate import CandidateIdentified
from domain.facts.referral import ReferralMade


def read_application(opened: Opened, data: Node) -> Iterator[Told]:
    """Somebody has applied: opportunity, application, and the user who has the credit."""
    opportunity = fetch_opportunity(opened, data)
    request = name_opportunity(data)
    application = fetch(opened, f"{request}/applications/{data['applicationId'].id()}")
    if not application:
        raise Ignored("gone")
    applied_at = Moment(application["createdAt"].millis())
    version = Moment(opened.fetched_at(request))
    candidate = opened.named(opportunity["contact"].id())
    yield Told(_identify(opportunity, candidate), applied_at)
    channel = read_channel(opened, opportunity["origin"].maybe())
    submitted = ApplicationSubmitted(
        application=opened.named(opportunity["id"].id()),
        candidate=candidate,
        requisition=opened.named(application["posting"].id()),
        source=channel,
    )
    yield Told(submitted, applied_at, version)
    user = _find_credit(opportunity, application)
    if user is None:
        return
    account = opened.named(f"user/{user}")
    yield Told(_record_account(opened, user, account), applied_at, version)
    if channel == REFERRAL and user not in [str(each) for each in opened.setting("integration_users", [])]:
        made = ReferralMade(
            referral=submitted.application, referrer=account, candidate=candidate, requisition=submitted.requisition
        )
        yield Told(made, version if opened.setting("credit_from") == "seen" else applied_at, version)


def _identify(opportunity: Node, candidate: str) -> CandidateIdentified:
    phone = opportunity["phones"].first()
    return CandidateIdentified(
        candidate=candidate,
        name=opportunity["name"].maybe(),
        email=opportunity["emails"].first().maybe(),
        phone=phone["value"].maybe() if isinstance(phone.value, dict) else phone.maybe(),
    )


def _find_credit(opportunity: Node, application: Node) -> str | None:
    """Find who has the credit: of a referral its user; else, of an origin `referred`, who sourced it."""
    if application["type"].maybe() == REFERRAL:
        return application["user"].optional(Node.id)
    if opportunity["origin"].maybe() == "referred":
        return opportunity["sourcedBy"].optional(Node.id)
    return None


def _record_account(opened: Opened, user: str, account: str) -> AccountRecorded:
    record = fetch(opened, f"GET /v1/users/{user}")
    return AccountRecorded(
        account=account,
        number=record["externalDirectoryId"].optional(Node.id),
        email=record["email"].maybe(),
        name=record["name"].maybe(),
    )


def read_stage(opened: Opened, data: Node) -> Iterator[Told]:
    """An opportunity has come to a stage; if it is in another one by now, the delivery is stale."""
    opportunity = fetch_opportunity(opened, data)
    stage = opportunity["stage"].id()
    if data["toStageId"] and data["toStageId"].id() != stage:
        raise Ignored("stale")
    name = fetch(opened, f"GET /v1/stages/{stage}")["text"].text()
    moved = ApplicationStageChanged(application=opened.named(opportunity["id"].id()), stage=name)
    yield Told(moved, find_trigger(opened))
