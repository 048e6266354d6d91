"""Tables for people."""

import io

import pytest
from rich.console import Console

from api.command import terminal_tables
from api.command.output import make_printable
from api.command.terminal_tables import Heading, Styled, draw_table, format_amount

HEADINGS = (Heading("Referral"), Heading("Stands", soft=True), Heading("Amount", right=True))


def drawn(rows: list[tuple[object, ...]]) -> list[str]:
    return [line.plain for line in draw_table(HEADINGS, rows)]  # type: ignore[arg-type]


def test_columns_are_aligned_and_amounts_stand_on_the_right() -> None:
    assert drawn([("R-1", Styled("earned", "green"), "1.00 USD"), ("R-22", None, "1,000.00 USD")]) == [
        "Referral  Stands        Amount",
        "--------  ------  ------------",
        "R-1       earned      1.00 USD",
        "R-22              1,000.00 USD",
    ]


def test_where_nobody_looks_on_nothing_is_wrapped_or_cut() -> None:
    long = "R-" + "9" * 198
    assert f"{long}  {'word ' * 40}".rstrip() in drawn([(long, ("word " * 40).rstrip(), "")])[2]


def test_on_a_terminal_the_soft_column_gives_way(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(terminal_tables, "open_console", lambda: Console(file=io.StringIO(), width=40))
    lines = drawn([("R-2611-01", "waiting for the milestone of E-2611-02", "1.00 USD")])
    assert max(map(len, lines)) <= 40
    assert "E-2611-02" in " ".join(lines)


def test_wide_letters_count_twice() -> None:
    assert drawn([("\u6771\u4eac", "x", "y")])[2] == "\u6771\u4eac      x            y"


@pytest.mark.parametrize("text", ["\x1b[31mred", "a\nb", "\u202eright"])
def test_nothing_steers_the_terminal(text: str) -> None:
    assert make_printable(text).isprintable()


@pytest.mark.parametrize(
    ("number", "currency", "written"),
    [
        ("1000.00", "USD", "1,000.00 USD"),
        ("150000", "JPY", "150,000 JPY"),
        ("0", None, "0"),
    ],
)
def test_amounts(number: str, currency: str | None, written: str) -> None:
    assert format_amount(number, currency) == written


def test_thousands_of_rows_are_drawn() -> None:
    assert len(drawn([(f"R-{number}", "earned", "1.00 USD") for number in range(7_000)])) == 7_002
