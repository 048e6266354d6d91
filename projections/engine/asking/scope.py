"""How a question is narrowed: first to subjects, then to rows of theirs.

A scope names the subjects that can hold rows of interest on any day, whatever is known: a superset, found by the
engine's own tables, so that no other subject is read or folded. Column values then pick the rows (`having`). What only
the answer itself can tell, such as a bonus over the cap, is filtered by whoever asks.
"""

from collections.abc import Collection
from typing import NamedTuple

from sqlalchemy import ColumnElement, and_

from projections.database import Database
from projections.engine.tables import subjects


class Scope(NamedTuple):
    """The subjects to look at: all (None) or these; `with_referrals`: only those that ever had a referral."""

    subjects: Collection[int] | None = None
    with_referrals: bool = False

    def condition(self, database: Database) -> ColumnElement[bool]:
        """Express the scope as a condition on the table of subjects."""
        named = and_(True) if self.subjects is None else database.any_of(subjects.c.subject, list(self.subjects))
        return and_(named, subjects.c.last_referral_on.is_not(None)) if self.with_referrals else named


EVERYBODY = Scope()
