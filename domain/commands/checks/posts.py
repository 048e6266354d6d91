"""Checks of posts: open or closed on a day, what is in force."""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from domain.commands.reasons import Reason, reason
from domain.commands.scene import Scene
from domain.facts.requisition import RequisitionClosed, RequisitionOpened
from domain.facts.words import spell_out
from domain.state.entry import Entry


class Door(NamedTuple):
    """A fact that opened or closed a post, and the day it is dated."""

    day: date
    entry: Entry[RequisitionOpened | RequisitionClosed]

    @property
    def is_open(self) -> bool:
        """Tell whether it opened the post."""
        return isinstance(self.entry.data, RequisitionOpened)


def doors(scene: Scene, requisition: str) -> list[Door]:
    """List what opened and closed a post, by (date, order)."""
    stream = f"requisition/{requisition}"
    opened = [Door(entry.data.opened_on, entry) for entry in scene.of_kind(RequisitionOpened, stream)]
    closed = [Door(entry.data.closed_on, entry) for entry in scene.of_kind(RequisitionClosed, stream)]
    return sorted([*opened, *closed], key=lambda door: (door.day, door.entry.order))


def door_on(scene: Scene, requisition: str, day: date) -> Door | None:
    """Find the latest fact, dated by the day, that opened or closed the post."""
    return next((door for door in reversed(doors(scene, requisition)) if door.day <= day), None)


def is_open(scene: Scene, requisition: str, day: date) -> bool:
    """Tell whether the post is open on the day."""
    door = door_on(scene, requisition, day)
    return door is not None and door.is_open


def requisition_closed(scene: Scene, requisition: str | None, day: date) -> Iterator[Reason]:
    """Check that the post is open on the day; none named, or none known, is passed over."""
    if not requisition or not doors(scene, requisition):
        return
    door = door_on(scene, requisition, day)
    if door is None or not door.is_open:
        yield reason("requisition_closed", None if door is None else door.entry.ref)


def already_open(scene: Scene, requisition: str, day: date) -> Iterator[Reason]:
    """Check that the post is not open on the day."""
    door = door_on(scene, requisition, day)
    if door is not None and door.is_open:
        yield reason("already_open", door.entry.ref)


def date_too_early(scene: Scene, requisition: str, day: date) -> Iterator[Reason]:
    """Check that the day is not before that of the latest fact that opened or closed the post."""
    latest = next(reversed(doors(scene, requisition)), None)
    if latest is not None and day < latest.day:
        yield reason("date_too_early", latest.entry.ref, done="opened" if latest.is_open else "closed", day=latest.day)


def schedule_not_offered(scene: Scene, requisition: str | None, schedule: str | None) -> Iterator[Reason]:
    """Check that the post is offered in the schedule today; none given, or no post known, is passed over."""
    post = scene.requisition(requisition)
    if schedule and post.known and schedule not in (post.on(scene.today, _schedules) or ()):
        yield reason("schedule_not_offered", schedule=spell_out(schedule))


def _schedules(fact: object) -> tuple[str, ...] | None:
    found: tuple[str, ...] | None = getattr(fact, "schedules", None)
    return found
