"""Reports by name: what each is asked for, who may ask, and how its rows are written, for every face alike."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from functools import partial
from typing import Any, NamedTuple

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from api.exports import Cell, Column, write_csv, write_xlsx
from domain.access.principal import Principal
from domain.access.relating import Post, relate_to_post
from domain.access.scope import scope
from domain.access.suppression import Count, is_small
from domain.access.words import Answer
from domain.reports.cost import CostRow
from domain.reports.forecast import ForecastRow
from domain.reports.hiring import ActivityRow, CohortRow, SnapshotRow, SourceRow, StageTimeRow
from domain.reports.introductions import Cell as IntroductionCell
from domain.reports.introductions import IntroductionReport
from domain.reports.liability import LiabilityRow
from projections.engine.asking.reader import Reader
from projections.reports import queries
from projections.reports.queries import Asked
from projections.requisitions.queries import requisition_list

Ask = Callable[[Reader, Asked], Sequence[Struct]]
FUNNELS: Mapping[str, type[Struct]] = {"cohort": CohortRow, "activity": ActivityRow, "snapshot": SnapshotRow}
_TEXTS = frozenset(("column", "source", "currency", "month", "waiting_for", "ask"))
"""Fields that are texts; all other texts of rows are numbers, written out."""


class Report(NamedTuple):
    """A report of rows: how it is asked, what its rows are (of the funnel: by kind), and its operation.

    `options`: the words that it takes besides the day and the knowledge. `counts`: the field that counts persons.
    """

    ask: Ask
    row: type[Struct]
    operation: str
    options: tuple[str, ...] = ()
    counts: str | None = None
    of_posts: bool = False


REPORTS: Mapping[str, Report] = {
    "bonus-liability": Report(queries.ask_liability, LiabilityRow, "report.bonus_liability", ("from",)),
    "bonus-forecast": Report(queries.ask_forecast, ForecastRow, "report.bonus_forecast", counts="instalments"),
    "funnel": Report(
        queries.ask_funnel, CohortRow, "report.funnel", ("kind", "requisition", "from", "to"), "count", of_posts=True
    ),
    "time-in-stage": Report(
        queries.ask_time_in_stage, StageTimeRow, "report.time_in_stage", ("requisition", "from", "to"), "visits", True
    ),
    "source-of-hire": Report(
        queries.ask_source_of_hire, SourceRow, "report.source_of_hire", ("from", "to"), "applications", True
    ),
    "cost-per-hire": Report(
        queries.ask_cost_per_hire, CostRow, "report.cost_per_hire", ("from", "to"), "referred_hires"
    ),
}
"""The reports that answer with rows, by name. `introductions` answers with an object."""


class Words(NamedTuple):
    """The words of a question as they were given, to be said again in the answer."""

    name: str
    as_of: date
    known_at: datetime | None
    options: Mapping[str, object]


class Seen(NamedTuple):
    """What of a report a principal may see: these requisitions alone (None: all), and whether only of groups."""

    only: frozenset[str] | None
    coarse: bool


def find_seen(reader: Reader, who: Principal, operation: str, today: date, *, of_posts: bool) -> Seen:
    """Find what of a report a principal may see: all, of their own posts, or groups of five persons and more."""
    everywhere = scope(who, operation)
    if everywhere is Answer.ALLOWED or who.everything or not of_posts:
        return Seen(None, everywhere is Answer.COARSE)
    if everywhere is Answer.COARSE:
        return Seen(None, True)
    mine = [who.employee] if who.employee is not None else []
    posts = requisition_list(reader, today)
    related = (
        (view.requisition, relate_to_post(mine, Post(view.hiring_manager, view.recruiters, view.status == "open")))
        for view in posts
    )
    return Seen(frozenset(name for name, how in related if scope(who, operation, how) is Answer.ALLOWED), False)


def suppress_rows(rows: Sequence[Struct], counts: str | None) -> list[dict[str, object]]:
    """Blank the numbers of rows that count too few persons; the texts that name a row stay."""
    return [_suppressed(row) if counts is not None and _is_small(row, counts) else _fields(row) for row in rows]


def _is_small(row: Struct, counts: str) -> bool:
    numbers = [getattr(row, name, None) for name in (counts, "entered", "left", "open", "hired", "agency_hires")]
    return any(is_small(Count(number, False)) for number in numbers if isinstance(number, int))


def _suppressed(row: Struct) -> dict[str, object]:
    kept = {name: value if name in _TEXTS else None for name, value in _fields(row).items()}
    return {**kept, "suppressed": True}


def _fields(row: Struct) -> dict[str, object]:
    return {name: getattr(row, name) for name in row.__struct_fields__}


def find_row_type(name: str, kind: str) -> type[Struct]:
    """Find what the rows of a report are."""
    return FUNNELS[kind] if name == "funnel" else REPORTS[name].row


def write_json(words: Words, rows: Iterable[object]) -> bytes:
    """Write a report as JSON: what was asked, then the rows."""
    asked = {"report": words.name, "as_of": words.as_of, "known_at": words.known_at, **words.options}
    return msgspec.json.encode({**asked, "rows": list(rows)}) + b"\n"


def write_introductions(words: Words, report: IntroductionReport) -> bytes:
    """Write the report of introductions as JSON: three lists in place of rows."""
    asked = {"report": words.name, "as_of": words.as_of, "known_at": words.known_at}
    told = {name: getattr(report, name) for name in report.__struct_fields__}
    return msgspec.json.encode({**asked, **told}) + b"\n"


def make_columns(row: type[Struct]) -> list[Column[Any]]:
    """Make the columns of a report's rows, in the order of its contract."""
    return [Column(name, partial(_cell, name)) for name in row.__struct_fields__]


def _cell(name: str, row: Struct | Mapping[str, object]) -> Cell:
    value: Any = row.get(name) if isinstance(row, Mapping) else getattr(row, name)
    return Decimal(value) if isinstance(value, str) and name not in _TEXTS else value


def write_report_csv(row: type[Struct], rows: Iterable[Any]) -> Iterable[bytes]:
    """Write rows as CSV."""
    return write_csv(make_columns(row), rows)


def write_report_xlsx(row: type[Struct], rows: Iterable[Any], name: str) -> bytes:
    """Write rows as a spreadsheet."""
    return write_xlsx(make_columns(row), rows, title=name)


INTRODUCTION_ROW = IntroductionCell
"""What the rows of introductions are, where rows are wanted: the cells."""


def suppress_introductions(report: IntroductionReport) -> IntroductionReport:
    """Leave out what fewer than five persons answer for."""
    kept = [cell for cell in report.cells if not is_small(Count(cell.asked, False))]
    places = {(cell.closeness, cell.ask) for cell in kept}
    return replace(report, cells=kept, advice=[each for each in report.advice if (each.closeness, each.ask) in places])
