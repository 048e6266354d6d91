"""The fold of the referrals' status."""

from datetime import date
from typing import Any

from domain.rules.case import Case
from domain.rules.decision import Decision
from domain.rules.explain import find_condition
from domain.state.referral import Referral
from projections.engine.model import Rows
from projections.engine.slice import Slice
from projections.pipeline.columns import find_standing
from projections.referrals.tables import ReferralRow, referral_rows


class Referrals:
    """The status of each referral."""

    name = "referrals"
    tables = (referral_rows,)

    def rows(self, slice_: Slice) -> Rows:
        """Make a row for each referral."""
        steps, moved = _find_next_steps(slice_.decisions), _LastMoves()
        found = [
            _store(
                referral, slice_.judged.cases.get(name), slice_.find_subject("referral", name), steps.get(name), moved
            )
            for name, referral in slice_.organisation.referrals.items()
        ]
        return {referral_rows.name: found}

    def content(self, table: str, row: tuple[Any, ...]) -> tuple[Any, ...] | None:
        """Give everything but the subject."""
        return row[1:]


def _store(
    referral: Referral, case: Case | None, subject: int, next_step: str | None, moves: "_LastMoves"
) -> ReferralRow:
    return ReferralRow(
        subject=subject,
        referral=referral.referral,
        referrer=referral.referrer,
        candidate=referral.candidate,
        requisition=case.requisition_id if case is not None else referral.requisition,
        relationship=referral.relationship,
        referred_on=referral.day.isoformat(),
        withdrawn_on=referral.withdrawn.day.isoformat() if referral.withdrawn else None,
        last_moved_on=moves.find(referral, case),
        next_step=next_step,
    )


class _LastMoves:
    """When referrals last moved. Where an application stands is found once, however many referrals count it."""

    def __init__(self) -> None:
        self._entered: dict[int, date] = {}

    def find(self, referral: Referral, case: Case | None) -> str:
        """Find the day on which a referral, or the application that it counts, last moved."""
        if case is None or case.counted is None:
            return referral.day.isoformat()
        key = id(case.counted)
        if key not in self._entered:
            spells = case.organisation.spells_for(case.counted)
            self._entered[key] = find_standing(case.counted, spells, case.as_of).entered_on
        return max(case.day, self._entered[key]).isoformat()


def _find_next_steps(decisions: list[Decision]) -> dict[str, str]:
    """Say what the first waiting instalment of each referral waits for, in words."""
    steps: dict[str, str] = {}
    for decision in decisions:
        waits_for = find_condition(decision, decision.row)
        if waits_for is not None:
            steps.setdefault(decision.row.referral, waits_for)
    return steps
