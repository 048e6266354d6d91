"""Commands about referrals: make, withdraw."""

from collections.abc import Iterator
from typing import ClassVar

from domain.commands.checks import people, posts, things
from domain.commands.command import Body, Command, Decision, NewPerson, settle
from domain.commands.reasons import Reason, reason, warn
from domain.commands.scene import Scene
from domain.facts.base import Fact
from domain.facts.candidate import CandidateIdentified
from domain.facts.fields import OptionalId, OptionalSchedule, PersonalText
from domain.facts.referral import OptionalRelationship, ReferralMade, ReferralWithdrawn


class MakeReferral(Body, frozen=True, kw_only=True):
    """Refers a candidate, or somebody new, for a post, or before a post is open."""

    RECRUITERS_ONLY: ClassVar[frozenset[str]] = frozenset({"referrer", "referral"})
    ONE_OF: ClassVar[tuple[str, ...]] = ("candidate", "person")
    GIVES_ID: ClassVar[str | None] = "referral"

    candidate: OptionalId = None
    person: NewPerson | None = None
    requisition: OptionalId = None
    relationship: OptionalRelationship = None
    preferred_schedule: OptionalSchedule = None
    introduction: OptionalId = None
    note: PersonalText = None
    referrer: OptionalId = None
    referral: OptionalId = None


class WithdrawReferral(Body, frozen=True, kw_only=True):
    """Takes a referral back, for good."""

    reason: PersonalText = None


def make(scene: Scene, command: Command[MakeReferral]) -> Decision:
    """Decide whether somebody is referred."""
    body = command.body
    referrer = body.referrer or command.by or ""
    return settle(command, _find_reasons(scene, command, referrer), _make_facts(command, referrer))


def _find_reasons(scene: Scene, command: Command[MakeReferral], referrer: str) -> Iterator[Reason]:
    body, stream = command.body, f"referral/{command.id}"
    named = {"candidate": [body.candidate], "requisition": [body.requisition], "introduction": [body.introduction]}
    yield from things.clock_ahead(scene, stream)
    yield from things.already_exists(scene, stream, ReferralMade)
    missing = list(things.unknown(scene, {"employee": [body.referrer], **named}))
    yield from missing
    # What is out of sight says nothing more of itself.
    candidate = body.candidate if not any(each.code == "unknown_candidate" for each in missing) else None
    post = body.requisition if not any(each.code == "unknown_requisition" for each in missing) else None
    yield from people.erased(scene, [candidate])
    yield from people.same_person(scene, referrer, candidate)
    yield from people.referrer_not_employed(scene, referrer)
    yield from warn(posts.requisition_closed(scene, post, scene.today))
    if candidate:
        yield from warn(people.already_referred(scene, referrer, candidate, body.requisition))


def _make_facts(command: Command[MakeReferral], referrer: str) -> Iterator[Fact]:
    body = command.body
    if body.person is not None:
        yield identify(command.new_candidate, body.person)
    yield ReferralMade(
        referral=command.id,
        referrer=referrer,
        candidate=body.candidate or command.new_candidate,
        requisition=body.requisition or None,
        relationship=body.relationship or None,
        preferred_schedule=body.preferred_schedule or None,
        introduction=body.introduction or None,
        note=body.note or None,
    )


def identify(candidate: str, person: NewPerson) -> CandidateIdentified:
    """Make the fact that a new candidate is on record."""
    return CandidateIdentified(
        candidate=candidate, name=person.name, email=person.email or None, phone=person.phone or None
    )


def withdraw(scene: Scene, command: Command[WithdrawReferral]) -> Decision:
    """Decide whether a referral is taken back."""
    fact = ReferralWithdrawn(referral=command.id, reason=command.body.reason or None)
    return settle(command, _cannot_withdraw(scene, command.id), [fact])


def _cannot_withdraw(scene: Scene, referral: str) -> Iterator[Reason]:
    stream = f"referral/{referral}"
    yield from things.clock_ahead(scene, stream)
    withdrawn = next(iter(scene.of_kind(ReferralWithdrawn, stream)), None)
    if withdrawn is not None:
        yield reason("already_withdrawn", withdrawn.ref, day=withdrawn.day)
