"""A file of statements: CSV with the columns kind, id, employee and, if wanted, reason."""

import csv
from collections.abc import Iterable, Iterator

from consumers.identities.statement import Statement

COLUMNS = ("kind", "id", "employee")


class FileRefused(Exception):  # noqa: N818 - named for what it is
    """A file without the columns that are needed."""


def read_statements(lines: Iterable[str]) -> Iterator[tuple[int, Statement]]:
    """Read the statements of a file, each with the number of its line. Raises FileRefused."""
    reader = csv.DictReader(lines)
    if missing := [column for column in COLUMNS if column not in (reader.fieldnames or ())]:
        raise FileRefused(
            f"the file must have the columns kind, id, employee (and reason): {', '.join(missing)} missing."
        )
    for row in reader:
        texts = {
            name: (value or "").strip()
            for name, value in row.items()
            if name is not None and not isinstance(value, list)
        }
        yield (
            reader.line_num,
            Statement(texts["kind"], texts["id"], texts["employee"], texts.get("reason") or None),
        )
