"""The base of every fact: all that Vouch has to know about one stands in its class. And the envelope it is kept in."""

from datetime import date, datetime
from typing import Any, ClassVar, Generic, Literal, NamedTuple, TypeVar

from msgspec import Struct

from domain.facts.keys import Key
from domain.facts.personal import personal_marks

Folded = Literal[
    "accounts",
    "applications",
    "candidates",
    "employees",
    "employments",
    "identities",
    "merges",
    "offers",
    "programme",
    "referrals",
    "requisitions",
    "retractions",
]
"""The things that the state of a day is folded from."""


class Use(NamedTuple):
    """A stream whose facts are looked at: `direct`, or `manager` (met going up from manager to manager)."""

    stream: str
    kind: Literal["direct", "manager"]


class Misfit(NamedTuple):
    """Fields that do not go together: which one (empty: the whole fact), a reason code, and what it must be."""

    field: str
    reason: str
    says: str


class Fact(Struct, frozen=True, kw_only=True, omit_defaults=True, gc=False):
    """The `data` of one event: attributes are the fields of spec/feed.md, "Types".

    Frozen, without cycles (hence no gc).

    What a class says beside its fields is what the rest of Vouch does with its facts; `domain.facts.catalogue` makes
    the tables that the router, the folds, the timeline and the relay work with. Whatever a class leaves out has the
    answer given here.
    """

    TOPIC: ClassVar[str]
    """The event type under which it is sent and stored; a class without one is a base of others."""

    KIND: ClassVar[str]
    """The kind of thing that it is about, the first part of its stream."""

    FOLDED_INTO: ClassVar[Folded | None] = None
    """What the state is folded from it, by `thing`. None: it is on record and changes no state."""

    PUBLIC_TYPE: ClassVar[str | None] = None
    """What other systems are told of it: the event type of the public message. None: nothing."""

    WITHHELD: ClassVar[frozenset[str]] = frozenset()
    """Fields that other systems are not told, though nothing in them is personal: too long, or not for them."""

    PERSONAL: ClassVar[frozenset[str]] = frozenset()
    """Its personal fields; worked out from their types."""

    def __init_subclass__(cls, **config: Any) -> None:
        super().__init_subclass__(**config)
        cls.PERSONAL = frozenset(personal_marks(cls))

    @property
    def thing(self) -> str:
        """The id of the thing that it is about."""
        raise NotImplementedError

    @property
    def stream(self) -> str:
        """The stream it belongs to, whoever says it: the kind of thing and its id, `offer/O-1`."""
        return f"{self.KIND}/{self.thing}"

    def stream_from(self, source: str) -> str:
        """Name the stream it is stored in if `source` says it: not `stream` where ids are the source's own."""
        return self.stream

    @property
    def links(self) -> tuple[str, ...]:
        """Other streams that it says its own belongs with: all of them are decided together."""
        return ()

    @property
    def uses(self) -> tuple[Use, ...]:
        """Streams that decisions about its thing look at, though they do not belong together."""
        return ()

    @property
    def keys(self) -> tuple[Key, ...]:
        """Numbers and addresses that its thing has: who has the same one may be decided together with it."""
        return ()

    @property
    def counts_from(self) -> date | None:
        """The date in it from which on it may count, whatever its instant; None: there is none."""
        return None

    @property
    def holds_until(self) -> date | None:
        """The last day of what it says, where the day after reads differently; None: it does not run out."""
        return None

    @property
    def told_in(self) -> tuple[str, ...]:
        """The streams of the things in whose timelines it is told."""
        return (self.stream,)

    def describe(self) -> str:
        """Write its sentence in a timeline; a class without one is not told there. Ids, never names or free text."""
        raise NotImplementedError

    def fault(self) -> Misfit | None:
        """Find where its fields do not go together; None if they do."""
        return None


F = TypeVar("F", bound=Fact)


class Actor(Struct, frozen=True, omit_defaults=True, gc=False):
    """Who did something by a command (spec/commands.md §1), and the codes of the warnings that they acknowledged.

    `via` is the account where it acted as the employee `name`: both are kept.
    """

    name: str
    via: str = ""
    acknowledged: tuple[str, ...] = ()


class Recorded(Struct, Generic[F], frozen=True, omit_defaults=True, gc=False):
    """A fact as it is kept: who said it, when it happened, when it was recorded (both in UTC).

    `actor` is there where a person did it by a command.
    `sealed` is the box that holds its personal fields while it is in the store; whoever reads it there opens it.
    """

    source: str
    id: str
    time: datetime
    recorded_at: datetime
    data: F
    sequence: str = ""
    actor: Actor | None = None
    sealed: bytes | None = None

    @property
    def order(self) -> tuple[datetime, str, str, str]:
        """Its place among the facts about one thing (spec/feed.md, "Order does not matter")."""
        return (self.time, self.sequence, self.source, self.id)

    @property
    def ref(self) -> str:
        """How explanations name it: `source#id`."""
        return f"{self.source}#{self.id}"

    @property
    def stream(self) -> str:
        """The stream in which it is stored."""
        return self.data.stream_from(self.source)


def link(kind: str, *ids: str | None) -> tuple[str, ...]:
    """Name the streams of the things of a kind; ids that are left out or cleared have none."""
    return tuple(f"{kind}/{each}" for each in ids if each)


def use(kind: str, id_: str | None, how: Literal["direct", "manager"] = "direct") -> tuple[Use, ...]:
    """Name the use of one thing; none where the id is left out or cleared."""
    return (Use(f"{kind}/{id_}", how),) if id_ else ()


def escape_id(id_: str) -> str:
    """Write an id as a part of a stream's name that another part follows: escaped, so that no two streams meet."""
    return id_.replace("%", "%25").replace("/", "%2F")


def instalment_id(referral: str, instalment: str) -> str:
    """Name a referral's instalment as one thing."""
    return f"{escape_id(referral)}/{instalment}"
