"""The mapping of a file: which column is which field of which fact, how dates are written, what a row is.

A TOML file. `source` names who tells the facts; `rows` says what a row is: "events", something that happened, or
"state", a thing as it is now, of which only what has changed since the last file is told. Each `[[fact]]` has a `type`,
`fields` (a field's column, or several whose texts are joined), `values` (the same for every row; `@day` is the day of
the file), `words` (what a column's words mean), `time` (a column; left out: the file's instant) and `where` (only rows
in which this column is filled).
"""

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Literal

import msgspec
from msgspec import Struct

from consumers.sheets.faults import SheetError
from domain.facts.base import Fact
from domain.facts.catalogue import FACTS
from domain.facts.shapes import empty_clears, fields_of
from domain.feed.own import is_own

DAY = "@day"
"""Stands for the day of the file in `values`."""

Columns = str | tuple[str, ...]


class FactMapping(Struct, frozen=True, forbid_unknown_fields=True):
    """How a row becomes a fact."""

    topic: str = msgspec.field(name="type")
    fields: dict[str, Columns] = {}
    values: dict[str, Any] = {}
    words: dict[str, dict[str, str]] = {}
    time: str | None = None
    where: str | None = None

    @property
    def cls(self) -> type[Fact]:
        """The class of its facts."""
        return FACTS[self.topic]

    def columns(self) -> Iterator[str]:
        """List the columns that it reads."""
        for named in self.fields.values():
            yield from [named] if isinstance(named, str) else named
        yield from filter(None, (self.time, self.where))


class Mapping(Struct, frozen=True, forbid_unknown_fields=True):
    """How a file becomes facts. `missing`: what becomes of a thing whose row is gone."""

    source: str
    fact: tuple[FactMapping, ...]
    rows: Literal["events", "state"] = "events"
    dates: tuple[str, ...] = ("%Y-%m-%d",)
    decimal: Literal[".", ","] = "."
    sheet: str | None = None
    missing: Literal["nothing", "ended"] = "nothing"


def read_mapping(path: Path) -> Mapping:
    """Read a mapping. Raises SheetError."""
    try:
        return parse_mapping(path.read_text(encoding="utf-8"), str(path))
    except OSError as error:
        raise SheetError(f"{path} cannot be read: {error.strerror}.") from None
    except UnicodeDecodeError:
        raise SheetError(f"{path} is not written in UTF-8.") from None


def parse_mapping(text: str, name: str) -> Mapping:
    """Parse a mapping; `name` is how errors call it. Raises SheetError."""
    try:
        mapping = msgspec.convert(tomllib.loads(text), Mapping)
    except tomllib.TOMLDecodeError as error:
        raise SheetError(f"{name} is no TOML: {error}.") from None
    except msgspec.ValidationError as error:
        raise SheetError(f"{name}: {error}.") from None
    _check(mapping, name)
    return mapping


def _check(mapping: Mapping, name: str) -> None:
    if not mapping.source.strip() or is_own(mapping.source):
        raise SheetError(f"{name}: `source` must be a name of your own, such as `/sheets/people`.")
    if not mapping.fact:
        raise SheetError(f"{name} has no [[fact]].")
    for number, each in enumerate(mapping.fact, 1):
        if each.topic not in FACTS:
            raise SheetError(f"{name}: [[fact]] {number} has a type that the feed does not know.")
        known = fields_of(each.cls)
        for field in {*each.fields, *each.values, *each.words}:
            outer, _, inner = field.partition(".")
            if outer not in known or bool(inner) != empty_clears(known[outer]):
                raise SheetError(f"{name}: `{each.topic}` has no field `{field}`.")


def require_columns(mapping: Mapping, header: list[str], name: str) -> None:
    """Raise SheetError for a column that the mapping names and the file does not have."""
    for each in mapping.fact:
        for column in each.columns():
            if column not in header:
                raise SheetError(f"{name} has no column `{column}`; it has {', '.join(header)}.")
