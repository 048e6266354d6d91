"""Answers questions about payouts on the command line, and writes the files of exported runs."""

import os
from datetime import date, datetime
from pathlib import Path

from msgspec.structs import asdict

from api.bootstrap import Vouch
from api.command.errors import Refused, WrongUse
from api.command.output import put_bytes, put_json, say
from api.command.work.opening import open_to_read
from api.payouts import ask_payouts, find_sent, make_run_proof
from domain.payouts.files.payroll_file import PayrollFile
from domain.payouts.line import Run
from domain.payouts.refusals import SAYS
from domain.payouts.sent_file import make_companion, make_file


def list_runs(known_at: datetime | None, *, store: str | None, as_json: bool) -> None:
    """List all runs."""
    with open_to_read(store) as vouch, ask_payouts(vouch, None, known_at) as payouts:
        runs = payouts.list_runs()
    if as_json:
        put_json(runs)
        return
    from api.command.views.payouts import show_runs  # noqa: PLC0415 - only people need it drawn

    show_runs(runs)


def show_run(run: str, known_at: datetime | None, *, with_why: bool, store: str | None, as_json: bool) -> None:
    """Show a run, with the why of each line (in JSON: if asked for). Raises Refused where there is none."""
    with open_to_read(store) as vouch, ask_payouts(vouch, None, known_at) as payouts:
        view = payouts.show(run)
        if view is None:
            raise Refused(SAYS["unknown_run"])
        explained = payouts.explain(view) if with_why or not as_json else None
    if as_json:
        put_json(view if explained is None else {**asdict(view), "lines": explained})
        return
    from api.command.views.payouts import show_one  # noqa: PLC0415 - only people need it drawn

    show_one(view, explained or [])


def show_balance(as_of: date | None, known_at: datetime | None, *, store: str | None, as_json: bool) -> None:
    """Show the balance as of a day."""
    with open_to_read(store) as vouch, ask_payouts(vouch, as_of, known_at) as payouts:
        rows = payouts.balance()
    if as_json:
        put_json(rows)
        return
    from api.command.views.payouts import show_rows  # noqa: PLC0415 - only people need it drawn

    show_rows(rows)


def show_breaks(as_of: date | None, known_at: datetime | None, *, store: str | None, as_json: bool) -> None:
    """Show what does not reconcile as of a day."""
    with open_to_read(store) as vouch, ask_payouts(vouch, as_of, known_at) as payouts:
        rows = payouts.breaks()
    if as_json:
        put_json(rows)
        return
    from api.command.views.payouts import show_rows  # noqa: PLC0415 - only people need it drawn

    show_rows(rows)


def write_file(run: str, out: Path | None, *, lines: bool, proof: bool, store: str | None) -> None:
    """Write the file of an exported run again, or the companion that says which line is in which row, or its proof."""
    if lines and proof:
        raise WrongUse("--lines and --proof are two files: ask for one of them.")
    with open_to_read(store) as vouch:
        if proof:
            give_file(make_run_proof(vouch, _load_sent(vouch, run)), out)
        else:
            give_file(load_companion(vouch, run) if lines else load_file(vouch, run), out)


def load_file(vouch: Vouch, run: str) -> PayrollFile:
    """Make the file of an exported run. Raises Refused where there is none."""
    return make_file(_load_sent(vouch, run))


def _load_sent(vouch: Vouch, run: str) -> Run:
    with vouch.engine.reader() as reader:
        found = find_sent(reader, vouch, run)
    if found is None:
        raise Refused("No such exported run is known.")
    return found


def load_companion(vouch: Vouch, run: str) -> PayrollFile:
    """Make the companion of an exported run's file. Raises Refused where there is none."""
    found = make_companion(_load_sent(vouch, run))
    if found is None:
        raise Refused("This format names the lines itself: it has no other file.")
    return found


def give_file(file: PayrollFile, out: Path | None) -> None:
    """Write a file to standard output, or whole under its name; its SHA-256 is told beside it."""
    if out is None:
        put_bytes([file.content])
    else:
        beside = out.with_name(f".{out.name}.{os.getpid()}.new")
        try:
            beside.write_bytes(file.content)
            beside.replace(out)
        finally:
            beside.unlink(missing_ok=True)
    say(f"{file.name}, SHA-256 {file.sha256}")
