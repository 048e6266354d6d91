"""Types see facts: whoever renames a field of a fact is told by mypy wherever state or rules read it."""

import ast
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
ROOMS = ("domain/state", "domain/rules")
FILES = sorted(path for room in ROOMS for path in (ROOT / room).rglob("*.py"))


def _untyped(tree: ast.AST) -> Iterator[str]:
    """Where types would not see a fact: `Any`, and attributes named by texts."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and node.id in {"Any", "getattr", "attrgetter"}:
            yield f"{node.id} in line {node.lineno}"


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_fact_passes_unseen(path: Path) -> None:
    assert list(_untyped(ast.parse(path.read_text()))) == []


RENAMED = [
    ("employee.py", "manager: OptionalId", "domain/state/employee.py"),
    ("requisition.py", "hiring_manager: ", "domain/state/requisition.py"),
    ("requisition.py", "bonus: ", "domain/state/requisition.py"),
    ("employment.py", "last_day: ", "domain/state/spell.py"),
    ("employment.py", "start_date: ", "domain/state/spell.py"),
    ("employment.py", "fte: ", "domain/state/offer.py"),
    ("referral.py", "relationship: ", "domain/state/referral.py"),
    ("application.py", "source: ", "domain/state/application.py"),
    ("offer.py", "start_date: ", "domain/state/offer.py"),
    ("bonus_programme.py", "effective_from: ", "domain/state/programme.py"),
    ("leave.py", "paid: ", "domain/state/spell.py"),
    ("candidate.py", "winning: ", "domain/state/person.py"),
]


def test_a_field_that_is_renamed_is_missed_where_it_is_read(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "domain", tmp_path / "domain", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    for file, field, _ in RENAMED:
        fact = tmp_path / "domain" / "facts" / file
        renamed, count = re.subn(rf"(?m)^    {re.escape(field)}", f"    renamed_{field}", fact.read_text())
        assert count, (file, field)
        fact.write_text(renamed)
    found = _errors(tmp_path)
    for _, field, reader in RENAMED:
        assert any(reader in line and f'"{field.partition(":")[0]}"' in line for line in found), (field, reader)


def _errors(root: Path) -> list[str]:
    command = [sys.executable, "-m", "mypy", "--config-file", "pyproject.toml", "--cache-dir", "cache", *ROOMS]
    return subprocess.run(command, cwd=root, capture_output=True, text=True, check=False).stdout.splitlines()
