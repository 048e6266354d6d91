"""Checks of things as such: the clock, ids that are taken or unknown, days."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from domain.commands.reasons import Reason, reason
from domain.commands.scene import Scene
from domain.facts.base import Fact

KINDS = ("employee", "candidate", "requisition", "application", "introduction")
"""The kinds of things that bodies name, in the order in which they are said to be unknown."""


def clock_ahead(scene: Scene, *streams: str) -> Iterator[Reason]:
    """Check that nothing of the thing is reported for a later instant than the command's."""
    latest = max(scene.recorded(streams), key=lambda fact: fact.order, default=None)
    if latest is not None and latest.time > scene.instant:
        yield reason("clock_ahead", latest.ref, time=latest.time)


def already_exists(scene: Scene, stream: str, made_by: type[Fact]) -> Iterator[Reason]:
    """Check that nothing has made a thing of this id."""
    made = next(iter(scene.of_kind(made_by, stream)), None)
    if made is not None:
        yield reason("already_exists", made.ref)


def unknown(scene: Scene, named: Mapping[str, Iterable[str | None]]) -> Iterator[Reason]:
    """Check that whatever the body names, by kind, is known and in sight; ids that are not given are passed over."""
    for kind in KINDS:
        if any(id_ and not scene.sees(kind, id_) for id_ in named.get(kind, ())):
            yield reason(f"unknown_{kind}")


def date_passed(scene: Scene, *days: str | None) -> Iterator[Reason]:
    """Check that none of the days given is before today."""
    if any(day and date.fromisoformat(day) < scene.today for day in days):
        yield reason("date_passed")
