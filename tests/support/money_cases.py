"""The worked cases of tests/vectors-money: pushes and acts with their answers, then questions with theirs."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

FOLDER = Path(__file__).parent.parent / "vectors-money"
LAST_OF_PAYOUTS = 43
"""Those that come after are about reports."""


class MoneyCase(NamedTuple):
    """One case: steps in the order of their instants, and asks after all of them."""

    number: int
    name: str
    timezone: str
    employees: Mapping[str, Mapping[str, str]]
    steps: list[dict[str, Any]]
    asks: list[dict[str, Any]]


def _case(path: Path) -> MoneyCase:
    case = json.loads(path.read_text(encoding="utf-8"))
    zone, employees = case.get("timezone", "UTC"), case.get("employees", {})
    return MoneyCase(int(path.name[:2]), case["name"], zone, employees, case["steps"], case["asks"])


def write_payroll(case: MoneyCase, folder: Path) -> str:
    """Write the settings of payroll that a case wants; the path of the file that `VOUCH_PAYROLL` names."""
    columns = ("payroll_id", "company", "first_name", "last_name")
    rows = [[name, *(known.get(column, "") for column in columns)] for name, known in case.employees.items()]
    lines = [["employee", *columns], *rows]
    (folder / "employees.csv").write_text("".join(f"{','.join(line)}\n" for line in lines), encoding="utf-8")
    path = folder / "payroll.toml"
    path.write_text('employees = "employees.csv"\n', encoding="utf-8")
    return str(path)


CASES = [_case(path) for path in sorted(FOLDER.glob("*.json"))]
PAYOUT_CASES = [case for case in CASES if case.number <= LAST_OF_PAYOUTS]
