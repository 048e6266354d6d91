"""Fields that take effect by their date: employees and requisitions (spec/bonus.md, "In force on a day X")."""

from collections.abc import Callable, Iterable
from datetime import date
from typing import Generic, TypeVar

from domain.facts.base import Fact
from domain.state.entry import Entry, carried

F = TypeVar("F", bound=Fact)
V = TypeVar("V")


class DatedFields(Generic[F]):
    """The dated facts of one employee or requisition, ready to be asked what was in force on a day."""

    __slots__ = ("dated",)

    def __init__(self, dated: Iterable[tuple[date, Entry[F]]]) -> None:
        self.dated: list[tuple[date, Entry[F]]] = sorted(dated, key=lambda pair: (pair[0], pair[1].order))

    def on(self, day: date, field: Callable[[F], V | None]) -> V | None:
        """Read a field as in force on the day; before the first dated fact, the value that the first one gives."""
        return carried(self.up_to(day), field)

    def up_to(self, day: date) -> list[Entry[F]]:
        """List the facts whose values are in force on the day, the later ones over the earlier ones."""
        entries = [entry for dated_on, entry in self.dated if dated_on <= day]
        return entries or [entry for _, entry in self.dated[:1]]

    def changes_between(self, first: date, last: date) -> list[date]:
        """List the days from `first` to `last` on which a fact takes effect."""
        return [dated_on for dated_on, _ in self.dated if first <= dated_on <= last]


def counted_by(day: date, entries: Iterable[Entry[F]], date_of: Callable[[F], date]) -> list[tuple[date, Entry[F]]]:
    """Keep what had happened or taken effect by the day: not both the instant's day and `date_of` are after it."""
    dated = [(date_of(entry.data), entry) for entry in entries]
    return [(dated_on, entry) for dated_on, entry in dated if entry.day <= day or dated_on <= day]
