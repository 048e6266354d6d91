"""A run as it is shown, on the day of the books, by all that is known then."""

from datetime import date

from msgspec import Struct

from domain.money import money_text
from domain.payouts.books import Books
from domain.payouts.digest import digest, total, write_amount
from domain.payouts.line import Line, Run
from domain.payouts.standing import Standing, Standings

SETTLED = frozenset({"paid", "rejected"})


class LineView(Struct, frozen=True, kw_only=True):
    """A line as it is shown."""

    line: str
    referral: str
    instalment: str
    referrer: str
    hire: str | None
    amount: str
    kind: str
    corrects: str | None
    earned_on: date | None
    state: str
    reason: str | None
    counts: str | None


class RunView(Struct, frozen=True, kw_only=True):
    """A run as it is shown."""

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
    lines: tuple[LineView, ...]


def show_run(run: Run, standings: Standings) -> RunView:
    """Show a run: how each line stands, and total and digest over those that are ready, approved or exported."""
    found = standings.of_run(run)
    counted = [line for line in run.lines if line.is_exported or found.get(line.line) == "ready"]
    return RunView(
        run=run.run,
        state=find_run_state(run, standings.books),
        as_of=run.as_of,
        currency=run.currency,
        pay_date=run.pay_date,
        proposed_by=run.proposed_by,
        approved_by=run.approved_by,
        format=run.format,
        total=total(counted, run.currency),
        digest=digest(counted),
        lines=tuple(_line(line, run, standings.books, found.get(line.line)) for line in run.lines),
    )


def find_run_state(run: Run, books: Books) -> str:
    """Find the state of a run: an exported one is settled once each of its exported lines stands paid or rejected."""
    if run.state != "exported":
        return run.state
    exported = (line for line in run.lines if line.is_exported)
    return "settled" if all(books.stands(line)[0] in SETTLED for line in exported) else "exported"


def _line(line: Line, run: Run, books: Books, standing: Standing | None) -> LineView:
    counts = None
    if line.is_exported:
        state, counted = books.stands(line)
        shown, counts = str(state), money_text(counted, line.currency)
    elif standing is not None:
        shown = "approved" if standing == "ready" and run.state == "approved" else standing
    else:
        shown = line.fate
    return LineView(
        line=line.line,
        referral=line.referral,
        instalment=line.instalment,
        referrer=line.referrer,
        hire=line.hire,
        amount=write_amount(line),
        kind=line.kind,
        corrects=line.corrects,
        earned_on=line.earned_on,
        state=shown,
        reason=line.reason,
        counts=counts,
    )
