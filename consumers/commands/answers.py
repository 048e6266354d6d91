"""What becomes of a command: done, or why not, for whichever face tells it."""

from typing import NamedTuple

from msgspec import Struct


class Effected(Struct, frozen=True):
    """What a command did: its id, the position from which it can be read, its facts, and the thing with its version."""

    command: str
    position: int
    facts: list[str]
    kind: str
    id: str
    version: int | None


class NotFound(NamedTuple):
    """The thing in the path is missing, or out of sight."""

    kind: str


class Forbidden(NamedTuple):
    """The principal may not do this to the thing, whatever else."""


class VersionMissing(NamedTuple):
    """A command about a thing that exists must say which version was seen."""


class Stale(NamedTuple):
    """The thing is at another version by now."""

    version: int


class Shown(NamedTuple):
    """The command only shows something: the bytes of the answer. Nothing is kept."""

    answer: bytes
