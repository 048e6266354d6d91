"""The fold of the referrals' status."""

from typing import Any

from domain.rules.case import Case
from domain.rules.decision import Decision
from domain.rules.explain import condition
from projections.engine.model import Rows
from projections.engine.slice import Slice
from projections.pipeline.columns import standing
from projections.referrals.tables import referrals


class Referrals:
    """The status of each referral."""

    name = "referrals"
    tables = (referrals,)

    def rows(self, slice_: Slice) -> Rows:
        """A row for each referral."""
        steps = _next_steps(slice_.decisions)
        found = [
            (slice_.subject_of("referral", case.referral.referral), *_columns(case, steps))
            for case in slice_.judged.cases
        ]
        return {referrals.name: found}

    def content(self, table: str, row: tuple[Any, ...]) -> tuple[Any, ...] | None:
        """Everything but the subject."""
        return row[1:]


def _columns(case: Case, steps: dict[str, str]) -> tuple[Any, ...]:
    referral = case.referral
    return (
        referral.referral,
        referral.referrer,
        referral.candidate,
        case.requisition_id,
        referral.relationship,
        referral.day.isoformat(),
        referral.withdrawn.day.isoformat() if referral.withdrawn else None,
        _last_moved_on(case),
        steps.get(referral.referral),
    )


def _last_moved_on(case: Case) -> str:
    if case.counted is None:
        return case.day.isoformat()
    stands = standing(case.counted, case.organisation.spells_for(case.counted), case.as_of)
    return max(case.day, stands.entered_on).isoformat()


def _next_steps(decisions: list[Decision]) -> dict[str, str]:
    """What the first waiting instalment of each referral waits for, in words."""
    steps: dict[str, str] = {}
    for decision in decisions:
        waits_for = condition(decision, decision.row)
        if waits_for is not None:
            steps.setdefault(decision.row.referral, waits_for)
    return steps
