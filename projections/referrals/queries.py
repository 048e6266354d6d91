"""Questions about referrals: where is mine, and when is my bonus?"""

from collections.abc import Collection
from datetime import date
from typing import Any

from msgspec import Struct

from domain.rules.row import Row
from projections.bonuses.queries import BonusFilter, bonus_report
from projections.engine.asking.reader import Reader
from projections.engine.asking.subject_lookup import subject_of, subjects_using
from projections.referrals.fold import Referrals
from projections.referrals.tables import referrals


class Badge(Struct, frozen=True):
    """One instalment as its referrer wants to see it."""

    instalment: str | None
    entitlement: str
    waiting_for: str | None
    due_on: date | None
    amount: str
    currency: str | None
    reasons: tuple[str, ...]


class ReferralView(Struct, frozen=True):
    """Where a referral stands: coarse status, last moved, what happens next, a badge for each instalment."""

    referral: str
    referrer: str
    candidate: str
    requisition: str | None
    relationship: str | None
    referred_on: str
    withdrawn_on: str | None
    status: str
    last_moved_on: str
    next_step: str | None
    instalments: list[Badge]


WAITING_STATUS = {
    "application": "referred",
    "offer": "in_process",
    "acceptance": "offered",
    "start": "accepted",
    "milestone": "hired",
}


def status_of(rows: Collection[Row]) -> str:
    """The coarse status that a referral's rows add up to."""
    waiting = [row.waiting_for for row in rows if row.entitlement == "waiting"]
    if waiting:
        return WAITING_STATUS[waiting[0] or "application"]
    found = {row.entitlement for row in rows}
    if "earned" in found:
        return "earned"
    return "lost" if "forfeited" in found else "not_eligible"


def referral_list(
    reader: Reader,
    as_of: date,
    known_by: int | None = None,
    *,
    referrer: str | None = None,
    referral: str | None = None,
) -> list[ReferralView]:
    """The referrals known as of the day, by id."""
    where = {name: value for name, value in (("referrer", referrer), ("referral", referral)) if value is not None}
    among = _among(reader, referrer, referral)
    rows = reader.rows(Referrals(), referrals, as_of, known_by=known_by, among=among, where=where, referred=True)
    by_referral: dict[str, list[Row]] = {}
    for row in bonus_report(reader, as_of, known_by, BonusFilter(referrer=referrer, referral=referral)):
        by_referral.setdefault(row.referral, []).append(row)
    views = [_view(row, by_referral.get(row[1], [])) for row in rows]
    return sorted(views, key=lambda view: view.referral)


def _among(reader: Reader, referrer: str | None, referral: str | None) -> Collection[int] | None:
    if referral is not None:
        own = subject_of(reader.connection, f"referral/{referral}")
        return set() if own is None else {own}
    return subjects_using(reader.connection, f"employee/{referrer}") if referrer is not None else None


def _view(stored: tuple[Any, ...], rows: list[Row]) -> ReferralView:
    _, referral, referrer, candidate, requisition, relationship, referred_on, withdrawn_on, moved_on, step = stored
    badges = [
        Badge(r.instalment, r.entitlement, r.waiting_for, r.milestone_on, r.amount, r.currency, r.reasons) for r in rows
    ]
    return ReferralView(
        referral,
        referrer,
        candidate,
        requisition,
        relationship,
        referred_on,
        withdrawn_on,
        status_of(rows),
        moved_on,
        step if any(row.entitlement == "waiting" for row in rows) else None,
        badges,
    )
