"""Bonus rows as a principal may see them: of one's own referral no more than whoever made it may know."""

from datetime import date

from msgspec.structs import replace

from domain.rules.row import Row
from projections.access.referrals import divide
from projections.access.sight import Sight
from projections.bonuses.queries import BonusFilter, bonus_report
from projections.engine.asking.listing import Window
from projections.engine.asking.reader import Moment, Reader
from projections.engine.asking.subject_lookup import find_subjects
from projections.referrals.own import OwnInstalment, OwnReferral, own_referrals

ENTITLEMENTS = {
    "waiting": "waiting",
    "earned": "earned",
    "paid": "earned",
    "lost": "forfeited",
    "not_eligible": "ineligible",
}


def bonuses_seen(sight: Sight, reader: Reader, as_of: date, up_to: int | None, wanted: BonusFilter) -> list[Row]:
    """Report the rows that may be seen, sorted by referral, then instalment order; `wanted` picks among them."""
    if sight.sees_own_only and sight.principal.employee is not None:
        wanted = replace(wanted, referrer=sight.principal.employee)
    rows = bonus_report(reader, as_of, up_to, replace(wanted, entitlement=None))
    divided = divide(sight, {row.referral for row in rows})
    whole = [row for row in rows if row.referral in divided.whole]
    own = _find_own(reader, Moment(as_of, reader.limit(up_to)), divided.own, rows)
    found = sorted([*whole, *own], key=lambda row: row.referral)
    return [row for row in found if wanted.entitlement in (None, row.entitlement)]


def _find_own(reader: Reader, moment: Moment, names: frozenset[str], rows: list[Row]) -> list[Row]:
    if not names:
        return []
    referrers = {row.referral: row.referrer for row in rows}
    homes = find_subjects(reader.database, reader.connection, [f"referral/{name}" for name in names])
    views = own_referrals(reader, moment, Window(names, frozenset(homes)))
    return [_make_row(view, each, referrers[view.referral]) for view in views for each in view.instalments]


def _make_row(view: OwnReferral, instalment: OwnInstalment, referrer: str) -> Row:
    return Row(
        referral=view.referral,
        referrer=referrer,
        candidate=view.candidate,
        requisition=view.requisition,
        application=None,
        employment=None,
        instalment=instalment.instalment,
        milestone_on=None,
        entitlement=ENTITLEMENTS[instalment.state],
        waiting_for=None,
        reasons=(),
        amount=instalment.amount,
        currency=instalment.currency,
        programme_version=None,
        warnings=(),
    )
