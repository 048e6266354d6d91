"""Approve: a second person lets the ready lines of a run go."""

from domain.facts.payout import LeftOut, PayoutApproved
from domain.payouts.acts.act import Done, Known, Outcome, Refusal
from domain.payouts.acts.bars import list_who_may_not_approve, no_person, own_line, rule_maker, same_person
from domain.payouts.digest import digest
from domain.payouts.line import Line, Run


def approve(known: Known, run: str, seen: str | None = None) -> Outcome:
    """Approve what is ready of a run; `seen` is the digest of what the approver saw."""
    found = known.ledger.runs.get(run)
    if refused := no_person(known):
        return Refusal(refused)
    if found is None:
        return Refusal("unknown_run")
    ready, left_out = split_ready(known, found)
    if refused := _refused(known, found, ready, seen):
        return Refusal(refused)
    event = PayoutApproved(
        by=known.act.by,
        knew=known.act.position,
        act=known.act.id,
        run=run,
        digest=digest(ready),
        lines=tuple(line.line for line in ready),
        left_out=left_out,
    )
    return Done((event,), runs=(run,))


def split_ready(known: Known, run: Run) -> tuple[list[Line], tuple[LeftOut, ...]]:
    """Split the pending lines of a run: those that are ready, and those that leave it."""
    standings = known.standings.of_run(run)
    ready = [line for line in run.pending if standings[line.line] == "ready"]
    left_out = (LeftOut(line, standing) for line, standing in standings.items() if standing != "ready")
    return ready, tuple(left_out)


def _refused(known: Known, run: Run, ready: list[Line], seen: str | None) -> str | None:
    if run.state != "proposed":
        return "not_proposed"
    barred = same_person(known, *list_who_may_not_approve(run)) or own_line(known, ready) or rule_maker(known, ready)
    if barred is not None:
        return barred
    if seen is not None and seen != digest(ready):
        return "digest_differs"
    return None if ready else "nothing_to_approve"
