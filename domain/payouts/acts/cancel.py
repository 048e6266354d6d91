"""Cancel: a run is given up, its keys are free."""

from domain.facts.payout import PayoutCancelled
from domain.payouts.acts.act import Done, Known, Outcome, Refusal
from domain.payouts.acts.bars import no_person


def cancel(known: Known, run: str, reason: str) -> Outcome:
    """Give up a run that is neither exported nor cancelled, for a reason in words."""
    found = known.ledger.runs.get(run)
    if refused := no_person(known):
        return Refusal(refused)
    if found is None:
        return Refusal("unknown_run")
    if found.state not in {"proposed", "approved"}:
        return Refusal("not_open")
    act = known.act
    return Done((PayoutCancelled(by=act.by, knew=act.position, act=act.id, run=run, reason=reason),), runs=(run,))
