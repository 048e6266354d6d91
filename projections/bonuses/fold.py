"""The fold of the bonus rows: the decisions of a slice, one row each."""

from datetime import date
from typing import Any

import msgspec

from domain.rules.cap import CapTerms, Uncapped
from domain.rules.decision import Decision
from domain.rules.explain import find_announced_start
from domain.rules.row import Row
from domain.state.days import plus
from domain.state.organisation import Organisation
from domain.state.person import Person
from projections.bonuses.tables import BonusRow, bonus_rows
from projections.engine.model import Rows
from projections.engine.slice import Slice


class Bonuses:
    """The bonus rows."""

    name = "bonuses"
    tables = (bonus_rows,)

    def rows(self, slice_: Slice) -> Rows:
        """Make a row for each referral and instalment."""
        found = []
        number, last = 0, None
        for decision in slice_.decisions:
            referral = decision.row.referral
            number = number + 1 if referral == last else 0
            last = referral
            found.append(_store(decision, slice_.find_subject("referral", referral), number, slice_.organisation))
        return {bonus_rows.name: found}

    def content(self, table: str, row: tuple[Any, ...]) -> tuple[Any, ...] | None:
        """Give everything but the subject."""
        return row[1:]


def _store(decision: Decision, subject: int, number: int, organisation: Organisation) -> BonusRow:
    row, cap = decision.row, decision.cap
    hire = organisation.spells.get(row.employment) if row.employment else None
    return BonusRow(
        subject=subject,
        referral=row.referral,
        number=number,
        referrer=row.referrer,
        candidate=row.candidate,
        requisition=row.requisition,
        application=row.application,
        employment=row.employment,
        instalment=row.instalment,
        milestone_on=row.milestone_on.isoformat() if row.milestone_on else None,
        entitlement=row.entitlement,
        waiting_for=row.waiting_for,
        reasons=" ".join(row.reasons),
        amount=row.amount,
        currency=row.currency,
        programme_version=row.programme_version,
        warnings=" ".join(row.warnings),
        cap_bonuses=cap.bonuses if cap else None,
        cap_per=cap.per if cap else None,
        hire=hire.employee if hire is not None else None,
        person=_list_employees(organisation.person(row.candidate)),
        expected_on=_expect(decision),
    )


def _expect(decision: Decision) -> str | None:
    if decision.case is None or decision.tenure_days is None or decision.row.entitlement != "waiting":
        return None
    starts_on = find_announced_start(decision.case)
    return plus(starts_on, decision.tenure_days).isoformat() if starts_on is not None else None


def _list_employees(person: Person) -> str:
    employees = {spell.employee for spell in person.spells if not spell.cancelled}
    return msgspec.json.encode(sorted(employees)).decode() if employees else "[]"


def restore(stored: BonusRow) -> Uncapped:
    """Restore the row of the domain from a stored one."""
    row = Row(
        referral=stored.referral,
        referrer=stored.referrer,
        candidate=stored.candidate,
        requisition=stored.requisition,
        application=stored.application,
        employment=stored.employment,
        instalment=stored.instalment,
        milestone_on=date.fromisoformat(stored.milestone_on) if stored.milestone_on else None,
        entitlement=stored.entitlement,
        waiting_for=stored.waiting_for,
        reasons=tuple(stored.reasons.split()),
        amount=stored.amount,
        currency=stored.currency,
        programme_version=stored.programme_version,
        warnings=tuple(stored.warnings.split()),
    )
    return Uncapped(row, _restore_cap(stored))


def _restore_cap(stored: BonusRow) -> CapTerms | None:
    if stored.cap_bonuses is None or stored.cap_per is None:
        return None
    return CapTerms(stored.cap_bonuses, stored.cap_per)
