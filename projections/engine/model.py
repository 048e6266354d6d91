"""What a read model is: tables, and a pure fold of a slice into their rows."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Any, Protocol, runtime_checkable

from sqlalchemy import Table

from projections.engine.slice import Slice

Rows = Mapping[str, Sequence[tuple[Any, ...]]]
"""Whole rows by table name, in the table's column order; the first column is the subject."""


class ReadModel(Protocol):
    """A read model. Its rows are a pure function of the facts of a subject and the day."""

    @property
    def name(self) -> str:
        """How it is called, by people and in the engine's tables."""
        ...

    @property
    def tables(self) -> tuple[Table, ...]:
        """Its tables; the first column of each is the subject."""
        ...

    def rows(self, slice_: Slice) -> Rows:
        """Fold the rows of every subject of the slice."""
        ...

    def content(self, table: str, row: tuple[Any, ...]) -> tuple[Any, ...] | None:
        """Give what of a row is the same however its facts came, for the digest; None to leave it out."""
        ...


@runtime_checkable
class TurnsByItself(Protocol):
    """A read model whose rows turn on more days than those in the facts and in the decisions."""

    def turning_days(self, slice_: Slice) -> Mapping[int, Collection[date]]:
        """List, by subject of the slice, the days on which rows begin or cease to be there if no other fact comes."""
        ...
