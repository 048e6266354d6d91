"""Parking: a subject that a read model cannot digest is put aside there, visibly, and stops nobody else."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from traceback import extract_tb
from typing import Any, NamedTuple

from sqlalchemy import Connection, delete, select

from domain.rules.decision import Decision
from projections.database import Database
from projections.engine.model import ReadModel, Rows
from projections.engine.slice import Slice
from projections.engine.tables import parked

Folded = dict[str, Mapping[str, Sequence[tuple[Any, ...]]]]
"""Rows by table, by read model."""


class Failure(NamedTuple):
    """A read model could not fold a subject. The error names a kind and a line of code, never a value of a fact."""

    model: str
    subject: int
    error: str


def fold_each(whole: Slice, models: Sequence[ReadModel]) -> tuple[Folded, list[Failure]]:
    """The rows of every read model, and what could not be folded."""
    folded: Folded = {}
    failures: list[Failure] = []
    for model in models:
        folded[model.name], failed = digested(whole, model)
        failures += failed
    return folded, failures


def digested(whole: Slice, model: ReadModel) -> tuple[Rows, list[Failure]]:
    """The rows of a read model; where it stumbles, subject by subject, so that only the cause is left out."""
    try:
        return model.rows(whole), []
    except Exception:  # noqa: BLE001 - whatever it is, it must not stop the other subjects
        return _one_by_one(whole, model)


def _one_by_one(whole: Slice, model: ReadModel) -> tuple[dict[str, list[tuple[Any, ...]]], list[Failure]]:
    rows: dict[str, list[tuple[Any, ...]]] = {table.name: [] for table in model.tables}
    failures = []
    for subject in whole.subjects:
        try:
            found = model.rows(Slice(whole.loaded.only(subject), whole.as_of, whole.zone))
        except Exception as error:  # noqa: BLE001 - as above
            failures.append(Failure(model.name, subject, described(error)))
        else:
            for table, some in found.items():
                rows[table].extend(some)
    return rows, failures


def decided(whole: Slice) -> list[Decision]:
    """The decisions on a slice; where it stumbles, on each of its subjects that can be decided by itself."""
    try:
        return whole.decisions
    except Exception:  # noqa: BLE001 - what cannot be decided must not keep others from being explained
        return [each for subject in whole.subjects for each in _decided_alone(whole, subject)]


def _decided_alone(whole: Slice, subject: int) -> list[Decision]:
    try:
        return Slice(whole.loaded.only(subject), whole.as_of, whole.zone).decisions
    except Exception:  # noqa: BLE001 - as above: it is parked, and visible there
        return []


def described(error: Exception) -> str:
    """An error by its kind and place in the code: its own text might repeat somebody's data."""
    frames = extract_tb(error.__traceback__)
    return f"{type(error).__name__} in {frames[-1].name}, line {frames[-1].lineno}" if frames else type(error).__name__


def park(
    database: Database,
    connection: Connection,
    tried: Sequence[int],
    models: Iterable[ReadModel],
    failures: Collection[Failure],
    subject_of: Mapping[str, int],
) -> None:
    """Replace the parked marks of the subjects just tried."""
    if not failures and connection.execute(select(parked.c.subject).limit(1)).first() is None:
        return
    connection.execute(delete(parked).where(database.any_of(parked.c.subject, tried)))
    named = {subject: node for node, subject in sorted(subject_of.items(), reverse=True)}
    rows = [(failure.model, failure.subject, named.get(failure.subject, ""), failure.error) for failure in failures]
    database.insert(connection, parked, rows)
