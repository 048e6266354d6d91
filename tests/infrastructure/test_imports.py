"""Imports that the contracts of import-linter cannot say in one: a read model's tables are its own."""

import re
from pathlib import Path

PROJECTIONS = Path(__file__).parents[2] / "projections"
TABLES = re.compile(r"^\s*from projections\.(\w+)(?:\.tables import| import tables)", re.MULTILINE)


def imported() -> list[tuple[str, str]]:
    """(importing, imported) folder for each import of a module `tables`."""
    return [
        (path.relative_to(PROJECTIONS).parts[0], folder)
        for path in sorted(PROJECTIONS.rglob("*.py"))
        for folder in TABLES.findall(path.read_text(encoding="utf-8"))
    ]


def test_a_folder_touches_its_own_tables_only() -> None:
    assert {folder for _, folder in imported()} == {path.parent.name for path in PROJECTIONS.glob("*/tables.py")}
    assert [pair for pair in imported() if pair[0] != pair[1]] == []
