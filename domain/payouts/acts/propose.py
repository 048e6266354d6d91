"""Propose: what is due for a day becomes lines, one run for each currency."""

from collections import Counter
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from itertools import groupby
from typing import NamedTuple

from domain.facts.payout import LeftOut, LineKind, PayoutProposed, ProposedLine, ProposedRun
from domain.money import money_text
from domain.payouts.acts.act import Done, Known, Outcome, PassedOver, Refusal
from domain.payouts.acts.bars import no_person
from domain.payouts.key import Key
from domain.payouts.line_id import line_id
from domain.payouts.owed import NOTHING, UNIDENTIFIED, Owed


class Offer(NamedTuple):
    """A key with something due: the amount, and what its row says for the day of the run."""

    key: Key
    amount: Decimal
    owed: Owed


def propose(known: Known, as_of: date, currency: str | None = None, pay_date: date | None = None) -> Outcome:
    """Make lines of what is due for a day (of one currency, if named), perhaps to be paid on `pay_date`."""
    if refused := no_person(known):
        return Refusal(refused)
    if as_of > known.act.on:
        return Refusal("as_of_in_future")
    if pay_date is not None and pay_date < as_of:
        return Refusal("pay_date_before_as_of")
    passed_over: list[PassedOver] = []
    offers = list(_due(known, as_of, currency, passed_over))
    changed = _changed(known, offers)
    offers = [each for each in offers if changed.issuperset(_pending(known, each))]
    if not offers:
        return Refusal("nothing_due", passed_over=tuple(passed_over))
    left_out = [LeftOut(line, "changed") for each in offers for line in _pending(known, each)]
    runs = tuple(_runs(known, offers))
    event = PayoutProposed(
        by=known.act.by,
        knew=known.act.position,
        act=known.act.id,
        as_of=as_of,
        pay_date=pay_date,
        runs=runs,
        left_out=tuple(left_out),
        made=tuple(run.run for run in runs),
    )
    return Done((event,), runs=tuple(run.run for run in runs), passed_over=tuple(passed_over))


def _due(known: Known, as_of: date, currency: str | None, passed_over: list[PassedOver]) -> Iterator[Offer]:
    """Collect what is due, in the order of lines; note which keys are passed over."""
    books = known.books
    then, now = known.owing.everything(as_of), known.owing.everything(known.act.on)
    made = (books.key(line) for line in known.ledger.lines.values())
    keys = {key for key in (*then, *now, *made) if currency is None or key.currency == currency}
    for key in sorted(keys, key=lambda key: (key.currency, key.referral, key.instalment, key.referrer)):
        owed, today = then.get(key, NOTHING), now.get(key, NOTHING)
        tally = books.tally(key)
        amount = tally.difference(owed)
        if amount != tally.difference(today):
            passed_over.append(PassedOver(key, "differs_today"))
        elif amount and UNIDENTIFIED in (*owed.warnings, *today.warnings):
            passed_over.append(PassedOver(key, UNIDENTIFIED))
        elif amount:
            yield Offer(key, amount, owed)


def _pending(known: Known, offer: Offer) -> list[str]:
    return [line.line for line in known.books.pending(offer.key)]


def _changed(known: Known, offers: list[Offer]) -> set[str]:
    """Find the pending lines of these keys that stand changed."""
    pending = [line for each in offers for line in known.books.pending(each.key)]
    return {line for line, standing in known.standings.of_lines(pending).items() if standing == "changed"}


def _runs(known: Known, offers: list[Offer]) -> Iterator[ProposedRun]:
    """Make the runs and their lines, with the numbers that follow those there are."""
    numbers: Counter[tuple[str, str]] = Counter()
    by_currency = groupby(offers, key=lambda offer: offer.key.currency)
    for number, (currency, group) in enumerate(by_currency, len(known.ledger.runs) + 1):
        lines = tuple(_line(known, each, _next(known, each.key, numbers)) for each in group)
        yield ProposedRun(run=f"P-{number}", currency=currency, lines=lines)


def _next(known: Known, key: Key, numbers: Counter[tuple[str, str]]) -> int:
    instalment = (key.referral, key.instalment)
    numbers[instalment] += 1
    return len(known.ledger.of_instalment(*instalment)) + numbers[instalment]


def _line(known: Known, offer: Offer, number: int) -> ProposedLine:
    key, amount, owed = offer
    kind, corrects = _corrects(known, key)
    return ProposedLine(
        line=line_id(key.referral, key.instalment, number),
        referral=key.referral,
        instalment=key.instalment,
        referrer=key.referrer,
        amount=money_text(amount, key.currency),
        kind=kind,
        corrects=corrects,
        hire=known.standings.hire(owed, corrects),
        earned_on=owed.earned_on,
        programme_version=owed.programme_version,
    )


def _corrects(known: Known, key: Key) -> tuple[LineKind, str | None]:
    """Choose the kind of the next line for a key, and which line it corrects: the last one exported."""
    exported = known.books.exported(key)
    if not exported:
        return "first", None
    rejected = all(known.books.stands(line)[0] == "rejected" for line in exported)
    return ("again" if rejected else "correction"), exported[-1].line
