"""Folding: the rows of read models from a slice; a subject that cannot be folded is singled out and stops no other."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from domain.error_summary import kind_and_place
from domain.rules.decision import Decision
from projections.engine.model import ReadModel, Rows
from projections.engine.slice import Slice


class Failure(NamedTuple):
    """A read model could not fold a subject. The error names a kind and a line of code, never a value of a fact."""

    model: str
    subject: int
    error: str


def fold_each(slice_: Slice, models: Sequence[ReadModel]) -> tuple[Rows, list[Failure]]:
    """Fold the slice for every read model; returns the rows of all their tables, and what could not be folded."""
    rows: dict[str, Sequence[tuple[Any, ...]]] = {}
    damaged = [(subject, error) for subject, error in slice_.loaded.damaged.items() if subject in slice_.subjects]
    failures = [Failure(model.name, subject, error) for model in models for subject, error in damaged]
    sound = slice_.sound()
    for model in models:
        found, failed = _fold_or_single_out(sound, model)
        rows.update(found)
        failures += failed
    return rows, failures


def _fold_or_single_out(slice_: Slice, model: ReadModel) -> tuple[Rows, list[Failure]]:
    """Fold the slice for one read model; if that fails, fold each subject alone, so that only the cause is left out."""
    try:
        return model.rows(slice_), []
    except Exception:  # noqa: BLE001 - whatever it is, it must not stop the other subjects
        return _fold_one_by_one(slice_, model)


def _fold_one_by_one(slice_: Slice, model: ReadModel) -> tuple[Rows, list[Failure]]:
    rows: dict[str, list[tuple[Any, ...]]] = {table.name: [] for table in model.tables}
    failures = []
    for subject in slice_.subjects:
        try:
            found = model.rows(slice_.only([subject]))
        except Exception as error:  # noqa: BLE001 - as above
            failures.append(Failure(model.name, subject, kind_and_place(error)))
        else:
            for table, some in found.items():
                rows[table].extend(some)
    return rows, failures


def decide_or_single_out(slice_: Slice) -> list[Decision]:
    """Decide the slice; if that fails, decide each subject alone, and leave out those that cannot be decided."""
    slice_ = slice_.sound()
    try:
        return slice_.decisions
    except Exception:  # noqa: BLE001 - what cannot be decided must not keep others from being explained
        return [decision for subject in slice_.subjects for decision in _decide_alone(slice_, subject)]


def _decide_alone(slice_: Slice, subject: int) -> list[Decision]:
    try:
        return slice_.only([subject]).decisions
    except Exception:  # noqa: BLE001 - as above: it is parked, and visible there
        return []
