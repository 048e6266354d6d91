"""Fields that take effect by their date: employees and requisitions (spec/bonus.md, "In force on a day X")."""

from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import Generic, TypeVar, cast

from domain.facts.base import Fact
from domain.state.entry import Entry, carried, carried_along
from domain.state.head import Head

F = TypeVar("F", bound=Fact)
V = TypeVar("V")
FEW = 8
"""Up to so many facts are gone through at each question: what was carried is not worth keeping."""


class DatedFields(Generic[F]):
    """The dated facts of one employee or requisition, ready to be asked what was in force on a day.

    Thousands of referrals may ask about a post that was changed thousands of times: a question is a search by date,
    and what each fact carries is reckoned once for each field.
    """

    __slots__ = ("_carried", "_entries", "days")

    def __init__(self, dated: Iterable[tuple[date, Entry[F]]]) -> None:
        in_force = sorted(dated, key=lambda pair: (pair[0], pair[1].order))
        self.days: list[date] = [day for day, _ in in_force]
        self._entries: list[Entry[F]] = [entry for _, entry in in_force]
        self._carried: dict[Callable[[F], object], list[object]] = {}

    def on(self, day: date, field: Callable[[F], V | None]) -> V | None:
        """Read a field as in force on the day; before the first dated fact, the value that the first one gives.

        `field` is a function that lives as long as its module: what it reads is kept by it.
        """
        entries = self.up_to(day)
        if len(entries) <= FEW:
            return carried(entries, field)
        return self.values(field)[len(entries) - 1]

    def values(self, field: Callable[[F], V | None]) -> Sequence[V | None]:
        """List the field's value after each of the facts, in their order."""
        if field not in self._carried:
            self._carried[field] = list(carried_along(self._entries, field))
        return cast("list[V | None]", self._carried[field])

    def up_to(self, day: date) -> Sequence[Entry[F]]:
        """List the facts whose values are in force on the day, the later ones over the earlier ones."""
        return Head(self._entries, max(bisect_right(self.days, day), min(1, len(self._entries))))


def counted_by(day: date, entries: Iterable[Entry[F]], date_of: Callable[[F], date]) -> list[tuple[date, Entry[F]]]:
    """Keep what had happened or taken effect by the day: not both the instant's day and `date_of` are after it."""
    dated = [(date_of(entry.data), entry) for entry in entries]
    return [(dated_on, entry) for dated_on, entry in dated if entry.day <= day or dated_on <= day]
