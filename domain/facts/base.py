"""The base of every fact, and the envelope in which a fact is kept."""

from datetime import datetime
from typing import Any, ClassVar, Generic, TypeVar

from msgspec import Struct

from domain.facts.personal import personal_marks


class Fact(Struct, frozen=True, kw_only=True, omit_defaults=True, gc=False):
    """The `data` of one event: attributes are the fields of spec/feed.md, "Types".

    Frozen, without cycles (hence no gc).
    """

    TOPIC: ClassVar[str]
    PERSONAL: ClassVar[frozenset[str]] = frozenset()

    def __init_subclass__(cls, **config: Any) -> None:
        super().__init_subclass__(**config)
        cls.PERSONAL = frozenset(personal_marks(cls))

    @property
    def stream(self) -> str:
        """The stream it belongs to: the kind of thing and its id, `offer/O-1`."""
        raise NotImplementedError

    @property
    def links(self) -> tuple[str, ...]:
        """Other streams that this fact says its own belongs with."""
        return ()

    def fault(self) -> tuple[str, str] | None:
        """Where its fields do not go together: the field and what must be; None if they do."""
        return None


F = TypeVar("F", bound=Fact)


class Recorded(Struct, Generic[F], frozen=True, omit_defaults=True, gc=False):
    """A fact as it is kept: who said it, when it happened, when it was recorded (both in UTC)."""

    source: str
    id: str
    time: datetime
    recorded_at: datetime
    data: F
    sequence: str = ""

    @property
    def order(self) -> tuple[datetime, str, str, str]:
        """Its place among the facts about one thing (spec/feed.md, "Order does not matter")."""
        return (self.time, self.sequence, self.source, self.id)

    @property
    def ref(self) -> str:
        """How explanations name it: `source#id`."""
        return f"{self.source}#{self.id}"


def link(kind: str, *ids: str | None) -> tuple[str, ...]:
    """The streams of that kind with these ids; ids that are left out or cleared have none."""
    return tuple(f"{kind}/{each}" for each in ids if each)


def instalment_stream(kind: str, referral: str, instalment: str) -> str:
    """A stream of a referral's instalment; a slash in the referral's id is escaped, so that no two streams meet."""
    return f"{kind}/{referral.replace('%', '%25').replace('/', '%2F')}/{instalment}"
