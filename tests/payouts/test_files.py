"""The files for payroll, each to the letter of spec/payroll-files.md."""

import csv
import io
import zipfile

import pytest

from domain.payouts.files.companion import write_companion
from domain.payouts.files.formats import FORMATS
from domain.payouts.files.payroll_file import Payee, PayrollFile, Sheet
from tests.payouts.sheets import EMPLOYEES, a_line, a_sheet

ADP = {"currency": "USD", "company": "XYZ", "earning_code": "REF", "slot": "3", "recoveries": "refuse"}
PAYCHEX = {"currency": "USD", "client_id": "12345678", "component": "Referral Bonus", "recoveries": "refuse"}
GUSTO = {"currency": "USD", "recoveries": "refuse"}
WORKDAY = {"earning": "REFERRAL", "recoveries": "refuse"}

LINES = (a_line(1, "E-1", "2000.00"), a_line(2, "E-2", "500.00"), a_line(3, "E-1", "-250.50"), a_line(4, "E-2", "-500"))


def written(format_: str, sheet: Sheet) -> PayrollFile:
    return FORMATS[format_].write(sheet)  # type: ignore[index]


def test_adp_has_one_row_an_employee_sorted_and_none_for_nothing() -> None:
    sheet = a_sheet(
        *LINES[:1], LINES[2], a_line(5, "E-5", "1.00"), settings=ADP, payees=EMPLOYEES | {"E-5": Payee("9", "ABC")}
    )
    file = written("adp", sheet)
    assert file.name == "PRABCEPI.csv"
    assert file.content.decode() == (
        "Co Code,Batch ID,File #,Earnings 3 Code,Earnings 3 Amount\r\nABC,7,000417,REF,1749.50\r\nABC,7,9,REF,1.00\r\n"
    )


def test_adp_of_several_companies_is_an_archive_stored_and_without_a_clock() -> None:
    sheet = a_sheet(*LINES, a_line(6, "E-3", "10"), settings={**ADP, "slot": "5"})
    file = written("adp", sheet)
    assert file.name == "P-7.zip"
    with zipfile.ZipFile(io.BytesIO(file.content)) as archive:
        assert archive.namelist() == ["PRAB_EPI.csv", "PRABCEPI.csv", "PRXYZEPI.csv"]
        assert {(info.date_time, info.compress_type) for info in archive.infolist()} == {((1980, 1, 1, 0, 0, 0), 0)}
        header = "Co Code,Batch ID,File #,Earnings 5 Code,Earnings 5 Amount\r\n"
        assert archive.read("PRAB_EPI.csv").decode() == f"{header}AB,7,17,REF,10.00\r\n"
        assert archive.read("PRXYZEPI.csv").decode() == header
    assert written("adp", sheet) == file


def test_paychex_has_every_column() -> None:
    file = written("paychex", a_sheet(*LINES, settings=PAYCHEX))
    assert file.name == "P-7.csv"
    assert file.content.decode() == (
        "Client ID,Worker ID,Org,Job Number,Pay Component,Rate,Rate Number,Hours,Units,Line Date,Amount,"
        "Check Seq Number,Override State,Override Local,Override Local Jurisdiction,Labor Assignment\r\n"
        "12345678,000417,,,Referral Bonus,,,,,,1749.50,,,,,\r\n"
    )


def test_gusto_has_names_from_the_employees_file() -> None:
    file = written("gusto", a_sheet(LINES[0], LINES[1], settings=GUSTO))
    assert file.content.decode() == (
        "last_name,first_name,gusto_employee_id,bonus\r\nTwo,Bo,000018,500.00\r\nOne,Ada,000417,2000.00\r\n"
    )


def test_workday_has_one_row_a_line() -> None:
    file = written("workday", a_sheet(LINES[0], LINES[2], settings=WORKDAY))
    assert file.content.decode() == (
        "Spreadsheet Key,Row ID,Batch ID,Start Date,End Date,Worker,Earning,Amount,Currency,Comment\r\n"
        "1,1,P-7,2026-06-15,2026-06-15,000417,REFERRAL,2000.00,USD,R-1/day-90/1\r\n"
        "2,1,P-7,2026-06-15,2026-06-15,000417,REFERRAL,-250.50,USD,R-3/day-90/1\r\n"
    )


@pytest.mark.parametrize(
    ("format_", "settings", "files"),
    [
        ("adp", ADP, [("PRABCEPI.csv", "1"), ("PRXYZEPI.csv", ""), ("PRABCEPI.csv", "1"), ("PRXYZEPI.csv", "")]),
        ("paychex", PAYCHEX, [("P-7.csv", "1"), ("P-7.csv", ""), ("P-7.csv", "1"), ("P-7.csv", "")]),
        ("gusto", GUSTO, [("P-7.csv", "1"), ("P-7.csv", ""), ("P-7.csv", "1"), ("P-7.csv", "")]),
    ],
)
def test_the_companion_says_which_line_is_in_which_row(
    format_: str, settings: dict[str, str], files: list[tuple[str, str]]
) -> None:
    sheet = a_sheet(*LINES, settings=settings)
    companion = write_companion(sheet, format_)
    assert companion.name == "P-7.lines.csv"
    rows = list(csv.DictReader(io.StringIO(companion.content.decode(), newline="")))
    assert [row["line"] for row in rows] == [line.line for line in LINES]
    assert [(row["file"], row["row"]) for row in rows] == files
    assert {row["digest"] for row in rows} == {sheet.digest}
    assert [(row["employee"], row["payroll_id"], row["amount"]) for row in rows[:2]] == [
        ("E-1", "000417", "2000.00"),
        ("E-2", "000018", "500.00"),
    ]


