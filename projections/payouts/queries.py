"""Questions about payouts: runs, the balance and the breaks, as of a day and as known at a position."""

from collections.abc import Sequence
from datetime import date

from msgspec import Struct
from msgspec.structs import asdict

from domain.payouts.books import Books
from domain.payouts.ledger import Ledger
from domain.payouts.line import Run
from domain.payouts.owed import Owing
from domain.payouts.standing import Standings
from domain.payouts.views.balance import BalanceRow, balance
from domain.payouts.views.breaks import Break, breaks
from domain.payouts.views.run import LineView, RunView, show_run
from domain.rules.explain import Explanation
from projections.bonuses.queries import why
from projections.engine.asking.reader import Reader
from projections.payout_book.loading import Loading
from projections.payout_book.storing import number_of
from projections.payouts.known import BonusRows, Workers, load_ledger


class Asking(Struct, frozen=True):
    """As of which day money is asked for, and by what was recorded up to a position (None: by everything).

    `is_today`: by everything, and no act can be of a later day, so that the book itself answers.
    """

    on: date
    up_to: int | None = None
    is_today: bool = False


class RunSummary(Struct, frozen=True, kw_only=True):
    """A run without its lines."""

    run: str
    state: str
    as_of: date
    currency: str
    pay_date: date | None
    proposed_by: str | None
    approved_by: str | None
    format: str | None
    total: str
    digest: str
    lines: int


class ExplainedLine(LineView, frozen=True, kw_only=True):
    """A line with the why of its row, for the day of its run as known at the proposal; null where there was no row."""

    why: Explanation | None


class Payouts:
    """Answers about money from one state of the read models."""

    def __init__(self, reader: Reader, asking: Asking) -> None:
        self._reader = reader
        self._asking = asking
        self._workers = Workers(reader, asking.up_to)
        rows = BonusRows(reader, self._workers, asking.up_to)
        self._owing = Owing(rows, reader.limit(asking.up_to), self._workers)

    def find_run(self, run: str) -> Run | None:
        """Find a run with its lines, and with the event of its export if it was sent."""
        return self._load_around(run).runs.get(run)

    def show(self, run: str) -> RunView | None:
        """Show a run, and how each of its lines stands; None if there is none of this id."""
        ledger = self._load_around(run)
        return show_run(ledger.runs[run], self._standings(ledger)) if run in ledger.runs else None

    def find_run_of(self, line: str) -> str | None:
        """Find the run that a line belongs to."""
        ledger = Loading(self._reader.database, self._reader.connection, self._reader.store).around((), (line,))
        found = ledger.lines.get(line)
        return found.run if found is not None else None

    def list_runs(self, after: str | None = None, limit: int | None = None) -> list[RunSummary]:
        """List runs in the order in which they were made, those after one of them."""
        ledger = self._load()
        standings = self._standings(ledger)
        first = 0 if after is None else number_of(after)
        wanted = [run for run in ledger.runs.values() if number_of(run.run) > first][:limit]
        standings.of_lines([line for run in wanted for line in run.pending])  # their rows are asked for together
        return [_summarise(show_run(run, standings)) for run in wanted]

    def balance(self) -> list[BalanceRow]:
        """Draw up the balance."""
        books = Books(self._load(), self._asking.on, self._workers)
        return balance(books, self._owing.everything(self._asking.on))

    def breaks(self) -> list[Break]:
        """Find what does not reconcile."""
        return breaks(Books(self._load(), self._asking.on, self._workers))

    def explain(self, view: RunView) -> list[ExplainedLine]:
        """Give the lines of a run with the why of each one's row, as known at the proposal."""
        run = self.find_run(view.run)
        assert run is not None
        found: dict[str, list[Explanation]] = {}
        for line in view.lines:
            if line.referral not in found:
                found[line.referral] = why(self._reader, line.referral, view.as_of, run.knew)
        return [ExplainedLine(**asdict(line), why=_pick(found[line.referral], line)) for line in view.lines]

    def _standings(self, ledger: Ledger) -> Standings:
        return Standings(Books(ledger, self._asking.on, self._workers), self._owing)

    def _load(self) -> Ledger:
        asking = self._asking
        if asking.is_today:
            return load_ledger(self._reader, None, None)
        return load_ledger(self._reader, asking.up_to, asking.on)

    def _load_around(self, run: str) -> Ledger:
        if not self._asking.is_today:
            return self._load()
        return Loading(self._reader.database, self._reader.connection, self._reader.store).around((run,))


def _pick(found: Sequence[Explanation], line: LineView) -> Explanation | None:
    return next((each for each in found if each.row.instalment == line.instalment), None)


def _summarise(view: RunView) -> RunSummary:
    return RunSummary(**{**asdict(view), "lines": len(view.lines)})
