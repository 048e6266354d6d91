"""The settings of payroll and its employees' file: read, or refused with what is wrong."""

import pytest

from domain.payouts.fault import Unreadable
from domain.payouts.files.employees import read_employees
from domain.payouts.files.payroll_file import Payee
from domain.payouts.files.settings import PayrollSettings, read_settings

HEADER = b"employee,payroll_id,company,first_name,last_name\r\n"


def test_the_settings_are_read_with_their_defaults() -> None:
    read = read_settings('employees = "e.csv"\n[adp]\ncurrency = "USD"\nslot = 4\n[workday]\nrecoveries = "negative"\n')
    assert isinstance(read, PayrollSettings)
    assert read.employees == "e.csv"
    assert read.of("adp") == {"currency": "USD", "slot": "4", "recoveries": "refuse", "company": ""}
    assert read.of("workday") == {"recoveries": "negative"}
    assert read.of("generic") == {}
    assert read.missing("adp") == ["adp.earning_code"]
    assert read.missing("generic") == []


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("adp = ", ["0"]),
        ("[sap]\n", ["sap"]),
        ("employees = 1\n", ["employees"]),
        ("adp = 1\n", ["adp"]),
        ('[adp]\nslot = 6\nearning = "x"\n', ["adp.earning", "adp.slot"]),
        ("[adp]\nslot = true\n", ["adp.slot"]),
        ('[adp]\nslot = "3"\n', ["adp.slot"]),
        ('[gusto]\nrecoveries = "yes"\n', ["gusto.recoveries"]),
        ("[gusto]\ncurrency = 1\n", ["gusto.currency"]),
    ],
)
def test_mistakes_in_the_settings_are_named(text: str, names: list[str]) -> None:
    read = read_settings(text)
    assert isinstance(read, Unreadable)
    assert [fault.name for fault in read.faults] == names


def test_the_employees_are_read_as_they_are() -> None:
    read = read_employees(HEADER + "E-1,000417,ABC,Ada,Öne\r\n=E-2,,,,\r\n\r\n".encode())
    assert read == {"E-1": Payee("000417", "ABC", "Ada", "Öne"), "=E-2": Payee()}
    assert read_employees(b"\xef\xbb\xbf" + HEADER) == {}


@pytest.mark.parametrize(
    ("content", "names"),
    [
        (b"", ["0"]),
        (b"\xff", ["0"]),
        (b"employee;payroll_id\r\n", ["0"]),
        (HEADER + b"E-1,1,,,\r\nE-2,2,,,\r\nE-1,3,,,\r\n", ["1", "3"]),
        (HEADER + b",1,,,\r\n", ["1"]),
        (HEADER + b"E-1,1,,\r\n", ["1"]),
        (HEADER + b'E-1,"1\n",,,\r\n', ["1"]),
    ],
)
def test_mistakes_in_the_employees_file_are_named_by_row(content: bytes, names: list[str]) -> None:
    read = read_employees(content)
    assert isinstance(read, Unreadable)
    assert [fault.name for fault in read.faults] == names
