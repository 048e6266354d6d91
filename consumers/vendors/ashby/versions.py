"""Ashby's applications from version to version: it has no word for "open again", nor for a hire undone."""

from typing import NamedTuple

from consumers.vendors.applying import tell_unhire
from consumers.vendors.statements import Moment, Opened, Seen, Told, Walked
from domain.facts.application import ApplicationReopened

UNDER_WAY = ("Active", "Lead")


class Status(NamedTuple):
    """The status of an application in one version."""

    status: str


class Acceptance(NamedTuple):
    """An offer of the application was accepted."""

    offer: str


class Known(NamedTuple):
    """The last status of an application, and which of its offers were accepted."""

    status: str = ""
    accepted: tuple[str, ...] = ()


def walk(known: Known | None, seen: Seen, opened: Opened) -> Walked:
    """Tell that an application is open again, or that its hire is undone."""
    before = known or Known()
    if isinstance(seen.state, Acceptance):
        return before._replace(accepted=tuple(dict.fromkeys((*before.accepted, seen.state.offer)))), []
    now, at = seen.state.status, Moment(seen.version)
    after = before._replace(status=now)
    if now not in UNDER_WAY:
        return after, []
    if before.status == "Archived":
        return after, [Told(ApplicationReopened(application=opened.named(seen.thing)), at)]
    if before.status == "Hired":
        return after._replace(accepted=()), list(tell_unhire(opened, seen.thing, before.accepted, at))
    return after, []
