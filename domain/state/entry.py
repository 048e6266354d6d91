"""A fact with its place in the order and its day: what every fold works on."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime
from operator import itemgetter
from typing import Generic, NamedTuple, TypeGuard, TypeVar, cast

from domain.facts.base import Fact, Recorded
from domain.facts.fields import Money
from domain.state.days import DayOf

Order = tuple[datetime, str, str, str]
"""(time, sequence, source, id): what facts say orders them, not arrival (spec/feed.md, "Order does not matter")."""


F = TypeVar("F", bound=Fact)
F_co = TypeVar("F_co", bound=Fact, covariant=True)
V = TypeVar("V")


class Entry(NamedTuple, Generic[F_co]):
    """A fact in its place: `order` sorts, `day` is its instant's day in the organisation's time zone."""

    order: Order
    day: date
    data: F_co

    @property
    def ref(self) -> str:
        """How a fact is named to people: source#id."""
        return f"{self.order[2]}#{self.order[3]}"

    @property
    def at(self) -> datetime:
        """The instant at which the source says it happened."""
        return self.order[0]


def in_order(facts: Iterable[Recorded[Fact]], day_of: DayOf) -> list[Entry[Fact]]:
    """Make entries of the facts, sorted by the order of spec/feed.md, "Order does not matter"."""
    make: Callable[[Iterable[object]], Entry[Fact]] = (
        Entry._make
    )  # quicker than by name, and a fold begins with this for every fact
    entries = [make(((f.time, f.sequence, f.source, f.id), day_of(f.time), f.data)) for f in facts]
    entries.sort(key=itemgetter(0))
    return entries


def holds(entry: Entry[Fact], kind: type[F]) -> TypeGuard[Entry[F]]:
    """Tell whether the fact is of a kind: a class of facts."""
    return isinstance(entry.data, kind)


def of_kind(entries: Iterable[Entry[Fact]], kind: type[F]) -> list[Entry[F]]:
    """Keep the entries whose facts are of a kind: a class of facts."""
    return cast("list[Entry[F]]", [entry for entry in entries if isinstance(entry.data, kind)])


_CLEARED: tuple[object, ...] = ("", (), Money())


def carried(entries: Iterable[Entry[F]], field: Callable[[F], V | None]) -> V | None:
    """Read the latest value given for a field: null keeps the one before, an empty text, list or money clears it."""
    value = None
    for entry in entries:
        given = field(entry.data)
        if given is not None:
            value = given
    return None if value in _CLEARED else value


def carried_along(entries: Iterable[Entry[F]], field: Callable[[F], V | None]) -> Iterator[V | None]:
    """Go through the values of a field after each of the facts: what `carried` would read of those up to it."""
    value = None
    for entry in entries:
        given = field(entry.data)
        if given is not None:
            value = None if given in _CLEARED else given
        yield value
