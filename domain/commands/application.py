"""Commands about applications: submit, move, reject, withdraw, reopen."""

from collections.abc import Iterable, Iterator
from typing import ClassVar

from domain.commands.checks import hiring, people, posts, things
from domain.commands.command import Body, Command, Decision, NewPerson, settle
from domain.commands.reasons import Reason, reason, warn, warning
from domain.commands.referral import identify
from domain.commands.scene import Scene
from domain.facts.application import (
    ApplicationRejected,
    ApplicationReopened,
    ApplicationStageChanged,
    ApplicationSubmitted,
    ApplicationWithdrawn,
    OptionalChannel,
)
from domain.facts.base import Fact
from domain.facts.fields import Id, OptionalId, OptionalSchedule, PersonalText, Text
from domain.state.application import APPLIED

RESERVED = frozenset({"offer", "accepted", "hired", "closed"})
"""The columns of a pipeline that are no stages."""
LONGEST_STAGE = 60


class SubmitApplication(Body, frozen=True, kw_only=True):
    """Applies for a candidate, or somebody new, to a post."""

    ONE_OF: ClassVar[tuple[str, ...]] = ("candidate", "person")
    GIVES_ID: ClassVar[str | None] = "application"

    requisition: Id
    candidate: OptionalId = None
    person: NewPerson | None = None
    schedule: OptionalSchedule = None
    source: OptionalChannel = None
    application: OptionalId = None


class MoveApplication(Body, frozen=True, kw_only=True):
    """Moves an application to a stage."""

    stage: Text


class RejectApplication(Body, frozen=True, kw_only=True):
    """Says no to an application."""

    reason: Text


class WithdrawApplication(Body, frozen=True, kw_only=True):
    """Takes an application back for the candidate."""

    reason: PersonalText = None


class ReopenApplication(Body, frozen=True, kw_only=True):
    """Opens a closed application again."""


def streams_of(scene: Scene, application: str) -> list[str]:
    """Name the streams of an application and its offers."""
    return [f"application/{application}", *scene.offers_of(application)]


def submit(scene: Scene, command: Command[SubmitApplication]) -> Decision:
    """Decide whether a candidate applies to a post."""
    return settle(command, _cannot_submit(scene, command), _submitted(command))


def _cannot_submit(scene: Scene, command: Command[SubmitApplication]) -> Iterator[Reason]:
    body = command.body
    yield from things.clock_ahead(scene, *streams_of(scene, command.id))
    yield from things.already_exists(scene, f"application/{command.id}", ApplicationSubmitted)
    missing = list(things.unknown(scene, {"candidate": [body.candidate], "requisition": [body.requisition]}))
    yield from missing
    codes = {each.code for each in missing}
    candidate = body.candidate if "unknown_candidate" not in codes else None
    yield from people.erased(scene, [candidate])
    if "unknown_requisition" not in codes:
        yield from warn(posts.requisition_closed(scene, body.requisition, scene.today))
        yield from warn(posts.schedule_not_offered(scene, body.requisition, body.schedule))
        yield from warn(hiring.already_applied(scene, candidate, body.requisition))


def _submitted(command: Command[SubmitApplication]) -> Iterator[Fact]:
    body = command.body
    if body.person is not None:
        yield identify(command.new_candidate, body.person)
    yield ApplicationSubmitted(
        application=command.id,
        candidate=body.candidate or command.new_candidate,
        requisition=body.requisition,
        schedule=body.schedule or None,
        source=body.source or None,
    )


def move(scene: Scene, command: Command[MoveApplication]) -> Decision:
    """Decide whether an application comes to a stage."""
    fact = ApplicationStageChanged(application=command.id, stage=command.body.stage)
    return settle(command, _cannot_move(scene, command.id, command.body.stage), [fact])


def _cannot_move(scene: Scene, id_: str, stage: str) -> Iterator[Reason]:
    application = scene.application(id_)
    yield from things.clock_ahead(scene, *streams_of(scene, id_))
    yield from hiring.already_hired(scene, application)
    yield from hiring.application_closed(application)
    yield from hiring.offer_stands(application)
    is_reserved = stage.strip().casefold() in RESERVED
    if is_reserved:
        yield reason("reserved_stage")
    latest = (application.walk.stage if application is not None else None) or APPLIED
    if stage == latest:
        told = scene.latest(ApplicationStageChanged, f"application/{id_}")
        yield reason("already_there", told.ref if told is not None else None, stage=stage)
    elif not is_reserved and stage != APPLIED and not scene.was_ever_in(stage):
        yield warning("new_stage", stage=stage)


def reject(scene: Scene, command: Command[RejectApplication]) -> Decision:
    """Decide whether the employer says no."""
    fact = ApplicationRejected(application=command.id, reason=command.body.reason)
    return settle(command, _cannot_close(scene, command.id), [fact])


def withdraw(scene: Scene, command: Command[WithdrawApplication]) -> Decision:
    """Decide whether the candidate takes the application back."""
    fact = ApplicationWithdrawn(application=command.id, reason=command.body.reason or None)
    return settle(command, _cannot_close(scene, command.id), [fact])


def _cannot_close(scene: Scene, id_: str) -> Iterable[Reason]:
    application = scene.application(id_)
    yield from things.clock_ahead(scene, *streams_of(scene, id_))
    yield from hiring.already_hired(scene, application)
    yield from hiring.application_closed(application)
    yield from warn(hiring.offer_stands(application))


def reopen(scene: Scene, command: Command[ReopenApplication]) -> Decision:
    """Decide whether a closed application is open again."""
    return settle(command, _cannot_reopen(scene, command.id), [ApplicationReopened(application=command.id)])


def _cannot_reopen(scene: Scene, id_: str) -> Iterator[Reason]:
    application = scene.application(id_)
    yield from things.clock_ahead(scene, *streams_of(scene, id_))
    if application is None:
        return
    yield from people.erased(scene, [application.candidate])
    if application.walk.state != "closed":
        yield reason("not_closed")
    yield from warn(posts.requisition_closed(scene, application.requisition, scene.today))
