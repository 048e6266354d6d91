"""Loading the ledger from the book: all of it, or what an act on some runs or lines has to know."""

from collections.abc import Collection, Iterable
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Table, or_, select

from domain.payouts.ledger import Ledger
from domain.store.port import EventStore
from projections.database import Database
from projections.payout_book import tables
from projections.payout_book.storing import find_retracted, restore_line, restore_run, restore_settlement

_IN_WORDS = frozenset(("dropped", "waived", "cancelled"))


class Loading:
    """Loads from one state of the book; of events it reads only those that hold what the book does not."""

    def __init__(self, database: Database, connection: Connection, store: EventStore) -> None:
        self._database = database
        self._connection = connection
        self._store = store

    def everything(self) -> Ledger:
        """Load the whole ledger, but for the events of exports and for reasons in words."""
        ledger = Ledger()
        self._add_runs(ledger, self._rows(tables.runs))
        self._add_lines(ledger, self._rows(tables.lines))
        self.add_said(ledger)
        return ledger

    def around(self, runs: Collection[str] = (), lines: Collection[str] = ()) -> Ledger:
        """Load some runs and lines whole, with all other lines of the same instalments and what payroll says of them.

        Of the runs of other lines no more than those lines.
        """
        wanted = self._find_lines(runs, lines)
        referrals = {row.referral for row in wanted}
        instalments = {(row.referral, row.instalment) for row in wanted}
        same = self._rows(tables.lines, self._database.any_of(tables.lines.c.referral, sorted(referrals)))
        chosen = {row.line for row in wanted}
        found = [row for row in same if row.line in chosen or (row.referral, row.instalment) in instalments]
        ledger = Ledger()
        self._add_runs(ledger, self._find_runs({*runs, *(row.run for row in found)}))
        self._add_lines(ledger, found)
        self.add_said(ledger, {*ledger.lines, *lines})
        self._add_words(ledger, runs)
        return ledger

    def only(self, runs: Collection[str], lines: Collection[str]) -> tuple[Ledger, dict[str, int]]:
        """Load some runs with their lines, and lines with their runs; and the place of each line in its run."""
        found = self._find_lines(runs, lines)
        ledger = Ledger()
        self._add_runs(ledger, self._find_runs({*runs, *(row.run for row in found)}))
        self._add_lines(ledger, found)
        return ledger, {row.line: row.place for row in found}

    def add_said(self, ledger: Ledger, lines: Collection[str] | None = None, up_to: int | None = None) -> None:
        """Add what payroll has said of lines (None: of any) up to a position, and what of it stands retracted."""
        table = tables.settlements
        mine = [] if lines is None else [self._database.any_of(table.c.line, sorted(lines))]
        known = [] if up_to is None else [table.c.position <= up_to]
        ids = set()
        for row in self._rows(table, *mine, *known):
            ledger.settlements[row.line].append(restore_settlement(row))
            ids.add(row.id)
        if ids:
            table = tables.retractions
            known = [] if up_to is None else [table.c.position <= up_to]
            ledger.retracted |= find_retracted(
                self._rows(table, self._database.any_of(table.c.fact, sorted(ids)), *known)
            )
        ledger.files |= {row.source for row in self._rows(tables.files)}

    def _find_lines(self, runs: Collection[str], lines: Collection[str]) -> list[Row[Any]]:
        table = tables.lines
        of_runs, named = (
            self._database.any_of(column, sorted(values))
            for column, values in ((table.c.run, runs), (table.c.line, lines))
        )
        return self._rows(table, or_(of_runs, named))

    def _find_runs(self, runs: Collection[str]) -> list[Row[Any]]:
        return self._rows(tables.runs, self._database.any_of(tables.runs.c.run, sorted(runs)))

    def _rows(self, table: Table, *conditions: ColumnElement[bool]) -> list[Row[Any]]:
        return list(self._connection.execute(select(table).where(*conditions)).all())

    def _add_runs(self, ledger: Ledger, rows: Iterable[Row[Any]]) -> None:
        for row in sorted(rows, key=lambda row: row.number):
            ledger.runs[row.run] = restore_run(row)

    def _add_lines(self, ledger: Ledger, rows: Iterable[Row[Any]]) -> None:
        for row in sorted(rows, key=lambda row: (row.number, row.place)):
            line = restore_line(row)
            ledger.lines[line.line] = line
            ledger.runs[line.run].lines.append(line)
            ledger.by_instalment[line.referral, line.instalment].append(line)

    def _add_words(self, ledger: Ledger, runs: Collection[str]) -> None:
        """Add what only events hold: what an export sent, and reasons in somebody's own words."""
        for run in (ledger.runs[name] for name in runs if name in ledger.runs):
            if run.state == "exported":
                run.export = self._read(run.sent_at)
            said = [line for line in run.lines if line.fate in _IN_WORDS]
            words: dict[int, str | None] = {at: self._words(at) for at in {line.ended_at for line in said}}
            for line in said:
                line.reason = words[line.ended_at]

    def _words(self, position: int) -> str | None:
        reason: str | None = self._read(position).reason
        return reason

    def _read(self, position: int) -> Any:
        (row,) = self._store.read_after(position - 1, 1)
        return self._store.decode(row).data
