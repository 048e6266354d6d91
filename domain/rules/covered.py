"""What a referral covers: runs of its person's applications in the order of submission (spec/bonus.md, "Covers")."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from typing import NamedTuple

from domain.rules.claim import Claim
from domain.state.application import Application
from domain.state.shelf import Run, Shelf


class Part(NamedTuple):
    """A run of a shelf."""

    shelf: Shelf
    run: Run


class Covered:
    """The covered applications. A thousand referrals that cover the same thousand keep where they begin and end."""

    __slots__ = ("parts",)

    def __init__(self, parts: Sequence[Part]) -> None:
        self.parts = parts

    def __len__(self) -> int:
        """Tell how many there are."""
        return sum(last - first for _, (first, last) in self.parts)

    def __iter__(self) -> Iterator[Application]:
        """Go through them."""
        for shelf, (first, last) in self.parts:
            yield from shelf.applications[first:last]

    def first(self) -> Application:
        """Give the first submitted; there must be one."""
        return min((shelf.applications[run[0]] for shelf, run in self.parts), key=lambda each: each.submission)


def find_covered(claim: Claim) -> Covered:
    """Find the applications of the person that the referral covers.

    Not withdrawn before the submission; made no later than it, but for the grace; within the window; in scope.
    """
    withdrawn = claim.referral.withdrawn
    earliest = find_earliest(claim)
    parts = []
    for shelf in list_in_scope(claim):
        last = len(shelf) if withdrawn is None else shelf.up_to(withdrawn.order)
        runs = shelf.runs_until(shelf.since(earliest), last, claim.window_ends_on)
        parts += [Part(shelf, run) for run in runs]
    return Covered(parts)


def find_earliest(claim: Claim) -> datetime:
    """Find the first instant at which a submission is not earlier than the referral less grace."""
    try:
        return claim.referral.made.at - claim.grace
    except OverflowError:  # the calendar's first days
        return datetime.min.replace(tzinfo=UTC)


def is_for_its_post_only(claim: Claim) -> bool:
    """Tell whether the referral may claim applications for the post that it named alone."""
    return claim.terms.ownership.scope != "candidate" and claim.referral.requisition is not None


def list_in_scope(claim: Claim) -> tuple[Shelf, ...]:
    """List the shelves that hold what the referral may claim: each application once."""
    shelves = claim.person.shelves
    if is_for_its_post_only(claim):
        return (shelves.of_post(claim.referral.requisition), shelves.unannounced())
    return (shelves.everything,)
