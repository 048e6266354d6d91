"""Commands about introductions: request, answer, held."""

from collections.abc import Iterator
from datetime import date
from typing import Annotated, ClassVar, Literal

from msgspec import Meta

from domain.commands.checks import people, things
from domain.commands.command import Body, Command, Decision, NewPerson, settle
from domain.commands.reasons import Reason, reason
from domain.commands.referral import identify
from domain.commands.scene import Scene
from domain.facts.base import Fact
from domain.facts.fields import OptionalId, PersonalText
from domain.facts.introduction import IntroductionAnswered, IntroductionHeld, IntroductionRequested

Ask = Literal["advice", "conversation", "introduction", "referral", "hiring_meeting"]
Outcome = Literal["accepted", "declined", "no_reply"]


class RequestIntroduction(Body, frozen=True, kw_only=True):
    """Asks somebody for something, perhaps through an employee."""

    RECRUITERS_ONLY: ClassVar[frozenset[str]] = frozenset({"requester"})
    ONE_OF: ClassVar[tuple[str, ...]] = ("contact", "person")

    closeness: Annotated[int, Meta(ge=1, le=5)]
    ask: Ask
    contact: OptionalId = None
    person: NewPerson | None = None
    connector: OptionalId = None
    purpose: PersonalText = None
    requester: OptionalId = None


class AnswerIntroduction(Body, frozen=True, kw_only=True):
    """Says what the contact answered."""

    outcome: Outcome


class HeldIntroduction(Body, frozen=True, kw_only=True):
    """Says that the two have met."""

    on: date | None = None


def request(scene: Scene, command: Command[RequestIntroduction]) -> Decision:
    """Decide whether an introduction is asked for."""
    body = command.body
    requester = body.requester or command.by or ""
    return settle(command, _cannot_request(scene, command, requester), _requested(command, requester))


def _cannot_request(scene: Scene, command: Command[RequestIntroduction], requester: str) -> Iterator[Reason]:
    body = command.body
    yield from things.clock_ahead(scene, f"introduction/{command.id}")
    if any(each and not scene.sees("employee", each) for each in (body.connector,)):
        yield reason("unknown_employee")
    if any(each and not _sees_person(scene, each) for each in (body.contact, body.requester)):
        yield reason("unknown_candidate")
    asked = [requester, body.contact, body.connector]
    yield from people.erased(scene, [each for each in asked if each], [each for each in asked if each])
    workers = [scene.organisation.worker(each) for each in asked if each]
    if len(set(workers)) < len(workers):
        yield reason("same_person")


def _sees_person(scene: Scene, id_: str) -> bool:
    """Tell whether a person's id is known and in sight: an employee's or a candidate's."""
    return scene.sees("employee", id_) or scene.sees("candidate", id_)


def _requested(command: Command[RequestIntroduction], requester: str) -> Iterator[Fact]:
    body = command.body
    if body.person is not None:
        yield identify(command.new_candidate, body.person)
    yield IntroductionRequested(
        introduction=command.id,
        requester=requester,
        contact=body.contact or command.new_candidate,
        connector=body.connector or None,
        closeness=body.closeness,
        ask=body.ask,
        purpose=body.purpose or None,
    )


def answer(scene: Scene, command: Command[AnswerIntroduction]) -> Decision:
    """Decide whether an answer is taken down; another answer takes the place of the one before."""
    fact = IntroductionAnswered(introduction=command.id, outcome=command.body.outcome)
    return settle(command, _cannot_answer(scene, command.id, command.body.outcome), [fact])


def _cannot_answer(scene: Scene, id_: str, outcome: Outcome) -> Iterator[Reason]:
    yield from things.clock_ahead(scene, f"introduction/{id_}")
    yield from _already_held(scene, id_)
    latest = scene.latest(IntroductionAnswered, f"introduction/{id_}")
    if latest is not None and latest.data.outcome == outcome:
        yield reason("already_answered", latest.ref, day=latest.day)


def held(scene: Scene, command: Command[HeldIntroduction]) -> Decision:
    """Decide whether the two have met."""
    day = command.body.on or scene.today
    return settle(command, _cannot_hold(scene, command.id, day), [IntroductionHeld(introduction=command.id, on=day)])


def _cannot_hold(scene: Scene, id_: str, day: date) -> Iterator[Reason]:
    yield from things.clock_ahead(scene, f"introduction/{id_}")
    yield from _already_held(scene, id_)
    latest = scene.latest(IntroductionAnswered, f"introduction/{id_}")
    if latest is None or latest.data.outcome != "accepted":
        yield reason("not_agreed", latest.ref if latest is not None else None)
    if day > scene.today:
        yield reason("date_to_come")


def _already_held(scene: Scene, id_: str) -> Iterator[Reason]:
    met = scene.latest(IntroductionHeld, f"introduction/{id_}")
    if met is not None:
        yield reason("already_held", met.ref, day=met.data.on)
