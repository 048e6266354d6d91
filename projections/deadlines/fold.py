"""The fold of the deadlines."""

from datetime import date
from typing import Any

from domain.state.days import plus
from domain.state.offer import Offer
from projections.deadlines.tables import DeadlineRow, deadline_rows
from projections.engine.model import Rows
from projections.engine.slice import Slice


class Deadlines:
    """What falls due, and whether it has."""

    name = "deadlines"
    tables = (deadline_rows,)

    def rows(self, slice_: Slice) -> Rows:
        """Make a row for each milestone of a hire, and for each standing offer that runs out."""
        return {deadline_rows.name: [*_list_tenures(slice_), *_list_offers(slice_)]}

    def content(self, table: str, row: tuple[Any, ...]) -> tuple[Any, ...] | None:
        """Give everything but the subject."""
        return row[1:]


def _list_tenures(slice_: Slice) -> list[DeadlineRow]:
    found = []
    for decision in slice_.decisions:
        row = decision.row
        if row.milestone_on is not None and row.instalment is not None:
            subject = slice_.find_subject("referral", row.referral)
            due_on = row.milestone_on.isoformat()
            met = int(decision.tenure_served)
            days = decision.tenure_days
            found.append(
                DeadlineRow(subject, "tenure", row.referral, row.instalment, row.employment, due_on, days, met)
            )
    return found


def _list_offers(slice_: Slice) -> list[DeadlineRow]:
    found = []
    for application in slice_.organisation.applications.values():
        for offer in application.offers:
            subject = slice_.loaded.subject_of.get(f"offer/{offer.offer}")
            runs_out = _find_expiry(offer) if application.walk.standing.get(offer.offer) == "extended" else None
            if runs_out is not None and subject is not None and subject in slice_.subjects:
                met = int(runs_out <= slice_.as_of)
                found.append(DeadlineRow(subject, "offer", offer.offer, "", None, runs_out.isoformat(), None, met))
    return found


def _find_expiry(offer: Offer) -> date | None:
    """Find the first day on which the offer is no longer open."""
    return plus(offer.expires_on, 1) if offer.expires_on is not None else None
