"""Fields that take effect by their date: employees and requisitions (spec/bonus.md, "In force on a day X")."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import Any

from domain.state.entry import Entry, carried


class DatedFields:
    """The dated facts of one employee or requisition, ready to be asked what was in force on a day."""

    __slots__ = ("dated",)

    def __init__(self, dated: Iterable[tuple[date, Entry]]) -> None:
        self.dated: list[tuple[date, Entry]] = sorted(dated, key=lambda pair: (pair[0], pair[1].order))

    def on(self, day: date, field: str) -> Any:
        """The field's value in force on the day; before the first dated fact, the value that the first one gives."""
        return carried(self.up_to(day), field)

    def up_to(self, day: date) -> list[Entry]:
        """The facts whose values are in force on the day, the later ones over the earlier ones."""
        entries = [entry for dated_on, entry in self.dated if dated_on <= day]
        return entries or [entry for _, entry in self.dated[:1]]

    def changes_between(self, first: date, last: date) -> list[date]:
        """The days within the range on which a fact takes effect."""
        return [dated_on for dated_on, _ in self.dated if first <= dated_on <= last]


def counted_by(day: date, entries: Sequence[Entry], date_of: Callable[[Any], date]) -> list[tuple[date, Entry]]:
    """Those that had happened or taken effect by the day: not both the instant's day and the date are after it."""
    dated = [(date_of(entry.data), entry) for entry in entries]
    return [(dated_on, entry) for dated_on, entry in dated if entry.day <= day or dated_on <= day]
