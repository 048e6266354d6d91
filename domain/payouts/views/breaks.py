"""Breaks: what does not reconcile between lines and payroll's answers (spec/payouts.md §5)."""

from collections.abc import Iterator

from msgspec import Struct

from domain.payouts.books import Books
from domain.payouts.line import Line
from domain.payouts.settlement import Settlement


class Break(Struct, frozen=True):
    """One thing that does not reconcile. `fact` names the settlement; `days` is since the export."""

    code: str
    line: str
    run: str | None
    fact: str | None
    days: int | None


def breaks(books: Books) -> list[Break]:
    """Find all breaks as of the day of the books, sorted by (code, line, fact)."""
    found = [*_stray(books), *_of_lines(books)]
    return sorted(found, key=lambda each: (each.code, each.line, each.fact or ""))


def _stray(books: Books) -> Iterator[Break]:
    """Find the settlements that fit nothing: one row each."""
    for name in books.ledger.settlements:
        line = books.ledger.lines.get(name)
        for said in books.ledger.said_of(name):
            if said.settled_on > books.on:
                continue
            if line is None:
                yield Break("unknown_line", name, None, said.ref, None)
            elif not line.is_exported or said.position < line.sent_at:
                yield Break("not_sent", name, line.run, said.ref, None)


def _of_lines(books: Books) -> Iterator[Break]:
    for line in books.ledger.lines.values():
        if not line.is_exported:
            continue
        said = books.settlements(line)
        if not said:
            assert line.sent_on is not None
            yield Break("unsettled", line.line, line.run, None, (books.on - line.sent_on).days)
            continue
        if books.stands(line)[0] == "differs":
            code = "currency_differs" if said[-1].currency != line.currency else "amount_differs"
            yield Break(code, line.line, line.run, said[-1].ref, None)
        if len({_says(each, line) for each in said}) > 1:
            yield Break("settled_again", line.line, line.run, said[-1].ref, None)


def _says(said: Settlement, line: Line) -> tuple[object, ...]:
    """Reduce a settlement to what it says of a line, such that those that agree are equal."""
    if said.outcome == "rejected":
        return ("rejected", said.settled_on)
    if said.amount is None:
        return ("paid", said.settled_on, line.amount, line.currency)
    return ("paid", said.settled_on, said.amount, said.currency)
