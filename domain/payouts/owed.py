"""What bonus rows say of keys on a day: the one place where payouts meet the decision (spec/bonus.md)."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Protocol

from msgspec import Struct

from domain.payouts.key import Key, Worker
from domain.rules.row import Row

ZERO = Decimal(0)
UNVERIFIED = "referrer_unverified"
UNIDENTIFIED = "referrer_unidentified"


class BonusRow(Struct, frozen=True, gc=False):
    """A row of spec/bonus.md; the employee of the spell that it names; the employees of all spells of its person."""

    row: Row
    hire: str | None = None
    person: frozenset[str] = frozenset()


class Rows(Protocol):
    """The port to the decision."""

    def __call__(self, referrals: Collection[str] | None, as_of: date, position: int) -> Iterable[BonusRow]:
        """The rows of these referrals (None: of all) for a day, as known up to a position."""
        ...


class Owed(Struct, frozen=True, gc=False):
    """What a key's row says: amounts are 0 unless it is earned, or waits."""

    entitled: Decimal = ZERO
    waiting: Decimal = ZERO
    hire: str | None = None
    earned_on: date | None = None
    programme_version: int | None = None
    warnings: tuple[str, ...] = ()
    person: frozenset[str] = frozenset()


NOTHING = Owed()
"""What is owed where there is no row of the key."""

OnDay = Mapping[Key, Owed]


def group_owed(rows: Iterable[BonusRow], worker: Worker) -> dict[Key, Owed]:
    """Sort what rows say by key; rows without a currency have none."""
    return {make_key(each.row, worker): _owed(each) for each in rows if each.row.currency and each.row.instalment}


def make_key(row: Row, worker: Worker) -> Key:
    """Make the key of a row that has a currency."""
    assert row.instalment is not None
    assert row.currency is not None
    return Key(row.referral, row.instalment, worker(row.referrer), row.currency)


def _owed(each: BonusRow) -> Owed:
    row = each.row
    amount = Decimal(row.amount)
    earned = row.entitlement == "earned"
    return Owed(
        amount if earned else ZERO,
        amount if row.entitlement == "waiting" else ZERO,
        each.hire,
        row.milestone_on if earned else None,
        row.programme_version,
        row.warnings,
        each.person,
    )


class Owing:
    """What is owed on days, as known up to a position: asked of the port once for each day and referral."""

    def __init__(self, rows: Rows, position: int, worker: Worker) -> None:
        self._rows = rows
        self._position = position
        self._worker = worker
        self._days: dict[date, dict[Key, Owed]] = {}
        self._asked: dict[date, set[str] | None] = {}

    def everything(self, day: date) -> OnDay:
        """Return all that is owed on a day."""
        if self._asked.get(day, set()) is not None:
            self._days[day] = group_owed(self._rows(None, day, self._position), self._worker)
            self._asked[day] = None
        return self._days[day]

    def of(self, referrals: Iterable[str], day: date) -> OnDay:
        """Return what is owed on a day, at least for all of these referrals."""
        asked = self._asked.setdefault(day, set())
        known = self._days.setdefault(day, {})
        if asked is not None and (missing := set(referrals) - asked):
            known.update(group_owed(self._rows(missing, day, self._position), self._worker))
            asked |= missing
        return known
