"""The fold of the bonus rows: the decisions of a slice, one row each."""

from datetime import date
from typing import Any

from domain.rules.cap import CapTerms, Uncapped
from domain.rules.decision import Decision
from domain.rules.row import Row
from projections.bonuses.tables import bonuses
from projections.engine.model import Rows
from projections.engine.slice import Slice


class Bonuses:
    """The bonus rows."""

    name = "bonuses"
    tables = (bonuses,)

    def rows(self, slice_: Slice) -> Rows:
        """A row for each referral and instalment."""
        found = []
        number, last = 0, None
        for decision in slice_.decisions:
            referral = decision.row.referral
            number = number + 1 if referral == last else 0
            last = referral
            found.append((slice_.subject_of("referral", referral), referral, number, *_columns(decision)))
        return {bonuses.name: found}

    def content(self, table: str, row: tuple[Any, ...]) -> tuple[Any, ...] | None:
        """Everything but the subject."""
        return row[1:]


def _columns(decision: Decision) -> tuple[Any, ...]:
    row, cap = decision.row, decision.cap
    return (
        row.referrer,
        row.candidate,
        row.requisition,
        row.application,
        row.employment,
        row.instalment,
        row.milestone_on.isoformat() if row.milestone_on else None,
        row.entitlement,
        row.waiting_for,
        " ".join(row.reasons),
        row.amount,
        row.currency,
        row.programme_version,
        " ".join(row.warnings),
        cap.bonuses if cap else None,
        cap.per if cap else None,
    )


def uncapped(stored: tuple[Any, ...]) -> Uncapped:
    """A stored row as the domain knows it."""
    (
        _,
        referral,
        _,
        referrer,
        candidate,
        requisition,
        application,
        employment,
        instalment,
        milestone_on,
        entitlement,
    ) = stored[:11]
    waiting_for, reasons, amount, currency, version, warnings, cap_bonuses, cap_per = stored[11:]
    row = Row(
        referral=referral,
        referrer=referrer,
        candidate=candidate,
        requisition=requisition,
        application=application,
        employment=employment,
        instalment=instalment,
        milestone_on=date.fromisoformat(milestone_on) if milestone_on else None,
        entitlement=entitlement,
        waiting_for=waiting_for,
        reasons=tuple(reasons.split()),
        amount=amount,
        currency=currency,
        programme_version=version,
        warnings=tuple(warnings.split()),
    )
    return Uncapped(row, CapTerms(cap_bonuses, cap_per) if cap_bonuses is not None else None)
