"""Settlement files: read whole or not at all, recorded once, never as somebody's own."""

from collections.abc import Iterable

import pytest

from domain.payouts.acts.act import Done, Refusal
from domain.payouts.acts.settlement_file import read_settlements
from domain.payouts.fault import Unreadable
from tests.payouts.money import LINE, Shop

HEADER = "line,outcome,settled_on,amount,currency,reason"
GOOD = f"{LINE},paid,2026-06-01,2000.00,USD,"


def a_file(*rows: str, header: str = HEADER) -> bytes:
    return "".join(f"{row}\r\n" for row in (header, *rows)).encode()


def sent() -> Shop:
    shop = Shop()
    shop.send()
    return shop


def test_the_rows_become_settlements_numbered_in_nine_digits() -> None:
    shop = sent()
    done = shop.must("settle", content=a_file(GOOD, "R-404/d/1,rejected,2026-06-01,,,closed"))
    assert [(row.id, row.sequence, row.time) for row in done.settlements] == [
        ("000000001", "000000001", shop.at),
        ("000000002", "000000002", shop.at),
    ]
    assert {row.source for row in done.settlements} == {done.settlements[0].source}
    assert done.settlements[0].source.startswith("/payroll/files/")
    assert shop.state() == ("paid", "2000.00")
    assert [each.code for each in shop.till.breaks(shop.at.date())] == ["unknown_line"]


def test_the_same_file_again_records_nothing_at_once_or_a_year_later() -> None:
    shop = sent()
    shop.must("settle", content=a_file(GOOD))
    before = shop.till.position
    assert shop.must("settle", content=a_file(GOOD)) == Done()
    shop.wait(366)
    assert shop.must("settle", "E-1", content=a_file(GOOD)) == Done()
    assert shop.till.position == before


@pytest.mark.parametrize(
    ("rows", "faulty"),
    [
        ([], []),
        ([GOOD, ""], []),  # an empty line is no row
        ([f"{LINE},paid,2026-06-01,,,"], []),
        ([f"{LINE},paid,2026-06-01,'-5.00,USD,'=x"], []),
        ([f"{LINE},paid,2026-06-01,5.00,,"], ["1"]),
        ([f"{LINE},paid,2026-06-01,,USD,"], ["1"]),
        ([GOOD, f"{LINE},bounced,2026-06-01,,,", f"{LINE},paid,2026-02-30,,,"], ["2", "3"]),
        ([",paid,2026-06-01,,,"], ["1"]),
        ([f"{'L' * 201},paid,2026-06-01,,,"], ["1"]),
        ([f"{LINE},paid,01/06/2026,,,"], ["1"]),
        ([f"{LINE},paid,2026-06-01,1e3,USD,"], ["1"]),
        ([f"{LINE},paid,2026-06-01,5.00,XXX,"], ["1"]),
        ([f"{LINE},paid,2026-06-01,,"], ["1"]),
        ([f"{LINE},paid,2026-06-01,,,,"], ["1"]),
        ([f'{LINE},paid,2026-06-01,,,"open'], ["0"]),
    ],
)
def test_one_bad_row_refuses_the_file_by_its_number(rows: list[str], faulty: list[str]) -> None:
    shop = sent()
    before = shop.till.position
    outcome = shop.do("settle", content=a_file(*rows))
    if not faulty:
        assert isinstance(outcome, Done)
        return
    assert isinstance(outcome, Refusal)
    assert (outcome.code, [fault.name for fault in outcome.faults]) == ("unreadable_file", faulty)
    assert shop.till.position == before


@pytest.mark.parametrize(
    "content", [b"", b"\xff", a_file(GOOD, header="line,outcome"), a_file(GOOD).replace(b",", b";")]
)
def test_what_is_no_such_file_is_refused_as_a_whole(content: bytes) -> None:
    read = read_settlements(content)
    assert isinstance(read, Unreadable)
    assert [fault.name for fault in read.faults] == ["0"]


def test_faults_never_repeat_what_the_file_says() -> None:
    read = read_settlements(a_file("secret,secret,secret,secret,secret,secret"))
    assert isinstance(read, Unreadable)
    assert not any("secret" in fault.says for fault in read.faults)


@pytest.mark.parametrize("by", ["E-1", "E-9"])
def test_nobody_settles_a_line_of_their_own(by: str) -> None:
    assert sent().code("settle", by, content=a_file(GOOD)) == "own_line"


def test_an_unreadable_file_is_refused_before_whose_it_is() -> None:
    assert sent().code("settle", "E-1", content=a_file(GOOD, "x")) == "unreadable_file"


def test_a_program_without_an_employee_settles() -> None:
    assert sent().code("settle", None, content=a_file(GOOD)) == "done"


@pytest.mark.parametrize("mark", "=+-@")
def test_an_apostrophe_before_a_formula_is_taken_off(mark: str) -> None:
    (read,) = _read(a_file(f"{LINE},paid,2026-06-01,,,'{mark}1"))
    assert read == f"{mark}1"
    (kept,) = _read(a_file(f"{LINE},paid,2026-06-01,,,'x"))
    assert kept == "'x"


def _read(content: bytes) -> Iterable[str | None]:
    read = read_settlements(content)
    assert not isinstance(read, Unreadable)
    return [fact.reason for fact in read]
