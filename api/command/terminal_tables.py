"""Tables for people: narrow, aligned, in colour on a terminal. Nothing is ever cut; soft columns wrap.

Drawn here and not by rich's own tables, which take seconds for thousands of rows and cut what does not fit.
"""

import sys
from collections.abc import Iterable, Sequence
from itertools import zip_longest
from textwrap import wrap
from typing import NamedTuple

from rich.cells import cell_len
from rich.console import Console, RenderableType
from rich.text import Text

from api.command.output import make_printable, writing

UNBOUNDED = 10_000
"""Columns of a line where output is no terminal: no line is that long."""
GAP = "  "
NARROWEST = 16


class Styled(NamedTuple):
    """A text with its style."""

    text: str
    style: str


Cell = str | Styled | int | None


class Heading(NamedTuple):
    """A column's name. With `right`, cells stand on the right (numbers); a `soft` one wraps where there is no room."""

    name: str
    right: bool = False
    soft: bool = False


class Piece(NamedTuple):
    """A cell as it is drawn: its lines, how wide they are, and its style."""

    lines: list[str]
    width: int
    style: str


def show(*texts: RenderableType | list[Text]) -> None:
    """Write tables and texts to standard output."""
    screen = open_console()
    with writing():
        for text in texts:
            if not isinstance(text, list):
                screen.print(text)
            elif screen.is_terminal:
                for line in text:
                    screen.print(line, no_wrap=True, overflow="ignore", crop=False)
            else:
                sys.stdout.write("".join(f"{line.plain}\n" for line in text))


def open_console() -> Console:
    """Open standard output as people see it."""
    width = None if sys.stdout.isatty() else UNBOUNDED
    return Console(file=sys.stdout, width=width, markup=False, highlight=False, emoji=False)


def draw_table(headings: Sequence[Heading], rows: Iterable[Sequence[Cell]]) -> list[Text]:
    """Draw the lines of a table; a cell that is None stays empty."""
    pieces = [[_make_piece(cell) for cell in row] for row in rows]
    heads = [Piece([heading.name], cell_len(heading.name), "bold") for heading in headings]
    widths = [max(piece.width for piece in column) for column in zip(heads, *pieces, strict=True)]
    for index, heading in enumerate(headings):
        if heading.soft:
            room = open_console().width - sum(widths) + widths[index] - len(GAP) * (len(widths) - 1)
            widths[index] = min(widths[index], max(room, NARROWEST))
            pieces = [[*row[:index], _wrap(row[index], widths[index]), *row[index + 1 :]] for row in pieces]
    rule = [Piece(["-" * width], width, "dim") for width in widths]
    return [line for row in (heads, rule, *pieces) for line in _draw(row, headings, widths)]


def _make_piece(cell: Cell) -> Piece:
    text, style = cell if isinstance(cell, Styled) else ("" if cell is None else str(cell), "")
    text = make_printable(text)
    return Piece([text], len(text) if text.isascii() else cell_len(text), style)


def _wrap(piece: Piece, width: int) -> Piece:
    return piece if piece.width <= width else piece._replace(lines=wrap(piece.lines[0], width, break_on_hyphens=False))


def _draw(row: Sequence[Piece], headings: Sequence[Heading], widths: Sequence[int]) -> list[Text]:
    lines = []
    for parts in zip_longest(*(piece.lines for piece in row), fillvalue=""):
        line = Text()
        for part, piece, heading, width in zip(parts, row, headings, widths, strict=True):
            line.append(_pad(part, width, right=heading.right), piece.style or None)
            line.append(GAP)
        line.rstrip()
        lines.append(line)
    return lines


def _pad(text: str, width: int, *, right: bool) -> str:
    padding = " " * (width - (len(text) if text.isascii() else cell_len(text)))
    return padding + text if right else text + padding


def format_amount(number: str, currency: str | None) -> str:
    """Write an amount as people do: 1,000.00 USD."""
    whole, point, part = number.partition(".")
    return f"{int(whole):,}{point}{part} {currency}" if currency else number
