"""Hiring in numbers: the funnel, time in stage, and the source of hire (spec/reports.md)."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import NamedTuple

from msgspec import Struct

from domain.reports.numbers import median, percentile_90, share
from domain.reports.visits import FIXED, Visit
from domain.state.entry import Order


class Span(NamedTuple):
    """Days, both included; `first` None: from the first there is. The last is never after the day asked about."""

    first: date | None
    last: date

    def holds(self, day: date) -> bool:
        """Tell whether the day is within."""
        return (self.first is None or self.first <= day) and day <= self.last


class Application(NamedTuple):
    """An application as reports see it on a day. `application` is None where a spell stands for one.

    `source` is `referral` where it has an owner, else what it says; `hired_on` is the first start date by the day.
    `counted_by` names the referrals that count it, `owner` the one that it is credited to; `fee` is the agency's in
    force on the day of hire: amount and currency.
    """

    application: str | None
    requisition: str | None
    submitted_on: date
    source: str
    visits: Sequence[Visit]
    stages: Sequence[tuple[Order, str]]
    hired_on: date | None
    owner: str | None = None
    counted_by: Sequence[str] = ()
    fee: tuple[str, str] | None = None

    @property
    def column(self) -> str:
        """Where it stands."""
        return self.visits[-1].column if self.visits else "applied"

    def has_entered(self, *columns: str) -> bool:
        """Tell whether it was ever in one of these columns."""
        return any(visit.column in columns for visit in self.visits)


_FAR = {"offer": ("offer", "accepted", "hired"), "accepted": ("accepted", "hired"), "hired": ("hired",)}
"""Whoever has come as far as this has entered one of these columns."""


class CohortRow(Struct, frozen=True):
    """How many of the applications of a span have come as far as a column."""

    column: str
    count: int
    share: str | None


class ActivityRow(Struct, frozen=True):
    """How many visits to a column began in a span, and how many ended."""

    column: str
    entered: int
    left: int


class SnapshotRow(Struct, frozen=True):
    """How many applications are in a column."""

    column: str
    count: int


class StageTimeRow(Struct, frozen=True):
    """How long visits to a column lasted that ended in a span; those that go on stand beside. Lengths in days."""

    column: str
    visits: int
    median: str | None
    p90: int | None
    open: int
    open_median: str | None


class SourceRow(Struct, frozen=True):
    """What became of the applications of a source."""

    source: str
    applications: int
    offered: int
    accepted: int
    hired: int
    open: int
    conversion: str | None


def list_columns(applications: Iterable[Application]) -> list[str]:
    """List the columns: stages in the order in which a fact first named them, between those that are always there."""
    first: dict[str, Order] = {}
    for each in applications:
        for order, stage in each.stages:
            if stage not in FIXED:
                first[stage] = min(order, first.get(stage, order))
    return [FIXED[0], *sorted(first, key=lambda stage: (first[stage], stage)), *FIXED[1:]]


def report_cohort(applications: Sequence[Application], span: Span) -> list[CohortRow]:
    """Report how far the applications first submitted in a span have come."""
    announced = _announced(applications)
    cohort = [each for each in announced if span.holds(each.submitted_on)]
    rows = []
    for column in list_columns(announced):
        count = sum(map(_reached(column), cohort))
        rows.append(CohortRow(column, count, share(count, len(cohort))))
    return rows


def _reached(column: str) -> Callable[[Application], bool]:
    if column == "applied":
        return lambda each: True
    if column == "closed":
        return lambda each: each.column == "closed"
    return lambda each: each.has_entered(*_FAR.get(column, (column,)))


def report_activity(applications: Sequence[Application], span: Span) -> list[ActivityRow]:
    """Report which columns were entered and left in a span."""
    announced = _announced(applications)
    visits = [visit for each in announced for visit in each.visits]
    entered = Counter(visit.column for visit in visits if span.holds(visit.began))
    left = Counter(visit.column for visit in visits if visit.ended is not None and span.holds(visit.ended))
    return [ActivityRow(column, entered[column], left[column]) for column in list_columns(announced)]


def report_snapshot(applications: Sequence[Application]) -> list[SnapshotRow]:
    """Report where the applications are."""
    announced = _announced(applications)
    standing = Counter(each.column for each in announced)
    return [SnapshotRow(column, standing[column]) for column in list_columns(announced)]


def report_time_in_stage(applications: Sequence[Application], span: Span, as_of: date) -> list[StageTimeRow]:
    """Report how long visits lasted that ended in a span, and since when those are open that go on."""
    announced = _announced(applications)
    ended: dict[str, list[int]] = defaultdict(list)
    going_on: dict[str, list[int]] = defaultdict(list)
    for visit in (visit for each in announced for visit in each.visits):
        if visit.ended is None:
            going_on[visit.column].append((as_of - visit.began).days)
        elif span.holds(visit.ended):
            ended[visit.column].append((visit.ended - visit.began).days)
    return [
        StageTimeRow(
            column,
            len(ended[column]),
            median(ended[column]),
            percentile_90(ended[column]),
            len(going_on[column]),
            median(going_on[column]),
        )
        for column in list_columns(announced)
        if column not in ("hired", "closed")
    ]


def report_source_of_hire(applications: Sequence[Application], span: Span) -> list[SourceRow]:
    """Report what became of the applications of a span, by their source: referrals first, then by name."""
    by_source: dict[str, list[Application]] = defaultdict(list)
    for each in applications:
        if span.holds(each.submitted_on):
            by_source[each.source].append(each)
    return [_source_row(name, by_source[name]) for name in sorted(by_source, key=lambda n: (n != "referral", n))]


def _source_row(source: str, applications: Sequence[Application]) -> SourceRow:
    hired = sum(each.hired_on is not None for each in applications)
    return SourceRow(
        source,
        len(applications),
        sum(map(_reached("offer"), applications)),
        sum(map(_reached("accepted"), applications)),
        hired,
        sum(each.column not in ("hired", "closed") for each in applications),
        share(hired, len(applications)),
    )


def _announced(applications: Iterable[Application]) -> list[Application]:
    return [each for each in applications if each.application is not None]
