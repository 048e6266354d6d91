"""Separation of duties (spec/access.md §5): who proposed, released or gains from a payout may not decide on it."""

from domain.access.words import Relation, Relations

_PROPOSED, _BENEFITS = Relation.PROPOSED_BY_ME, Relation.BENEFITS_ME

BARRED: dict[str, Relations] = {
    "payout.approve": frozenset({_PROPOSED, _BENEFITS}),
    "payout.waive": frozenset({_PROPOSED, _BENEFITS}),
    "payout.release": frozenset({_BENEFITS}),
    "payout.accept": frozenset({_BENEFITS}),
    "payout.drop": frozenset({_BENEFITS}),
}
"""The relations that beat every other one, of the acts that they forbid."""


def is_barred(operation: str, relations: Relations) -> bool:
    """Tell whether a duty forbids the act, whatever the roles."""
    return bool(BARRED.get(operation, frozenset()) & relations)
