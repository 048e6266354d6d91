"""Questions to the reports: what each is made of, collected from the read models as of a day and as known."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from msgspec import Struct

from domain.facts.terms import Terms
from domain.payouts.books import Books
from domain.payouts.ledger import fold
from domain.payouts.owed import BonusRow, group_owed
from domain.reports.cost import report_cost_per_hire
from domain.reports.forecast import Expected, report_forecast
from domain.reports.hiring import (
    Application,
    Span,
    report_activity,
    report_cohort,
    report_snapshot,
    report_source_of_hire,
    report_time_in_stage,
)
from domain.reports.introductions import IntroductionReport, report_introductions
from domain.reports.liability import LiabilityRow, list_days, report_liability, sum_up
from domain.reports.simulation import Simulated, Simulation, TrialProgramme, compare, explain_rows, keep
from domain.rules.decide import decide_uncapped
from domain.rules.eligibility import judge
from domain.state.days import plus
from projections.bonuses.queries import all_with_hires
from projections.engine.asking.reader import Reader
from projections.engine.asking.scope import EVERYBODY
from projections.payout_book.loading import Loading
from projections.payouts.known import Workers, read_acts
from projections.reports.collecting import collect, collect_introductions


class Asked(NamedTuple):
    """What a report is asked for: the day, the last position that counts, and the options that some take.

    `only`: requisitions to look at alone; None: all.
    """

    as_of: date
    up_to: int | None = None
    first: date | None = None
    last: date | None = None
    kind: str = "cohort"
    only: frozenset[str] | None = None

    @property
    def span(self) -> Span:
        """The days from `first` to `last`, which is cut to the day asked about."""
        return Span(self.first, self.as_of if self.last is None else min(self.last, self.as_of))


Rows = list[Struct]


def ask_liability(reader: Reader, asked: Asked) -> Rows:
    """Report what is owed at the ends of months, from that of `first` on."""
    acts, workers = read_acts(reader, asked.up_to), Workers(reader, asked.up_to)
    days = []
    for on in list_days(asked.first, asked.as_of):
        ledger = fold(acts, until=on)
        Loading(reader.database, reader.connection, reader.store).add_said(ledger, up_to=reader.limit(asked.up_to))
        found = all_with_hires(reader, on, asked.up_to)
        owed = group_owed([BonusRow(each.row) for each in found], workers)
        days.append((on, sum_up((each.row for each in found), owed, Books(ledger, on, workers))))
    rows: list[LiabilityRow] = report_liability(days)
    return [*rows]


def ask_forecast(reader: Reader, asked: Asked) -> Rows:
    """Report what may fall due when."""
    found = all_with_hires(reader, asked.as_of, asked.up_to)
    return [*report_forecast((Expected(each.row, each.expected_on) for each in found), asked.as_of)]


def ask_funnel(reader: Reader, asked: Asked) -> Rows:
    """Report one of the three funnels."""
    applications = _of_requisitions(collect(reader, asked.as_of, asked.up_to).applications, asked)
    if asked.kind == "snapshot":
        return [*report_snapshot(applications)]
    if asked.kind == "activity":
        return [*report_activity(applications, asked.span)]
    return [*report_cohort(applications, asked.span)]


def ask_time_in_stage(reader: Reader, asked: Asked) -> Rows:
    """Report how long visits to each column last."""
    applications = _of_requisitions(collect(reader, asked.as_of, asked.up_to).applications, asked)
    return [*report_time_in_stage(applications, asked.span, asked.as_of)]


def ask_source_of_hire(reader: Reader, asked: Asked) -> Rows:
    """Report what became of applications by their source."""
    applications = _of_requisitions(collect(reader, asked.as_of, asked.up_to).applications, asked)
    return [*report_source_of_hire(applications, asked.span)]


def ask_cost_per_hire(reader: Reader, asked: Asked) -> Rows:
    """Report what a hire costs by referral and by agency."""
    applications = collect(reader, asked.as_of, asked.up_to).applications
    rows = (each.row for each in all_with_hires(reader, asked.as_of, asked.up_to))
    return [*report_cost_per_hire(applications, rows, asked.span)]


def ask_introductions(reader: Reader, asked: Asked) -> IntroductionReport:
    """Report what came of asks."""
    known = collect_introductions(reader, asked.as_of, asked.up_to)
    return report_introductions(known, collect(reader, asked.as_of, asked.up_to).named)


def simulate(
    reader: Reader, terms: Terms, first: date, last: date, asked: Asked, *, with_why: bool = False
) -> Simulation:
    """Decide every row anew, with trial terms for the referrals of some days, and compare; perhaps with whys."""
    simulated = Simulated([], [], set(), ([], []))
    wanted = reader.find_subjects(EVERYBODY._replace(with_referrals=True))
    for slice_ in reader.slices(wanted, asked.as_of, asked.up_to):
        sound = slice_.sound()
        was, organisation = sound.decisions, sound.organisation
        organisation.programme = TrialProgramme(organisation.programme, terms, first, last)
        would_be = decide_uncapped(judge(organisation))
        simulated.was.extend(keep(was))
        simulated.would_be.extend(keep(would_be))
        if with_why:
            for side, decisions in zip(simulated.decisions, (was, would_be), strict=True):
                side.extend(decisions)
        days = ((referral.referral, referral.day) for referral in organisation.referrals.values())
        simulated.governed.update(name for name, day in days if first <= day <= last)
    found = compare(simulated, asked.as_of, first, last)
    return explain_rows(found, simulated) if with_why else found


def end_of_month(day: date) -> date:
    """Find the last day of a day's month."""
    return plus(plus(day.replace(day=28), 4).replace(day=1), -1)


def _of_requisitions(applications: Iterable[Application], asked: Asked) -> list[Application]:
    return [each for each in applications if asked.only is None or each.requisition in asked.only]
