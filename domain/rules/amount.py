"""How much: base x factor x share, rounded to the currency's minor unit (bonus.md, 4)."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal, localcontext
from typing import NamedTuple

from domain.money import round_half_even
from domain.rules.case import Case
from domain.state.spell import Spell

PRECISION = 120
"""Digits kept while multiplying: money, factors and shares are exact decimals and must stay exact until rounded."""


class Base(NamedTuple):
    """The amount before factor and share, and where it comes from."""

    amount: Decimal
    currency: str
    source: str


def base(case: Case) -> Base:
    """Base and currency: of the requisition in force on the referral's day, or on its opening day if later."""
    terms = case.terms.amount
    requisition = case.requisition
    day = case.day if requisition.opening_day is None else max(case.day, requisition.opening_day)
    bonus = requisition.on(day, "bonus")
    if bonus is not None:
        return Base(Decimal(bonus.amount), bonus.currency, f"the bonus of {requisition.requisition}")
    level, department = requisition.on(day, "level"), requisition.on(day, "department")
    if level in terms.by_level:
        return Base(Decimal(terms.by_level[level]), terms.currency, f"the amount for level {level}")
    if department in terms.by_department:
        return Base(Decimal(terms.by_department[department]), terms.currency, f"the amount for department {department}")
    return Base(Decimal(terms.default), terms.currency, "the programme's default amount")


def factor(case: Case, milestone: date | None) -> Decimal:
    """The factor by schedule or full-time equivalent: of the hire at its milestone, else of the standing offer."""
    schedule, fte = _hours(case, milestone)
    factors = case.terms.factors
    if factors.by == "fte":
        return fte
    return Decimal(factors.part_time if schedule == "part_time" else factors.full_time)


def _hours(case: Case, milestone: date | None) -> tuple[str, Decimal]:
    if case.hire is not None:
        day = milestone
        if day is None or day > case.as_of:
            day = max(case.as_of, case.hire.start_date)
        engagement = _spell_for(case, case.hire, day).on(day)
        return engagement.schedule, engagement.fte
    offer = case.counted.standing_offer() if case.counted is not None else None
    return (offer.hours.schedule, offer.hours.fte) if offer is not None else ("full_time", Decimal(1))


def _spell_for(case: Case, hire: Spell, day: date) -> Spell:
    assert case.stretch is not None
    if hire.runs_on(day):
        return hire
    running = [spell for spell in case.stretch.spells if spell.runs_on(day)]
    begun = [spell for spell in case.stretch.spells if spell.start_date <= day]
    return (running or begun)[-1]


def instalment(based: Base, factored: Decimal, shares: Sequence[Decimal], index: int) -> Decimal:
    """The instalment's amount: what is due up to it less what was due up to the one before, each rounded."""
    with localcontext(prec=PRECISION):
        whole = based.amount * factored
        upto, before = sum(shares[: index + 1], Decimal(0)), sum(shares[:index], Decimal(0))
        return round_half_even(whole * upto, based.currency) - round_half_even(whole * before, based.currency)


def part(amount: Decimal, currency: str, position: int, of: int) -> Decimal:
    """The j-th of k parts of a split amount; the parts add up to the whole."""
    with localcontext(prec=PRECISION):
        upto = round_half_even(amount * position / of, currency)
        return upto - round_half_even(amount * (position - 1) / of, currency)
