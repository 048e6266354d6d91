"""Release, drop, waive, accept: acts about one line."""

from domain.facts.payout import AmountAccepted, LineDropped, LineFact, LineReleased, LineWaived
from domain.payouts.acts.act import Done, Known, Outcome, Refusal
from domain.payouts.acts.bars import no_person, own_line, rule_maker, same_person
from domain.payouts.line import Line


def release(known: Known, line: str, reason: str) -> Outcome:
    """Release a held line, for a reason in words; who releases it may not approve its run."""
    found = known.ledger.lines.get(line)
    if found is None or known.act.by is None:
        return _nobody_or_nothing(known)
    if not found.is_pending or known.ledger.runs[found.run].state != "proposed":
        return Refusal("not_pending")
    if refused := own_line(known, [found]) or rule_maker(known, [found]):
        return Refusal(refused)
    if known.standings.of(found) != "held":
        return Refusal("not_held")
    return _done(known, LineReleased, line, reason)


def drop(known: Known, line: str, reason: str) -> Outcome:
    """Take a pending line out of its run, for a reason in words."""
    found = known.ledger.lines.get(line)
    if found is None or known.act.by is None:
        return _nobody_or_nothing(known)
    if not found.is_pending:
        return Refusal("not_pending")
    if refused := own_line(known, [found]):
        return Refusal(refused)
    return _done(known, LineDropped, line, reason)


def waive(known: Known, line: str, reason: str) -> Outcome:
    """Give up a recovery, for a reason in words: the money is kept."""
    found = known.ledger.lines.get(line)
    if found is None or known.act.by is None:
        return _nobody_or_nothing(known)
    if not found.is_pending:
        return Refusal("not_pending")
    proposer = known.ledger.runs[found.run].proposed_by
    if refused := same_person(known, proposer) or own_line(known, [found]) or rule_maker(known, [found]):
        return Refusal(refused)
    if found.amount > 0:
        return Refusal("not_a_recovery")
    if known.standings.of(found) == "changed":
        return Refusal("line_changed")
    return _done(known, LineWaived, line, reason)


def accept(known: Known, line: str, reason: str) -> Outcome:
    """Let payroll's amount be the one that an exported line counts, for a reason in words."""
    found = known.ledger.lines.get(line)
    if found is None or known.act.by is None:
        return _nobody_or_nothing(known)
    if not found.is_exported:
        return Refusal("not_sent")
    if refused := own_line(known, [found]) or rule_maker(known, [found]) or _cannot_accept(known, found):
        return Refusal(refused)
    said = known.books.holding(found)
    assert said is not None
    act = known.act
    event = AmountAccepted(by=act.by, knew=act.position, act=act.id, line=line, reason=reason, settlement=said.ref)
    return Done((event,))


def _cannot_accept(known: Known, line: Line) -> str | None:
    said = known.books.holding(line)
    if said is None or said.amount is None or known.books.stands(line)[0] != "differs":
        return "nothing_to_accept"
    if said.currency != line.currency:
        return "currency_differs"
    return "sign_differs" if said.amount * line.amount < 0 else None


def _nobody_or_nothing(known: Known) -> Refusal:
    return Refusal(no_person(known) or "unknown_line")


def _done(known: Known, event: type[LineFact], line: str, reason: str) -> Done:
    act = known.act
    return Done((event(by=act.by, knew=act.position, act=act.id, line=line, reason=reason),))
