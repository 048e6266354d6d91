"""A row of the bonus report: one referral, one instalment (spec/bonus.md §5)."""

from datetime import date

from msgspec import Struct


class Row(Struct, frozen=True, kw_only=True):
    """What a referral's instalment is worth on a day. Unknown values are None; the amount is in the minor unit."""

    referral: str
    referrer: str
    candidate: str
    requisition: str | None
    application: str | None
    employment: str | None
    instalment: str | None
    milestone_on: date | None
    entitlement: str
    waiting_for: str | None
    reasons: tuple[str, ...]
    amount: str
    currency: str | None
    programme_version: int | None
    warnings: tuple[str, ...]
