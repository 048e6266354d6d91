"""Exports: refused in order before anything is recorded, and the same bytes for ever after."""

import pytest

from domain.facts.payout import PayoutExported
from domain.payouts.acts.act import Refusal
from domain.payouts.files.payroll_file import Payee
from domain.payouts.files.settings import PayrollSettings
from domain.payouts.sent_file import make_companion, make_file
from tests.payouts.money import Shop

FULL = {
    "adp": {"currency": "USD", "earning_code": "REF", "company": "ABC"},
    "paychex": {"currency": "USD", "client_id": "1", "component": "Bonus"},
    "gusto": {"currency": "USD"},
    "workday": {"earning": "Referral"},
}
KNOWN = {"E-1": Payee("000417", "", "Ada", "One"), "E-2": Payee("9", "", "Bo", "Two")}


def approved(pay_date: str | None = "2026-06-15") -> Shop:
    shop = Shop()
    shop.must("propose", pay_date=pay_date)
    shop.must("approve", "E-51")
    return shop


@pytest.mark.parametrize(
    ("format_", "settings", "employees", "pay_date", "code", "names"),
    [
        ("adp", {}, {}, None, "payroll_settings_missing", ["adp.currency", "adp.earning_code"]),
        ("adp", {"adp": {"currency": "USD"}}, {}, None, "payroll_settings_missing", ["adp.earning_code"]),
        (
            "adp",
            {"adp": {"currency": "USD", "earning_code": "R"}},
            KNOWN,
            None,
            "payroll_settings_missing",
            ["adp.company"],
        ),
        (
            "paychex",
            {},
            {},
            None,
            "payroll_settings_missing",
            ["paychex.currency", "paychex.client_id", "paychex.component"],
        ),
        ("gusto", {}, KNOWN, None, "payroll_settings_missing", ["gusto.currency"]),
        ("workday", {}, {}, None, "payroll_settings_missing", ["workday.earning"]),
        ("workday", FULL, {}, None, "pay_date_missing", []),
        ("workday", FULL, {}, "2026-06-15", "payroll_id_missing", ["E-1"]),
        ("gusto", {"gusto": {"currency": "EUR"}}, {}, None, "format_cannot_carry", ["R-1/day-90/1"]),
        ("adp", FULL, {"E-1": Payee("x")}, None, "format_cannot_carry", ["R-1/day-90/1"]),
        ("adp", FULL, {}, None, "payroll_id_missing", ["E-1"]),
        ("gusto", FULL, {"E-1": Payee("", "", "Ada", "One")}, None, "payroll_id_missing", ["E-1"]),
        ("generic", {}, {}, None, "done", []),
        ("xlsx", {}, {}, None, "done", []),
        ("adp", FULL, KNOWN, None, "done", []),
        ("paychex", FULL, KNOWN, None, "done", []),
        ("gusto", FULL, KNOWN, None, "done", []),
        ("workday", FULL, KNOWN, "2026-06-15", "done", []),
    ],
)
def test_an_export_is_refused_in_order_and_names_what_is_missing(
    format_: str,
    settings: dict[str, dict[str, str]],
    employees: dict[str, Payee],
    pay_date: str | None,
    code: str,
    names: list[str],
) -> None:
    shop = approved(pay_date)
    shop.settings, shop.employees = PayrollSettings(formats=settings), employees
    before = shop.till.position
    outcome = shop.do("export", format=format_)
    if isinstance(outcome, Refusal):
        assert (outcome.code, [fault.name for fault in outcome.faults]) == (code, names)
        assert shop.till.position == before
    else:
        assert code == "done"


@pytest.mark.parametrize("format_", ["generic", "xlsx", "adp", "paychex", "gusto", "workday"])
def test_the_same_bytes_whatever_was_learnt_and_set_since(format_: str) -> None:
    shop = approved()
    shop.settings, shop.employees = PayrollSettings(formats=FULL), dict(KNOWN)
    first = shop.must("export", format=format_)
    assert first.file is not None
    (event,) = first.events
    assert isinstance(event, PayoutExported)
    assert (event.file, event.sha256) == (first.file.name, first.file.sha256)
    shop.owe(amount="1.00", referrer="E-2")
    shop.settled(outcome="rejected")
    shop.settings, shop.employees = None, {"E-1": Payee("666", "ZZZ", "X", "Y")}
    shop.wait(500)
    again = shop.must("export", "E-53", format=format_)
    assert (again.file, again.events) == (first.file, ())
    assert make_file(shop.till.ledger().runs["P-1"]) == first.file
    assert (make_companion(shop.till.ledger().runs["P-1"]) is not None) == (format_ in {"adp", "paychex", "gusto"})


@pytest.mark.parametrize(("format_", "named"), [("gusto", True), ("adp", False), ("generic", False)])
def test_names_are_kept_only_where_the_file_needs_them(format_: str, named: bool) -> None:
    shop = approved()
    shop.settings, shop.employees = PayrollSettings(formats=FULL), dict(KNOWN)
    (event,) = shop.must("export", format=format_).events
    assert isinstance(event, PayoutExported)
    assert event.names == ('{"E-1":["One","Ada"]}' if named else None)
    assert [(each.employee, each.payroll_id) for each in event.numbers] == [("E-1", "000417")]
