"""Questions about referrals: where is mine, and when is my bonus?"""

from collections.abc import Collection, Iterable
from datetime import date

from msgspec import Struct

from domain.rules.row import Row
from projections.bonuses.queries import BonusFilter, bonus_report, bonuses_of
from projections.engine.asking.listing import Span, Window, list_page
from projections.engine.asking.reader import Having, Moment, Reader
from projections.engine.asking.scope import EVERYBODY, Scope
from projections.engine.asking.subject_lookup import find_own_subject, find_subjects_using
from projections.referrals.fold import Referrals
from projections.referrals.tables import ReferralRow, referral_rows


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


def sum_up_status(rows: Collection[Row]) -> str:
    """Sum up a referral's rows in its coarse status."""
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
    up_to: int | None = None,
    *,
    referrer: str | None = None,
    referral: str | None = None,
) -> list[ReferralView]:
    """List the referrals known as of the day, by id; `referrer` is any id of the worker's."""
    if referrer is not None:
        referrer = reader.find_worker(referrer, up_to)
    having = {name: value for name, value in (("referrer", referrer), ("referral", referral)) if value is not None}
    scope = _find_scope(reader, referrer, referral)
    rows = reader.rows(Referrals(), referral_rows, as_of, up_to=up_to, scope=scope, having=having)
    by_referral = group_by_referral(
        bonus_report(reader, as_of, up_to, BonusFilter(referrer=referrer, referral=referral))
    )
    views = [_view(stored, by_referral.get(stored.referral, [])) for stored in map(ReferralRow._make, rows)]
    return sorted(views, key=lambda view: view.referral)


def referral_page(reader: Reader, moment: Moment, span: Span, *, referrer: str | None = None) -> list[ReferralView]:
    """List the referrals known at the moment that follow, by id; only those of one referrer, if it is given."""
    of_referrer: Having = {} if referrer is None else {"referrer": referrer}
    among = None if referrer is None else find_subjects_using(reader.connection, f"employee/{referrer}")

    def show(window: Window) -> list[tuple[str, ReferralView]]:
        return [(view.referral, view) for view in referrals_known(reader, moment, window, of_referrer)]

    return list_page(reader, "referral", span, show, among)


def referrals_known(reader: Reader, moment: Moment, window: Window, having: Having) -> list[ReferralView]:
    """Show the referrals that the window names as known at the moment, in no promised order; `having` picks rows."""
    rows = reader.rows_known(Referrals(), referral_rows, moment, window.subjects, {**having, "referral": window.names})
    bonuses = group_by_referral(bonuses_of(reader, moment, window.subjects, window.names))
    return [_view(each, bonuses.get(each.referral, [])) for each in map(ReferralRow._make, rows)]


StoredReferral = ReferralRow
"""A referral as it is stored."""


def list_stored(reader: Reader, as_of: date, subjects: Collection[int]) -> list[StoredReferral]:
    """List the referrals of the subjects as of the day, in no promised order."""
    if not subjects:
        return []
    return list(map(ReferralRow._make, reader.rows(Referrals(), referral_rows, as_of, scope=Scope(subjects))))


def group_by_referral(rows: Iterable[Row]) -> dict[str, list[Row]]:
    """Group bonus rows by their referral."""
    found: dict[str, list[Row]] = {}
    for row in rows:
        found.setdefault(row.referral, []).append(row)
    return found


def _find_scope(reader: Reader, referrer: str | None, referral: str | None) -> Scope:
    scope = EVERYBODY
    if referral is not None:
        scope = Scope(find_own_subject(reader.connection, f"referral/{referral}"))
    elif referrer is not None:
        scope = Scope(find_subjects_using(reader.connection, f"employee/{referrer}"))
    return scope._replace(with_referrals=True)


def _view(stored: ReferralRow, rows: list[Row]) -> ReferralView:
    badges = [
        Badge(r.instalment, r.entitlement, r.waiting_for, r.milestone_on, r.amount, r.currency, r.reasons) for r in rows
    ]
    return ReferralView(
        referral=stored.referral,
        referrer=stored.referrer,
        candidate=stored.candidate,
        requisition=stored.requisition,
        relationship=stored.relationship,
        referred_on=stored.referred_on,
        withdrawn_on=stored.withdrawn_on,
        status=sum_up_status(rows),
        last_moved_on=stored.last_moved_on,
        next_step=stored.next_step if any(row.entitlement == "waiting" for row in rows) else None,
        instalments=badges,
    )
