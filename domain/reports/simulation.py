"""What if: every row decided anew under trial terms, beside what is (spec/reports.md). Nothing is written."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import NamedTuple

from msgspec import Struct
from msgspec.structs import asdict, replace

from domain.facts.bonus_programme import BonusProgrammePublished
from domain.facts.terms import Terms
from domain.money import money_text
from domain.rules.cap import Uncapped, apply_cap
from domain.rules.decision import Decision
from domain.rules.explain import Explanation, explain
from domain.rules.row import Row
from domain.state.entry import Entry
from domain.state.programme import Programme, Version

FIELDS = ("entitlement", "waiting_for", "reasons", "amount", "currency", "milestone_on")
TRIAL = 0
"""The version that trial terms bear: none that can be published."""


class TrialProgramme(Programme):
    """The programme, but for trial terms that govern the referrals of some days, both included."""

    __slots__ = ("_first", "_last", "_trial")

    def __init__(self, programme: Programme, terms: Terms, first: date, last: date) -> None:
        super().__init__((), date.max)
        self.versions, self._days = programme.versions, programme._days
        fact = BonusProgrammePublished(version=1, effective_from=first, terms=terms)
        said = Entry((datetime.min.replace(tzinfo=UTC), "", "/vouch/trial", "terms"), first, fact)
        self._trial = Version(first, TRIAL, terms, said)
        self._first, self._last = first, last

    def in_force_on(self, day: date) -> Version | None:
        """Give the trial terms on their days, and what is in force on all others."""
        return self._trial if self._first <= day <= self._last else super().in_force_on(day)


class Side(Struct, frozen=True):
    """What a row says on one side."""

    entitlement: str
    waiting_for: str | None
    reasons: tuple[str, ...]
    amount: str
    currency: str | None
    milestone_on: date | None


class DifferingRow(Struct, frozen=True):
    """A row that reads otherwise; `governed`: the referral's day is in the span. None: no such instalment there."""

    referral: str
    instalment: str | None
    referrer: str
    governed: bool
    was: Side | None
    would_be: Side | None
    changed: list[str]
    reasons_gained: list[str]
    reasons_lost: list[str]


class ExplainedRow(DifferingRow, frozen=True):
    """The same with each side's why."""

    why_was: Explanation | None
    why_would_be: Explanation | None


class Total(Struct, frozen=True):
    """What is earned and waits in a currency, on both sides."""

    currency: str
    earned_was: str
    earned_would_be: str
    waiting_was: str
    waiting_would_be: str
    earned_difference: str


class Simulated(NamedTuple):
    """Both sides but for the caps, and which referrals the trial terms govern.

    `decisions` of both sides are kept only where whys are wanted: they hold all that was found.
    """

    was: list[Uncapped]
    would_be: list[Uncapped]
    governed: set[str]
    decisions: tuple[list[Decision], list[Decision]] = ([], [])


class Simulation(Struct, frozen=True, rename={"first": "from", "last": "to"}):
    """What would have been owed by a day, beside what is."""

    as_of: date
    first: date
    last: date
    referrals: int
    totals: list[Total]
    rows: Sequence[DifferingRow]

    def without_rows(self) -> "Simulation":
        """Give the totals alone, for whoever may not see single persons."""
        return replace(self, rows=())


def keep(decisions: Iterable[Decision]) -> list[Uncapped]:
    """Keep of decisions what is compared."""
    return [decision.uncapped for decision in decisions]


def compare(simulated: Simulated, as_of: date, first: date, last: date) -> Simulation:
    """Compare both sides, once the cap has gone over each."""
    was, would_be = (_by_key(apply_cap(side)) for side in (simulated.was, simulated.would_be))
    keys = sorted({*was, *would_be}, key=lambda key: (key[0], key[1] or ""))
    rows = [_row(was.get(key), would_be.get(key), simulated.governed) for key in keys]
    return Simulation(
        as_of,
        first,
        last,
        len(simulated.governed),
        list(_totals(was.values(), would_be.values())),
        [row for row in rows if row.changed],
    )


def explain_rows(simulation: Simulation, simulated: Simulated) -> Simulation:
    """Give each row that differs with the why of both its sides."""
    sides = [_explain_side(simulation.rows, decisions) for decisions in simulated.decisions]
    rows = [
        ExplainedRow(**asdict(row), why_was=was, why_would_be=would_be)
        for row in simulation.rows
        for was, would_be in [(side.get((row.referral, row.instalment)) for side in sides)]
    ]
    return replace(simulation, rows=rows)


def _explain_side(
    rows: Iterable[DifferingRow], decisions: Sequence[Decision]
) -> dict[tuple[str, str | None], Explanation]:
    wanted = {row.referral for row in rows}
    mine = [decision for decision in decisions if decision.row.referral in wanted]
    others = [decision.uncapped for decision in decisions if decision.row.referral not in wanted]
    made = {decision.row.referral: decision.referral.made for decision in decisions}
    found = explain(mine, others, lambda some: {name: made[name] for name in some})
    return {(each.row.referral, each.row.instalment): each for each in found}


def _by_key(rows: Iterable[Row]) -> dict[tuple[str, str | None], Row]:
    return {(row.referral, row.instalment): row for row in rows}


def _row(was: Row | None, would_be: Row | None, governed: set[str]) -> DifferingRow:
    either = was or would_be
    assert either is not None
    before, after = (row.reasons if row else () for row in (was, would_be))
    if was is None or would_be is None:
        changed = ["instalment"]
    else:
        changed = [name for name in FIELDS if getattr(was, name) != getattr(would_be, name)]
    return DifferingRow(
        either.referral,
        either.instalment,
        either.referrer,
        either.referral in governed,
        _side(was),
        _side(would_be),
        changed,
        [reason for reason in after if reason not in before],
        [reason for reason in before if reason not in after],
    )


def _side(row: Row | None) -> Side | None:
    return None if row is None else Side(*(getattr(row, name) for name in FIELDS))


def _totals(was: Iterable[Row], would_be: Iterable[Row]) -> Iterable[Total]:
    sums = [_sums(was), _sums(would_be)]
    for currency in sorted({currency for side in sums for currency, _ in side}):
        earned, waiting = (
            [side.get((currency, entitlement), Decimal(0)) for side in sums] for entitlement in ("earned", "waiting")
        )
        amounts: Sequence[Decimal] = (*earned, *waiting, earned[1] - earned[0])
        yield Total(currency, *(money_text(amount, currency) for amount in amounts))


def _sums(rows: Iterable[Row]) -> Mapping[tuple[str, str], Decimal]:
    sums: dict[tuple[str, str], Decimal] = {}
    for row in rows:
        if row.currency is not None and row.entitlement in ("earned", "waiting"):
            key = (row.currency, row.entitlement)
            sums[key] = sums.get(key, Decimal(0)) + Decimal(row.amount)
    return sums
