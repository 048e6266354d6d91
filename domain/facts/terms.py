"""The terms of a bonus programme, completed field by field with the defaults of spec/bonus.md, "Terms".

Decimals are kept as the texts that were sent. Inside terms null is a value: only where a type allows None may it stand.
"""

from decimal import Decimal
from itertools import pairwise
from typing import Annotated, ClassVar, Literal

from msgspec import Meta, Struct

from domain.facts.fields import AmountText, AnyText, CurrencyCode, Days, Hours, Id, PortionText, Texts
from domain.money import WIDE


class Term(Struct, frozen=True, kw_only=True, gc=False):
    """A part of the terms."""

    NULL_IS_A_VALUE: ClassVar[bool] = True


class BaseAmount(Term, frozen=True, kw_only=True):
    """The amount before factor and share: of the level, else of the department, else the default."""

    currency: CurrencyCode
    default: AmountText
    by_level: dict[AnyText, AmountText] = {}
    by_department: dict[AnyText, AmountText] = {}


class Factors(Term, frozen=True, kw_only=True):
    """What the amount is multiplied with: a factor for each schedule, or the full-time equivalent itself."""

    by: Literal["schedule", "fte"] = "schedule"
    full_time: AmountText = "1"
    part_time: AmountText = "1"


class Instalment(Term, frozen=True, kw_only=True):
    """A share of the bonus, earned after `tenure_days`. Its name becomes part of a stream id."""

    name: Id
    tenure_days: Days
    share: PortionText


class Ownership(Term, frozen=True, kw_only=True):
    """Which applications a referral is credited with, and for how long (`window_days` null: for ever)."""

    window_days: Days | None = 180
    scope: Literal["candidate", "requisition"] = "candidate"
    duplicates: Literal["first", "split"] = "first"
    grace_hours: Hours = 0
    requisition_must_be_open: bool = False


class CandidateTerms(Term, frozen=True, kw_only=True):
    """Which candidates count; a null number of days turns its rule off (agency: however long ago)."""

    not_applied_within_days: Days | None = None
    not_employed_within_days: Days | None = None
    employment_types: Texts = ("regular",)
    agency_allowed: bool = False
    agency_within_days: Days | None = 365


class ReferrerTerms(Term, frozen=True, kw_only=True):
    """Who may refer."""

    excluded_roles: Texts = ("recruiter", "hr")
    hiring_manager_excluded: bool = True
    management_chain: Literal["none", "direct", "all"] = "none"
    excluded_relationships: Texts = ()
    employed_on_referral: bool = True
    employed_on_milestone: bool = True


class ExcusedLeaving(Term, frozen=True, kw_only=True):
    """Reasons of leaving that do not count as leaving, for the hire and for the referrer."""

    hire: Texts = ()
    referrer: Texts = ()


class Cap(Term, frozen=True, kw_only=True):
    """The most bonuses that one referrer can earn in a calendar year, or in any 365 days."""

    bonuses: Annotated[int, Meta(ge=1, le=1_000_000)]
    per: Literal["calendar_year", "rolling_365_days"]


class Terms(Term, frozen=True, kw_only=True):
    """All terms of one version of the programme."""

    amount: BaseAmount
    factors: Factors = Factors()
    instalments: tuple[Instalment, ...] = (Instalment(name="day-90", tenure_days=90, share="1"),)
    ownership: Ownership = Ownership()
    candidate: CandidateTerms = CandidateTerms()
    referrer: ReferrerTerms = ReferrerTerms()
    excused_leaving: ExcusedLeaving = ExcusedLeaving()
    transfer_gap_days: Days = 3
    unpaid_leave_pauses: bool = False
    cap: Cap | None = None

    def fault(self) -> tuple[str, str] | None:
        """Find where the instalments do not go together (spec/bonus.md, "Terms"): the field and what it must be."""
        if (wrong := _instalments_fault(self.instalments)) is None:
            return None
        return "instalments", wrong


def _instalments_fault(instalments: tuple[Instalment, ...]) -> str | None:
    if not instalments:
        return "must hold at least one instalment"
    if len({each.name for each in instalments}) < len(instalments):
        return "must have names that differ"
    if any(later.tenure_days < earlier.tenure_days for earlier, later in pairwise(instalments)):
        return "must have `tenure_days` that never fall"
    total = Decimal(0)
    for each in instalments:
        total = WIDE.add(total, Decimal(each.share))
    return None if total == 1 else "must have `share`s that add up to exactly 1"
