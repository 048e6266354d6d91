"""Asking about payouts: the day and the knowledge of a question, for HTTP and the command line alike."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime

from api.bootstrap import Vouch
from consumers.history.proof import make_proof
from consumers.payouts.acting import Clerk
from domain.access.principal import Principal
from domain.access.words import Role
from domain.facts.base import Actor
from domain.payouts.files.payroll_file import PayrollFile
from domain.payouts.line import Run
from domain.state.days import day_in
from projections.engine.asking.reader import Reader
from projections.payouts.queries import Asking, Payouts


def make_asking(vouch: Vouch, as_of: date | None, known_at: datetime | None) -> Asking:
    """Make a question as of a day (None: that of `known_at`, else today) and as known at an instant."""
    up_to = vouch.position_known_at(known_at)
    on = as_of or (vouch.today() if known_at is None else day_in(vouch.zone)(known_at))
    return Asking(on, up_to, is_today=up_to is None and on >= vouch.today())


@contextmanager
def ask_payouts(vouch: Vouch, as_of: date | None, known_at: datetime | None) -> Iterator[Payouts]:
    """Open the answers about money from one state of the read models."""
    with vouch.engine.reader() as reader:
        yield Payouts(reader, make_asking(vouch, as_of, known_at))


def find_sent(reader: Reader, vouch: Vouch, run: str) -> Run | None:
    """Find an exported run with the event of its export; None where there is none, or it was not exported."""
    found = Payouts(reader, Asking(vouch.today(), is_today=True)).find_run(run)
    return found if found is not None and found.export is not None else None


def make_run_proof(vouch: Vouch, run: Run) -> PayrollFile:
    """Make the proof of an approved run's lines, which docs/check_proof.py checks without Vouch."""
    (row,) = vouch.store.read_after(run.approved_at - 1, 1)
    approved = set(vouch.store.decode(row).data.lines)
    lines = [line for line in run.lines if line.line in approved]
    return PayrollFile(f"{run.run}.proof.json", make_proof(vouch.store, run.approved_at, lines))


def clerk_of(who: Principal) -> Clerk:
    """Say who acts about money, of whoever asks."""
    via = "" if who.employee is None else who.subject
    return Clerk(who.actor, who.employee, Actor(who.actor, via), is_admin=Role.ADMIN in who.roles)
