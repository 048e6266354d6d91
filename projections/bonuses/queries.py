"""Questions about bonuses: the report, and why a referral stands as it does."""

from collections.abc import Collection, Sequence
from datetime import date
from typing import NamedTuple

import msgspec
from msgspec import Struct
from msgspec.structs import replace
from sqlalchemy import Connection, func, select

from domain.facts.referral import ReferralMade
from domain.rules.cap import Uncapped, apply_cap
from domain.rules.explain import Explanation, explain
from domain.rules.row import Row
from domain.state.entry import Entry
from domain.state.organisation import Organisation
from projections.bonuses.fold import Bonuses, restore
from projections.bonuses.tables import BonusRow, bonus_rows
from projections.database import Database
from projections.engine.asking.reader import Having, Moment, Reader
from projections.engine.asking.scope import EVERYBODY, Scope
from projections.engine.asking.subject_lookup import (
    find_ids,
    find_own_subject,
    find_subject,
    find_subjects_using,
    find_used,
)
from projections.engine.folding import decide_or_single_out


class BonusFilter(Struct, frozen=True):
    """Picks rows of the report by what they say; None: any."""

    referrer: str | None = None
    referral: str | None = None
    entitlement: str | None = None

    def keeps(self, row: Row) -> bool:
        """Tell whether the row is one of those picked."""
        return (
            (self.referrer is None or row.referrer == self.referrer)
            and (self.referral is None or row.referral == self.referral)
            and (self.entitlement is None or row.entitlement == self.entitlement)
        )


def bonus_report(reader: Reader, as_of: date, up_to: int | None = None, only: BonusFilter | None = None) -> list[Row]:
    """Report the rows of spec/bonus.md §5, sorted by referral, then instalment order.

    `up_to`: the last position that counts. `only`: which rows to report; its referrer by any id of the worker's.
    """
    picked = only or BonusFilter()
    if picked.referrer is not None:
        picked = replace(picked, referrer=reader.find_worker(picked.referrer, up_to))
    rows = reader.rows(
        Bonuses(), bonus_rows, as_of, up_to=up_to, scope=_find_scope(reader, picked), having=_having(picked)
    )
    stored = sorted(map(BonusRow._make, rows), key=lambda row: (row.referral, row.number))
    # The cap looks at all rows of a referrer, so what is not picked goes last.
    return [row for row in apply_cap([restore(row) for row in stored]) if picked.keeps(row)]


def count_without_programme(connection: Connection) -> int:
    """Count the referrals for which no version of the programme was in force, as their rows were last decided."""
    found = select(func.count(bonus_rows.c.referral.distinct())).where(bonus_rows.c.programme_version.is_(None))
    counted: int = connection.execute(found).scalar_one()
    return counted


def bonuses_of(reader: Reader, moment: Moment, subjects: Collection[int], referrals: frozenset[str]) -> list[Row]:
    """Report the rows of some referrals, which belong to the subjects, exactly as known at the moment.

    Other rows of the same referrers are read only where a cap may take one of these.
    """
    return [each.row for each in bonuses_with_hires(reader, moment, subjects, referrals)]


class WithHire(NamedTuple):
    """A row, the employee of the spell that it names, and the employees of all spells of the person referred.

    `expected_on`: when it would be earned if an announced start comes true, while there is no hire.
    """

    row: Row
    hire: str | None
    person: frozenset[str]
    expected_on: date | None


def bonuses_with_hires(
    reader: Reader, moment: Moment, subjects: Collection[int], referrals: frozenset[str]
) -> list[WithHire]:
    """Report the same rows with who was hired."""
    wanted = _read_known(reader, moment, subjects, {"referral": referrals})
    capped = frozenset(row.referrer for row in wanted if row.cap_bonuses is not None)
    around = {each for employee in capped for each in find_subjects_using(reader.connection, f"employee/{employee}")}
    others = _read_known(reader, moment, around, {"referrer": capped}) if capped else []
    rows = sorted({*wanted, *others}, key=lambda row: (row.referral, row.number))
    return [each for each in _with_hires(rows) if each.row.referral in referrals]


def all_with_hires(reader: Reader, as_of: date, up_to: int | None) -> list[WithHire]:
    """Report all rows of the day with who was hired, by what was known up to a position."""
    rows = reader.rows(Bonuses(), bonus_rows, as_of, up_to=up_to, scope=EVERYBODY._replace(with_referrals=True))
    return _with_hires(sorted(map(BonusRow._make, rows), key=lambda row: (row.referral, row.number)))