def payee(number: str = "17", company: str = "AB", first: str = "Cy", last: str = "Three") -> dict[str, Payee]:
    return EMPLOYEES | {"E-3": Payee(number, company, first, last)}


@pytest.mark.parametrize(
    ("format_", "settings", "payees", "amount", "currency", "carried"),
    [
        ("adp", ADP, payee(), "1.00", "USD", True),
        ("adp", ADP, payee(), "1.00", "EUR", False),
        ("adp", ADP, payee(), "-1.00", "USD", False),
        ("adp", ADP | {"recoveries": "negative"}, payee(), "-1.00", "USD", True),
        ("adp", ADP | {"currency": "KWD"}, payee(), "1.000", "KWD", False),
        ("adp", ADP | {"currency": "JPY"}, payee(), "1", "JPY", True),
        ("adp", ADP, payee("17a"), "1.00", "USD", False),
        ("adp", ADP, payee("-17"), "1.00", "USD", False),
        ("adp", ADP, payee("\u0661\u0667"), "1.00", "USD", False),
        ("adp", ADP, payee(company="ABCD"), "1.00", "USD", False),
        ("adp", ADP, payee(company="ab"), "1.00", "USD", False),
        ("adp", ADP, payee(company="A_"), "1.00", "USD", False),
        ("adp", ADP | {"slot": "2"}, payee(), "1.00", "USD", False),
        ("adp", ADP | {"earning_code": "REFB"}, payee(), "1.00", "USD", False),
        ("adp", ADP | {"earning_code": "=1"}, payee(), "1.00", "USD", False),
        ("paychex", PAYCHEX, payee("a" * 10), "1.00", "USD", True),
        ("paychex", PAYCHEX, payee("a" * 11), "1.00", "USD", False),
        ("paychex", PAYCHEX, payee("a-b"), "1.00", "USD", False),
        ("paychex", PAYCHEX | {"client_id": "1" * 9}, payee(), "1.00", "USD", False),
        ("paychex", PAYCHEX | {"component": "c" * 20}, payee(), "1.00", "USD", True),
        ("paychex", PAYCHEX | {"component": "c" * 21}, payee(), "1.00", "USD", False),
        ("paychex", PAYCHEX | {"component": "=1"}, payee(), "1.00", "USD", False),
        ("paychex", PAYCHEX, payee(), "-1.00", "USD", False),
        ("gusto", GUSTO, payee("x/y z"), "1.00", "USD", True),
        ("gusto", GUSTO, payee("@x"), "1.00", "USD", False),
        ("gusto", GUSTO, payee("\uff1dx"), "1.00", "USD", False),
        ("gusto", GUSTO, payee(first=""), "1.00", "USD", False),
        ("gusto", GUSTO, payee(last="=Three"), "1.00", "USD", False),
        ("gusto", GUSTO, payee(first="Ada", last="One"), "1.00", "USD", False),
        ("gusto", GUSTO, payee(first="ADA ", last="one"), "1.00", "USD", False),
        ("gusto", GUSTO, payee(first="Adah", last="One"), "1.00", "USD", True),
        ("gusto", GUSTO, payee(), "1.00", "EUR", False),
        ("workday", WORKDAY, payee("any thing"), "1.00", "EUR", True),
        ("workday", WORKDAY, payee(), "1.000", "KWD", True),
        ("workday", WORKDAY, payee(), "-1.00", "USD", False),
        ("workday", WORKDAY | {"recoveries": "negative"}, payee(), "-1.00", "USD", True),
        ("workday", WORKDAY, payee("+1"), "1.00", "USD", False),
        ("workday", WORKDAY | {"earning": "=1"}, payee(), "1.00", "USD", False),
        ("generic", {}, payee("=1", "@"), "-1.000", "KWD", True),
        ("xlsx", {}, payee("=1", "@"), "-1.000", "KWD", True),
    ],
)
def test_what_a_format_cannot_carry_names_the_line(
    format_: str, settings: dict[str, str], payees: dict[str, Payee], amount: str, currency: str, carried: bool
) -> None:
    lines = [a_line(1, "E-1", "5", currency), a_line(8, "E-3", amount, currency)]
    sheet = a_sheet(*lines, settings=settings, payees=payees, currency=currency)
    faults = list(FORMATS[format_].faults(sheet))  # type: ignore[index]
    assert ("R-8/day-90/1" not in {fault.name for fault in faults}) == carried
    assert not any(part and part in fault.says for fault in faults for part in ("Three", "a-b", "E-3"))


def test_a_negative_line_is_carried_by_a_sum_that_is_not() -> None:
    sheet = a_sheet(LINES[0], LINES[2], settings=ADP)
    assert not list(FORMATS["adp"].faults(sheet))


def test_a_company_is_missing_only_where_an_employee_has_none() -> None:
    settings = {**ADP, "company": ""}
    assert FORMATS["adp"].missing(a_sheet(LINES[0], settings=settings)) == []
    assert FORMATS["adp"].missing(a_sheet(*LINES, settings=settings)) == ["adp.company"]
