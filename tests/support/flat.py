"""Test support: what every read model must hold, folded from one flat list of facts: no subjects, no batches."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, tzinfo
from typing import Any

from domain.facts.base import Recorded
from projections.engine.asking.reader import Reader
from projections.engine.model import ReadModel
from projections.engine.slice import Loaded, Slice
from projections.engine.uses import Uses

Content = dict[str, Counter[tuple[Any, ...]]]
"""The rows of each table, without what depends on how their facts came."""


class EverybodyIsOne(dict[str, int]):
    """Every stream belongs to the same subject."""

    def __missing__(self, stream: str) -> int:
        return 1

    def get(self, stream: str, default: Any = None) -> int:
        """One."""
        return 1


def flat_slice(facts: Iterable[Recorded[Any]], as_of: date, zone: tzinfo) -> Slice:
    """One subject to which all facts belong."""
    return Slice(Loaded({1: list(facts)}, {}, Uses({}, {}), [], EverybodyIsOne()), as_of, zone)


def flat_content(models: Sequence[ReadModel], facts: Iterable[Recorded[Any]], as_of: date, zone: tzinfo) -> Content:
    """What the read models must hold."""
    whole = flat_slice(facts, as_of, zone)
    return {table: counted(model, table, rows) for model in models for table, rows in model.rows(whole).items()}


def held_content(models: Sequence[ReadModel], reader: Reader, as_of: date, up_to: int | None = None) -> Content:
    """What the read models hold."""
    return {
        table.name: counted(model, table.name, reader.rows(model, table, as_of, up_to=up_to))
        for model in models
        for table in model.tables
    }


def counted(model: ReadModel, table: str, rows: Iterable[tuple[Any, ...]]) -> Counter[tuple[Any, ...]]:
    """The content of rows, however often."""
    return Counter(content for row in rows if (content := model.content(table, row)) is not None)


def differences(held: Content, must: Content) -> Mapping[str, Any]:
    """The tables that differ: what is held and must not be, what must be held and is not."""
    return {
        table: {"held": held[table] - must[table], "missing": must[table] - held[table]}
        for table in must
        if held[table] != must[table]
    }
