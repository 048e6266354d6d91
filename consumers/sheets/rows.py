"""Rows become facts, by the mapping; a row that cannot be read is told with its column and stops no other."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from consumers.sheets.cells import Reader, write
from consumers.sheets.faults import BadCellError
from consumers.sheets.mapping import DAY, Columns, FactMapping, Mapping
from consumers.sheets.table import Row, is_blank
from domain.facts.base import Fact
from domain.facts.checking import Fault, read_fact
from domain.facts.shapes import fields_of


class Drafted(NamedTuple):
    """A fact of a row, when it happened, and its fields that hold the file's day, for want of a column."""

    row: int
    fact: Fact
    time: datetime
    of_the_day: tuple[str, ...] = ()
    holds: bool = True
    """False: the row does not say it, its column `where` is blank; the fact only names what it would be about."""
    takes_back: bool = False
    """True: it takes back what was told before, because the row does not say it any more."""


class BadRow(NamedTuple):
    """A row that cannot be read: its number, the column, a reason code, and what it must be."""

    row: Row
    column: str | None
    reason: str
    says: str


class Drafter:
    """Drafts the facts of rows. `received_at` is the file's instant, `zone` the organisation's time zone."""

    def __init__(self, mapping: Mapping, received_at: datetime, zone: ZoneInfo) -> None:
        self._mapping = mapping
        self._received_at = received_at
        self._day = received_at.astimezone(zone).date().isoformat()
        self._reader = Reader(mapping.dates, mapping.decimal, zone)

    def draft(self, row: Row) -> list[Drafted] | BadRow:
        """Draft all the facts of a row; none of them if one cannot be read."""
        drafts = []
        for each in self._mapping.fact:
            try:
                drafted = self._draft_one(each, row)
            except BadCellError as bad:
                return BadRow(row, bad.column, bad.reason, str(bad))
            if drafted is not None:
                drafts.append(drafted)
        return drafts

    def _draft_one(self, each: FactMapping, row: Row) -> Drafted | None:
        holds = each.where is None or not is_blank(row.cells[each.where])
        if not holds and self._mapping.rows == "events":
            return None
        data, days = self._collect(each, row)
        if not holds:
            return self._name(each, row, data)
        fact = read_fact(data, each.cls)
        if isinstance(fact, Fault):
            field = fact.field.removeprefix("data.")
            raise BadCellError(_find_column(each, field), fact.reason, fact.detail)
        time = self._received_at
        if each.time is not None:
            time = self._reader.read_moment(row.cells[each.time], each.time)
        return Drafted(row.number, fact, time, days)

    def _name(self, each: FactMapping, row: Row, data: dict[str, Any]) -> Drafted | None:
        """Draft what the row does not say any more, dates that it lacks filled with the file's day; None if nothing."""
        filled: dict[str, Any] = {name: self._day for name in fields_of(each.cls) if name in ("last_day", "first_day")}
        filled |= {"paid": False} if "paid" in fields_of(each.cls) else {}
        fact = read_fact({**filled, **data}, each.cls)
        return None if isinstance(fact, Fault) else Drafted(row.number, fact, self._received_at, holds=False)

    def _collect(self, each: FactMapping, row: Row) -> tuple[dict[str, Any], tuple[str, ...]]:
        """Collect the fields of a fact, and the names of those that hold the day of the file."""
        days = tuple(name for name, value in each.values.items() if value == DAY)
        data: dict[str, Any] = {name: self._day if value == DAY else value for name, value in each.values.items()}
        for field, columns in each.fields.items():
            outer, _, inner = field.partition(".")
            read = self._read_field(each, row, field, columns)
            if read is None:
                continue
            if inner:
                data[outer] = {**data.get(outer, {}), inner: read}
            else:
                data[outer] = read
        for name in [name for name in data if "." in name]:
            outer, _, inner = name.partition(".")
            value = data.pop(name)
            if outer in data:  # a currency without an amount says nothing
                data[outer] = {inner: value, **data[outer]}
        return data, days

    def _read_field(self, each: FactMapping, row: Row, field: str, columns: Columns) -> object:
        if not isinstance(columns, str):
            parts = [write(row.cells[column]) for column in columns if not is_blank(row.cells[column])]
            return " ".join(parts) or None
        cell = row.cells[columns]
        if is_blank(cell):
            return None
        words = each.words.get(field)
        if words is not None:
            text = write(cell)
            if text not in words:
                raise BadCellError(columns, "not_in_list", f"one of {', '.join(words)}")
            return words[text] or None
        outer, _, inner = field.partition(".")
        shape = fields_of(each.cls)[outer]
        if inner:
            shape = fields_of(shape.cls)[inner]  # type: ignore[attr-defined]
        return self._reader.read(cell, shape, columns)


def _find_column(each: FactMapping, field: str) -> str:
    """Find the column that a field comes from; the field itself where no column is mapped to it."""
    columns = each.fields.get(field) or each.fields.get(f"{field}.amount")
    return columns if isinstance(columns, str) else " + ".join(columns) if columns else field


def draft_rows(rows: Iterator[Row], drafter: Drafter) -> Iterator[Drafted | BadRow]:
    """Draft the facts of all rows, and tell the rows that are bad."""
    for row in rows:
        drafted = drafter.draft(row)
        if isinstance(drafted, BadRow):
            yield drafted
        else:
            yield from drafted