def _with_hires(stored: Sequence[BonusRow]) -> list[WithHire]:
    """Apply the cap; `stored` must be all rows of the referrers in question."""
    decode, nobody = msgspec.json.Decoder(frozenset[str]).decode, frozenset[str]()
    return [
        WithHire(
            row,
            kept.hire,
            nobody if kept.person == "[]" else decode(kept.person),
            date.fromisoformat(kept.expected_on) if kept.expected_on else None,
        )
        for kept, row in zip(stored, apply_cap([restore(kept) for kept in stored]), strict=True)
    ]


def _read_known(reader: Reader, moment: Moment, subjects: Collection[int], having: Having) -> list[BonusRow]:
    return list(map(BonusRow._make, reader.rows_known(Bonuses(), bonus_rows, moment, subjects, having)))


NOT_STARTED = frozenset({"application", "offer", "acceptance", "start"})
"""What the rows of a referral wait for until its hire has started."""


def list_hired(reader: Reader, as_of: date, subjects: Collection[int]) -> set[str]:
    """List the referrals of the subjects that have a started hire."""
    rows = map(BonusRow._make, reader.rows(Bonuses(), bonus_rows, as_of, scope=Scope(subjects)))
    return {row.referral for row in rows if row.employment is not None and row.waiting_for not in NOT_STARTED}


def why(reader: Reader, referral: str, as_of: date, up_to: int | None = None) -> list[Explanation]:
    """Explain each instalment of the referral; empty where it was not known.

    Only the referral itself is decided with all its findings; of its referrer's others the rows are enough.
    """
    own = find_own_subject(reader.connection, f"referral/{referral}")
    decided = [each for slice_ in reader.slices(list(own), as_of, up_to) for each in decide_or_single_out(slice_)]
    decisions = [decision for decision in decided if decision.row.referral == referral]
    others: list[Uncapped] = []
    if any(decision.cap is not None for decision in decisions):
        scope = Scope(
            find_subjects_using(reader.connection, f"employee/{decisions[0].row.referrer}"), with_referrals=True
        )
        others = _read_uncapped(reader, decisions[0].row.referrer, as_of, up_to, scope)
    return explain(
        decisions,
        [each for each in others if each.row.referral != referral],
        lambda some: _find_made(reader, some, as_of, up_to),
    )


def _read_uncapped(reader: Reader, referrer: str, as_of: date, up_to: int | None, scope: Scope) -> list[Uncapped]:
    having = {"referrer": referrer}
    rows = reader.rows(Bonuses(), bonus_rows, as_of, up_to=up_to, scope=scope, having=having)
    return [restore(BonusRow(*row)) for row in rows]


def _find_made(
    reader: Reader, referrals: Sequence[str], as_of: date, up_to: int | None
) -> dict[str, Entry[ReferralMade]]:
    """Find the facts by which the referrals were made."""
    streams = [f"referral/{referral}" for referral in referrals]
    facts = reader.store.decode_rows(reader.store.read_streams(streams, reader.limit(up_to)))
    found = Organisation(facts, as_of, reader.zone).referrals
    return {name: referral.made for name, referral in found.items()}


def _find_scope(reader: Reader, picked: BonusFilter) -> Scope:
    """Find the subjects that can hold the rows picked, and all others of the same referrers, for the cap."""
    scope = EVERYBODY
    if picked.referral is not None:
        scope = Scope(_find_around_referral(reader.database, reader.connection, picked.referral))
    elif picked.referrer is not None:
        scope = Scope(find_subjects_using(reader.connection, f"employee/{picked.referrer}"))
    return scope._replace(with_referrals=True)


def _find_around_referral(database: Database, connection: Connection, referral: str) -> set[int]:
    own = find_subject(connection, f"referral/{referral}")
    if own is None:
        return set()
    found = {own}
    for employee in find_referrers(database, connection, own):
        found |= find_subjects_using(connection, f"employee/{employee}")
    return found


def find_referrers(database: Database, connection: Connection, subject: int) -> Sequence[str]:
    """Find the employees whom the subject's decisions look at: its referrers among them."""
    return find_ids(database, connection, find_used(connection, subject), "employee")


def _having(picked: BonusFilter) -> dict[str, str]:
    # Rows of the referrer alone are enough: the same subjects hold other people's referrals as well.
    return {"referrer": picked.referrer} if picked.referrer is not None else {}
