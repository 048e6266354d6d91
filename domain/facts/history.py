"""Vouch's own event about its history: where it forked when an older copy of the database was put back."""

from typing import Annotated, ClassVar

from msgspec import Meta

from domain.facts.base import Fact
from domain.facts.fields import PersonalText, Text

FORKS = "history/forks"
"""The stream of all forks."""

Recordings = Annotated[int, Meta(ge=0, le=2**53)]


class HistoryForked(Fact, frozen=True, kw_only=True):
    """An older copy was put back: recordings after the first `kept`, up to `lost`, are others than there were before.

    `checkpoint` is the signed note of the first `kept`.
    """

    TOPIC: ClassVar[str] = "vouch.history.forked.v1"
    KIND: ClassVar[str] = "history"
    PUBLIC_TYPE: ClassVar[str | None] = "vouch.history.forked"

    kept: Recordings
    lost: Recordings
    checkpoint: Text
    reason: PersonalText = None

    @property
    def thing(self) -> str:
        """All forks: there is one history."""
        return "forks"
