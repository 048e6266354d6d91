"""Facts about facts: one of the same source does not count, or counts again."""

from typing import ClassVar

from domain.facts.base import Fact, Folded, escape_id
from domain.facts.fields import Id, PersonalText


class RetractionFact(Fact, frozen=True, kw_only=True):
    """Any fact about another; `fact` is the event id of one of the same source.

    It has no `stream` without a source: event ids are each source's own, and two sources that number their events
    alike must not come together.
    """

    KIND: ClassVar[str] = "retraction"
    FOLDED_INTO: ClassVar[Folded | None] = "retractions"

    fact: Id
    reason: PersonalText = None

    @property
    def thing(self) -> str:
        """The event id of the fact, one of the same source."""
        return self.fact

    @property
    def stream(self) -> str:
        """Raise NotImplementedError: without its source there is none."""
        raise NotImplementedError

    def stream_from(self, source: str) -> str:
        """Name the stream of all that `source` says about its fact."""
        return f"{self.KIND}/{escape_id(source)}/{escape_id(self.fact)}"


class FactRetracted(RetractionFact, frozen=True, kw_only=True):
    """It does not count."""

    TOPIC: ClassVar[str] = "hr.fact.retracted.v1"


class FactRestored(RetractionFact, frozen=True, kw_only=True):
    """It counts again."""

    TOPIC: ClassVar[str] = "hr.fact.restored.v1"
