"""Commands about dead letters: replay, drop."""

from collections.abc import Iterator
from datetime import date
from typing import Literal

from msgspec import Struct

from domain.commands.command import Body, Command, Decision, settle
from domain.commands.reasons import Reason, reason
from domain.facts.fields import Text
from domain.feed.delivery import Delivery, Unreadable


class ReplayLetter(Body, frozen=True, kw_only=True):
    """Reads a dead letter again, and records what can be read by now."""


class DropLetter(Body, frozen=True, kw_only=True):
    """Settles a dead letter without recording it; the reason is kept with whoever says it."""

    reason: Text


class LetterScene(Struct, frozen=True):
    """A dead letter: how it stands, when it was settled, and how its bytes read by now.

    `recorded` is the hash of the content that is recorded under its source and id; None: none is.
    """

    status: Literal["open", "replayed", "dropped"]
    settled_on: date | None
    read: Delivery | Unreadable
    recorded: bytes | None = None


def replay(scene: LetterScene, command: Command[ReplayLetter]) -> Decision:
    """Decide whether a dead letter can be recorded."""
    facts = [scene.read.fact] if isinstance(scene.read, Delivery) else []
    return settle(command, _cannot_replay(scene), facts)


def _cannot_replay(scene: LetterScene) -> Iterator[Reason]:
    yield from _already_settled(scene)
    if isinstance(scene.read, Unreadable):
        yield reason("still_unreadable", reason=scene.read.reason)
    elif scene.recorded is not None and scene.recorded != scene.read.content:
        yield reason("conflicting_resend", f"{scene.read.source}#{scene.read.id}")


def drop(scene: LetterScene, command: Command[DropLetter]) -> Decision:
    """Decide whether a dead letter is settled without being recorded."""
    return settle(command, _already_settled(scene), [])


def _already_settled(scene: LetterScene) -> Iterator[Reason]:
    if scene.status != "open":
        yield reason("already_settled", day=scene.settled_on or "an earlier day")
