"""Which of the covered applications counts (spec/bonus.md §1)."""

from domain.rules.claim import Claim
from domain.rules.covered import Covered
from domain.state.application import Application
from domain.state.entry import Order

RANK = {"accepted": 3, "offered": 2, "open": 1, "closed": 0}
"""Of covered applications without a hire the one that got furthest counts."""


def pick_counted(claim: Claim, covered: Covered) -> Application | None:
    """Pick the one that counts: the one with a hire; else the one that got furthest, and of equals the latest."""
    hires = claim.hires
    hired = [shelf.least(run, hires.place) for shelf, run in covered.parts]
    first = min(hired, key=hires.place, default=None)
    if first is None or hires.of(first) is not None:
        return first
    return max((shelf.greatest(run, how_far) for shelf, run in covered.parts), key=how_far)


def how_far(application: Application) -> tuple[int, tuple[Order, str]]:
    """Rank an application without a hire: how far it got, then the place of its latest fact."""
    return (RANK[application.walk.state], application.latest)
