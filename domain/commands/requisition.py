"""Commands about requisitions: open, reopen, update, close."""

from collections.abc import Iterator
from datetime import date
from operator import attrgetter
from typing import Annotated, Any, ClassVar

from msgspec import Meta

from domain.commands.checks import hiring, posts, things
from domain.commands.command import Body, Command, Decision, settle
from domain.commands.reasons import Reason, reason, warning
from domain.commands.scene import Scene
from domain.facts.fields import Id, Ids, Money, OptionalId, OptionalText, Schedule, Tally, Text
from domain.facts.requisition import ClosingReason, RequisitionClosed, RequisitionOpened, RequisitionUpdated

MONEY = frozenset({"bonus", "agency_fee"})


class OpenRequisition(Body, frozen=True, kw_only=True):
    """Opens a post."""

    GIVES_ID: ClassVar[str | None] = "requisition"

    title: Text
    hiring_manager: Id
    schedules: Annotated[tuple[Schedule, ...], Meta(min_length=1)]
    opened_on: date | None = None
    requisition: OptionalId = None
    department: OptionalText = None
    level: OptionalText = None
    location: OptionalText = None
    recruiters: Ids | None = None
    openings: Tally | None = None
    bonus: Money | None = None
    agency_fee: Money | None = None


class ReopenRequisition(Body, frozen=True, kw_only=True):
    """Opens a closed post again, with what is in force."""

    opened_on: date | None = None


class UpdateRequisition(Body, frozen=True, kw_only=True):
    """Gives a post other values from a day on."""

    ADMINS_ONLY: ClassVar[frozenset[str]] = MONEY

    effective_on: date | None = None
    title: OptionalText = None
    hiring_manager: OptionalId = None
    schedules: tuple[Schedule, ...] | None = None
    department: OptionalText = None
    level: OptionalText = None
    location: OptionalText = None
    recruiters: Ids | None = None
    openings: Tally | None = None
    bonus: Money | None = None
    agency_fee: Money | None = None


class CloseRequisition(Body, frozen=True, kw_only=True):
    """Closes a post."""

    closed_on: date | None = None
    reason: ClosingReason = None


FIELDS: dict[str, Any] = {
    name: attrgetter(name)
    for name in RequisitionUpdated.__struct_fields__
    if name not in ("requisition", "effective_on")
}
"""What is in force of a post: how each field is read from a fact that may carry it."""


def open_(scene: Scene, command: Command[OpenRequisition]) -> Decision:
    """Decide whether a post is opened."""
    body = command.body
    given = {name: getattr(body, name) for name in FIELDS}
    fact = RequisitionOpened(requisition=command.id, opened_on=body.opened_on or scene.today, **given)
    return settle(command, _cannot_open(scene, command), [fact])


def _cannot_open(scene: Scene, command: Command[OpenRequisition]) -> Iterator[Reason]:
    stream, body = f"requisition/{command.id}", command.body
    yield from things.clock_ahead(scene, stream)
    yield from things.already_exists(scene, stream, RequisitionOpened)
    yield from things.unknown(scene, {"employee": [body.hiring_manager, *(body.recruiters or ())]})


def reopen(scene: Scene, command: Command[ReopenRequisition]) -> Decision:
    """Decide whether a post is opened again, with what is in force on the day."""
    day = command.body.opened_on or scene.today
    again = (_opened_again(scene, command.id, day) for _ in range(1))  # made only where it is not refused
    return settle(command, _cannot_reopen(scene, command.id, day), again)


def _cannot_reopen(scene: Scene, requisition: str, day: date) -> Iterator[Reason]:
    yield from things.clock_ahead(scene, f"requisition/{requisition}")
    yield from posts.already_open(scene, requisition, day)
    yield from posts.date_too_early(scene, requisition, day)


def _opened_again(scene: Scene, requisition: str, day: date) -> RequisitionOpened:
    post = scene.requisition(requisition)
    in_force: dict[str, Any] = {name: post.on(day, field) for name, field in FIELDS.items()}
    return RequisitionOpened(requisition=requisition, opened_on=day, **in_force)


def update(scene: Scene, command: Command[UpdateRequisition]) -> Decision:
    """Decide whether a post has other values from a day on."""
    body = command.body
    day = body.effective_on or scene.today
    given = {name: value for name in FIELDS if (value := getattr(body, name)) is not None}
    fact = RequisitionUpdated(requisition=command.id, effective_on=day, **given)
    return settle(command, _cannot_update(scene, command, day, given), [fact])


def _cannot_update(
    scene: Scene, command: Command[UpdateRequisition], day: date, given: dict[str, Any]
) -> Iterator[Reason]:
    body = command.body
    yield from things.clock_ahead(scene, f"requisition/{command.id}")
    yield from things.unknown(scene, {"employee": [body.hiring_manager, *(body.recruiters or ())]})
    post = scene.requisition(command.id)
    if all(_alike(name, value, post.on(day, FIELDS[name])) for name, value in given.items()):
        yield reason("nothing_changes")


def _alike(name: str, given: object, in_force: object) -> bool:
    """Tell whether a value given is the one in force; an empty one clears, and openings left out are one."""
    cleared = given in ("", (), Money())
    if name == "openings":
        return given == (1 if in_force is None else in_force)
    return in_force is None if cleared else given == in_force


def close(scene: Scene, command: Command[CloseRequisition]) -> Decision:
    """Decide whether a post is closed."""
    day = command.body.closed_on or scene.today
    fact = RequisitionClosed(requisition=command.id, closed_on=day, reason=command.body.reason or None)
    return settle(command, _cannot_close(scene, command.id, day), [fact])


def _cannot_close(scene: Scene, requisition: str, day: date) -> Iterator[Reason]:
    yield from things.clock_ahead(scene, f"requisition/{requisition}")
    yield from posts.requisition_closed(scene, requisition, day)
    yield from posts.date_too_early(scene, requisition, day)
    of_post = (each for each in scene.organisation.applications.values() if each.requisition == requisition)
    still_open = [each for each in of_post if each.walk.state != "closed" and not hiring.is_hired(scene, each)]
    if still_open:
        yield warning("applications_open", n=len(still_open))
