"""Questions about bonuses: the report, and why a referral stands as it does."""

from collections.abc import Collection, Sequence
from datetime import date

from msgspec import Struct
from sqlalchemy import Connection

from domain.rules.cap import apply_cap
from domain.rules.explain import Explanation, explain
from domain.rules.row import Row
from projections.bonuses.fold import Bonuses, uncapped
from projections.bonuses.tables import bonuses
from projections.database import Database
from projections.engine.asking.reader import Reader
from projections.engine.asking.subject_lookup import nodes_of, subject_of, subjects_using, used_by
from projections.engine.folding import decide_or_single_out


class BonusFilter(Struct, frozen=True):
    """Which rows of the report are wanted; None: all."""

    referrer: str | None = None
    referral: str | None = None
    entitlement: str | None = None

    def keeps(self, row: Row) -> bool:
        """Whether the row is wanted."""
        return (
            (self.referrer is None or row.referrer == self.referrer)
            and (self.referral is None or row.referral == self.referral)
            and (self.entitlement is None or row.entitlement == self.entitlement)
        )


def bonus_report(
    reader: Reader, as_of: date, known_by: int | None = None, wanted: BonusFilter | None = None
) -> list[Row]:
    """The rows of spec/bonus.md §5, sorted by referral, then instalment order. `known_by` is a position."""
    asked = wanted or BonusFilter()
    among = _about(reader, asked)
    stored = reader.rows(
        Bonuses(), bonuses, as_of, known_by=known_by, among=among, where=_stored_only(among, asked), referred=True
    )
    stored.sort(key=lambda row: (row[1], row[2]))
    # The cap looks at all rows of a referrer, so what is not asked for goes last.
    return [row for row in apply_cap([uncapped(row) for row in stored]) if asked.keeps(row)]


def why(reader: Reader, referral: str, as_of: date, known_by: int | None = None) -> list[Explanation]:
    """An explanation for each instalment of the referral; empty where it was not known."""
    among = sorted(_about(reader, BonusFilter(referral=referral)) or ())
    decisions = [each for part in reader.slices(among, as_of, known_by) for each in decide_or_single_out(part)]
    return [each for each in explain(decisions) if each.row.referral == referral]


def _about(reader: Reader, asked: BonusFilter) -> Collection[int] | None:
    """The subjects that can hold the rows asked for, and all others of the same referrers, for the cap."""
    if asked.referral is not None:
        return _around_referral(reader.database, reader.connection, asked.referral)
    if asked.referrer is not None:
        return subjects_using(reader.connection, f"employee/{asked.referrer}")
    return None


def _around_referral(database: Database, connection: Connection, referral: str) -> set[int]:
    own = subject_of(connection, f"referral/{referral}")
    if own is None:
        return set()
    found = {own}
    for employee in referrers_of(database, connection, own):
        found |= subjects_using(connection, f"employee/{employee}")
    return found


def referrers_of(database: Database, connection: Connection, subject: int) -> Sequence[str]:
    """The employees whom the subject's decisions look at: its referrers among them."""
    return nodes_of(database, connection, used_by(connection, subject), "employee")


def _stored_only(among: Collection[int] | None, asked: BonusFilter) -> dict[str, str] | None:
    # Rows of the referrer alone are enough: his subjects hold other people's referrals as well.
    return {"referrer": asked.referrer} if among is not None and asked.referrer is not None else None
