"""How much: base x factor x share, rounded to the currency's minor unit (spec/bonus.md §4)."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal, localcontext
from typing import NamedTuple

from domain.money import round_half_even
from domain.rules.case import Case
from domain.rules.finding import Finding, passes
from domain.state.entry import Entry
from domain.state.offer import GivesHours
from domain.state.spell import Spell

PRECISION = 120
"""Digits kept while multiplying: money, factors and shares are exact decimals and must stay exact until rounded."""


class Base(NamedTuple):
    """The amount before factor and share, where it comes from, and the day whose requisition decided that."""

    amount: Decimal
    currency: str
    source: str
    day: date


class Worth(NamedTuple):
    """What an instalment is worth: base x factor x share, of which the j-th of k parts."""

    amount: Decimal
    base: Base
    factor: Decimal
    share: str
    part: tuple[int, int]


def find_base(case: Case) -> Base:
    """Find base and currency: of the requisition in force on the referral's day, or on its opening day if later."""
    terms = case.terms.amount
    requisition = case.requisition
    day = case.day if requisition.opening_day is None else max(case.day, requisition.opening_day)
    bonus = requisition.bonus_on(day)
    if bonus is not None:
        return Base(Decimal(bonus.amount), bonus.currency, f"the bonus of {requisition.requisition}", day)
    level = requisition.level_on(day)
    department = requisition.department_on(day)
    if level is not None and level in terms.by_level:
        return Base(Decimal(terms.by_level[level]), terms.currency, f"the amount for level {level}", day)
    if department is not None and department in terms.by_department:
        source = f"the amount for department {department}"
        return Base(Decimal(terms.by_department[department]), terms.currency, source, day)
    return Base(Decimal(terms.default), terms.currency, "the programme's default amount", day)


def value_instalment(case: Case, base: Base, milestone: date | None, index: int, part_of: tuple[int, int]) -> Worth:
    """Value the instalment at `index`; `part_of` is (j, k): the case gets the j-th of k parts."""
    factor = find_factor(case, milestone)
    shares = [Decimal(each.share) for each in case.terms.instalments]
    amount, (position, of) = share_out(base, factor, shares, index), part_of
    if of > 1:
        amount = divide(amount, base.currency, position, of)
    return Worth(amount, base, factor, case.terms.instalments[index].share, part_of)


def find_factor(case: Case, milestone: date | None) -> Decimal:
    """Find the factor by schedule or full-time equivalent: of the hire at its milestone, else of the standing offer."""
    schedule, fte = _hours(case, milestone)
    factors = case.terms.factors
    if factors.by == "fte":
        return fte
    return Decimal(factors.part_time if schedule == "part_time" else factors.full_time)


def _hours(case: Case, milestone: date | None) -> tuple[str, Decimal]:
    if case.hire is not None:
        spell, day = _spell_for(case, case.hire, milestone)
        engagement = spell.on(day)
        return engagement.schedule, engagement.fte
    offer = case.counted.standing_offer() if case.counted is not None else None
    return (offer.hours.schedule, offer.hours.fte) if offer is not None else ("full_time", Decimal(1))


def _spell_for(case: Case, hire: Spell, milestone: date | None) -> tuple[Spell, date]:
    """Find the spell whose hours count, and the day on which they do."""
    assert case.stretch is not None
    day = milestone
    if day is None or day > case.as_of:
        day = max(case.as_of, hire.start_date)
    if hire.runs_on(day):
        return hire, day
    return case.stretch.last_running(day), day


def share_out(base: Base, factor: Decimal, shares: Sequence[Decimal], index: int) -> Decimal:
    """Give the instalment at `index` what is due up to it less what was due up to the one before, each rounded."""
    with localcontext(prec=PRECISION):
        whole = base.amount * factor
        upto, before = sum(shares[: index + 1], Decimal(0)), sum(shares[:index], Decimal(0))
        return round_half_even(whole * upto, base.currency) - round_half_even(whole * before, base.currency)


def divide(amount: Decimal, currency: str, position: int, of: int) -> Decimal:
    """Give part `position`, from 1, of the `of` parts of a split amount; the parts add up to the whole."""
    with localcontext(prec=PRECISION):
        upto = round_half_even(amount * position / of, currency)
        return upto - round_half_even(amount * (position - 1) / of, currency)


def explain_amount(case: Case, found: Worth, milestone: date | None) -> Finding:
    """Explain the `amount` rule: the factors of a worth, and the facts that they are read from."""
    base, (position, of) = found.base, found.part
    says = f"{base.source[:1].upper()}{base.source[1:]}, {base.amount} {base.currency}, "
    says += f"x {found.factor} x {found.share} = {found.amount}" + (f", part {position} of {of}." if of > 1 else ".")
    schedule, fte = _hours(case, milestone)
    hours = {"fte": str(fte)} if case.terms.factors.by == "fte" else {"schedule": schedule}
    posts = case.requisition.fields.up_to(base.day) if case.requisition.known else []
    return passes(
        "amount",
        says,
        [case.version.published, *posts, *_giving_hours(case, milestone)],
        base=str(base.amount),
        currency=base.currency,
        in_force_on=base.day,
        **hours,
        factor=str(found.factor),
        share=found.share,
        part=[position, of],
    )


def _giving_hours(case: Case, milestone: date | None) -> Sequence[Entry[GivesHours]]:
    """Find the fact that gives the schedule or fte: the first there is where all leave it to the default."""
    entries = _told_hours(case, milestone)
    giving = [entry for entry in entries if entry.data.schedule is not None][-1:]
    if case.terms.factors.by == "fte":
        # A schedule sets the fte as well; an fte that is cleared falls back on the schedule.
        latest = [entry for entry in entries if entry.data.fte is not None or entry.data.schedule][-1:]
        giving = [*giving, *latest] if latest and latest[0].data.fte == "" else latest
    return giving or entries[:1]


def _told_hours(case: Case, milestone: date | None) -> Sequence[Entry[GivesHours]]:
    if case.hire is not None:
        spell, day = _spell_for(case, case.hire, milestone)
        return spell.giving_hours(day)
    offer = case.counted.standing_offer() if case.counted is not None else None
    return offer.extensions if offer is not None else []
