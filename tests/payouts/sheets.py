"""Test support: runs as payroll files are made of them."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from domain.payouts.digest import digest
from domain.payouts.files.payroll_file import Payee, Sheet
from domain.payouts.line import Line

EMPLOYEES = {
    "E-1": Payee("000417", "ABC", "Ada", "One"),
    "E-2": Payee("000018", "", "Bo", "Two"),
    "E-3": Payee("17", "AB", "Cy", "Three"),
}


def a_line(number: int, referrer: str, amount: str, currency: str = "USD", **more: Any) -> Line:
    """A line of referral R-`number`."""
    usual: dict[str, Any] = {
        "line": f"R-{number}/day-90/1", "run": "P-7", "referral": f"R-{number}", "instalment": "day-90",
        "kind": "first", "corrects": None, "hire": "E-9", "earned_on": date(2026, 5, 31), "programme_version": 1,
    }  # fmt: skip
    return Line(**{**usual, "referrer": referrer, "amount": Decimal(amount), "currency": currency, **more})


def a_sheet(*lines: Line, settings: dict[str, str] | None = None, **more: Any) -> Sheet:
    """The sheet of run P-7 with these lines."""
    usual: dict[str, Any] = {
        "run": "P-7", "as_of": date(2026, 5, 31), "pay_date": date(2026, 6, 15), "currency": "USD",
        "proposed_by": "E-50", "approved_by": "E-51", "exported_at": datetime(2026, 6, 2, 9, 30, 15, 5, tzinfo=UTC),
        "digest": digest(lines), "payees": EMPLOYEES,
    }  # fmt: skip
    return Sheet(**{**usual, "lines": lines, "settings": settings or {}, **more})
