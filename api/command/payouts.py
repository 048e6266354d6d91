"""`vouch payouts`: runs of lines for payroll, what came back, and the balance."""
# ruff: noqa: PLC0415 - the work is imported when it is done

from datetime import date
from pathlib import Path
from typing import Annotated, Literal

import typer

from api.command.options import As, AsOf, Json, Key, KnownAt, RecordedAt, Roles, Store, parse_day, parse_one_of

FORMATS = "generic", "xlsx", "adp", "paychex", "gusto", "workday"

Run = Annotated[str, typer.Argument(metavar="RUN", help="The run's id, P-1.")]
Line = Annotated[str, typer.Argument(metavar="LINE", help="The line's id, R-1/day-90/1.")]
Reason = Annotated[str, typer.Option("--reason", metavar="TEXT", help="Why, in words; kept with the act.")]
DueOn = Annotated[date, typer.Option("--as-of", parser=parse_day, metavar="DATE", help="What is due for this day.")]
Currency = Annotated[str | None, typer.Option("--currency", metavar="CODE", help="Only this currency.")]
PayDate = Annotated[
    date | None, typer.Option("--pay-date", parser=parse_day, metavar="DATE", help="The day on which payroll pays.")
]
Digest = Annotated[str | None, typer.Option("--digest", metavar="X", help="Only if the run still has this digest.")]
Format = Annotated[
    Literal["generic", "xlsx", "adp", "paychex", "gusto", "workday"],
    typer.Option("--format", parser=parse_one_of(*FORMATS), metavar="|".join(FORMATS), help="Of which payroll."),
]
Out = Annotated[
    Path | None, typer.Option("--out", metavar="FILE", dir_okay=False, help="Write it there, else to standard output.")
]
WithWhy = Annotated[bool, typer.Option("--why", help="The why of each line, as known at the proposal.")]
File = Annotated[
    Path, typer.Argument(metavar="FILE", exists=True, dir_okay=False, help="Payroll's answers: CSV, one line a row.")
]
Lines = Annotated[bool, typer.Option("--lines", help="Instead, which lines are in which row of it.")]
Proof = Annotated[bool, typer.Option("--proof", help="Instead, what proves its lines without Vouch.")]


def propose(
    as_of: DueOn,
    currency: Currency = None,
    pay_date: PayDate = None,
    as_: As = None,
    roles: Roles = None,
    key: Key = None,
    recorded_at: RecordedAt = None,
    json: Json = False,
    store: Store = None,
) -> None:
    """Make lines of what is due for a day: a run for each currency."""
    from api.command.work.payout_acts import Acting, propose

    propose(as_of, currency, pay_date, Acting(as_, roles, key, recorded_at, json, store))


def approve(
    run: Run,
    digest: Digest = None,
    as_: As = None,
    roles: Roles = None,
    key: Key = None,
    recorded_at: RecordedAt = None,
    json: Json = False,
    store: Store = None,
) -> None:
    """Let a run's ready lines go, as somebody else than its proposer."""
    from api.command.work.payout_acts import Acting, approve

    approve(run, digest, Acting(as_, roles, key, recorded_at, json, store))


def export(
    run: Run,
    format_: Format,
    out: Out = None,
    as_: As = None,
    roles: Roles = None,
    key: Key = None,
    recorded_at: RecordedAt = None,
    store: Store = None,
) -> None:
    """Send what was approved and is still true: writes the file for payroll; again: the same file."""
    from api.command.work.payout_acts import Acting, export

    export(run, format_, out, Acting(as_, roles, key, recorded_at, False, store))


def cancel(
    run: Run,
    reason: Reason,
    as_: As = None,
    roles: Roles = None,
    key: Key = None,
    recorded_at: RecordedAt = None,
    json: Json = False,
    store: Store = None,
) -> None:
    """Give a run up: what is due comes again."""
    from api.command.work.payout_acts import Acting, cancel

    cancel(run, reason, Acting(as_, roles, key, recorded_at, json, store))


def release(
    line: Line,
    reason: Reason,
    as_: As = None,
    roles: Roles = None,
    key: Key = None,
    recorded_at: RecordedAt = None,
    json: Json = False,
    store: Store = None,
) -> None:
    """Let a held line go; its run is approved by somebody else."""
    from api.command.work.payout_acts import Acting, act_on_line

    act_on_line("release", line, reason, Acting(as_, roles, key, recorded_at, json, store))


def drop(
    line: Line,
    reason: Reason,
    as_: As = None,
    roles: Roles = None,
    key: Key = None,
    recorded_at: RecordedAt = None,
    json: Json = False,
    store: Store = None,
) -> None:
    """Take a line out of its run; the next proposal offers what is due."""
    from api.command.work.payout_acts import Acting, act_on_line

    act_on_line("drop", line, reason, Acting(as_, roles, key, recorded_at, json, store))


def waive(
    line: Line,
    reason: Reason,
    as_: As = None,
    roles: Roles = None,
    key: Key = None,
    recorded_at: RecordedAt = None,
    json: Json = False,
    store: Store = None,
) -> None:
    """Give a recovery up: the money is kept."""
    from api.command.work.payout_acts import Acting, act_on_line

    act_on_line("waive", line, reason, Acting(as_, roles, key, recorded_at, json, store))


def accept(
    line: Line,
    reason: Reason,
    as_: As = None,
    roles: Roles = None,
    key: Key = None,
    recorded_at: RecordedAt = None,
    json: Json = False,
    store: Store = None,
) -> None:
    """Take payroll's amount for right: the rest becomes due."""
    from api.command.work.payout_acts import Acting, act_on_line

    act_on_line("accept", line, reason, Acting(as_, roles, key, recorded_at, json, store))


def settle(
    file: File,
    as_: As = None,
    roles: Roles = None,
    key: Key = None,
    recorded_at: RecordedAt = None,
    json: Json = False,
    store: Store = None,
) -> None:
    """Record payroll's answers; the same file again records nothing."""
    from api.command.work.payout_acts import Acting, settle

    settle(file, Acting(as_, roles, key, recorded_at, json, store))


def list_(known_at: KnownAt = None, json: Json = False, store: Store = None) -> None:
    """All runs, and how they stand."""
    from api.command.work.payouts import list_runs

    list_runs(known_at, store=store, as_json=json)


def show(run: Run, known_at: KnownAt = None, why: WithWhy = False, json: Json = False, store: Store = None) -> None:
    """One run, line by line, with the why of each."""
    from api.command.work.payouts import show_run

    show_run(run, known_at, with_why=why, store=store, as_json=json)


def file(run: Run, lines: Lines = False, proof: Proof = False, out: Out = None, store: Store = None) -> None:
    """The file of an exported run again: the same bytes, whatever was learnt since."""
    from api.command.work.payouts import write_file

    write_file(run, out, lines=lines, proof=proof, store=store)


def balance(as_of: AsOf = None, known_at: KnownAt = None, json: Json = False, store: Store = None) -> None:
    """What is entitled, what was sent, and what is open between the two."""
    from api.command.work.payouts import show_balance

    show_balance(as_of, known_at, store=store, as_json=json)


def breaks(as_of: AsOf = None, known_at: KnownAt = None, json: Json = False, store: Store = None) -> None:
    """What does not reconcile between lines and payroll's answers."""
    from api.command.work.payouts import show_breaks

    show_breaks(as_of, known_at, store=store, as_json=json)
