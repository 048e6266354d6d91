"""The pipeline of a requisition, in the shape of spec/interfaces.md, "The pipeline"."""

from collections.abc import Collection, Iterable
from datetime import date, datetime, tzinfo
from typing import Any, NamedTuple

import msgspec
from msgspec import UNSET, Struct, UnsetType

from projections.engine.asking.reader import Reader
from projections.engine.asking.scope import Scope
from projections.engine.asking.subject_lookup import find_subjects_using, find_subjects_using_any
from projections.pipeline.columns import FIXED
from projections.pipeline.fold import Pipeline
from projections.pipeline.tables import ApplicationRow, application_rows
from projections.requisitions.queries import requisition_titles
from projections.sealing import Names


class OwnReferral(Struct, frozen=True):
    """Whose referral an application is."""

    referral: str
    referrer: str


class Card(Struct, frozen=True):
    """One application in its column; `erased_on` is there where the candidate is erased, and has no name any more."""

    application: str
    candidate: str
    name: str | None
    state: str
    entered_on: str
    days_in_column: int
    schedule: str | None
    referral: OwnReferral | None
    erased_on: str | UnsetType = UNSET


class PipelineColumn(Struct, frozen=True):
    """A column and its cards, those that entered it first before the others."""

    column: str
    count: int
    applications: list[Card]


class PipelineView(Struct, frozen=True):
    """Who stands where in one requisition's pipeline, as of a day."""

    requisition: str
    title: str | None
    as_of: date
    columns: list[PipelineColumn]


def pipeline(
    reader: Reader, names: Names, requisition: str, as_of: date, up_to: int | None = None
) -> PipelineView | None:
    """Show the pipeline as of the day; None where the requisition was not known and nobody had applied."""
    found = reader.rows(
        Pipeline(names),
        application_rows,
        as_of,
        up_to=up_to,
        scope=Scope(find_subjects_using(reader.connection, f"requisition/{requisition}")),
        having={"requisition": requisition},
    )
    titles = requisition_titles(reader, as_of, up_to, only=requisition)
    if requisition not in titles and not found:
        return None
    return PipelineView(
        requisition, titles.get(requisition), as_of, _lay_out(_restore(found), names, as_of, reader.zone)
    )


def pipelines(reader: Reader, names: Names, as_of: date, up_to: int | None = None) -> list[PipelineView]:
    """Show the pipelines of every requisition that is known or applied to, by id."""
    rows = reader.rows(Pipeline(names), application_rows, as_of, up_to=up_to)
    applied: dict[str, list[ApplicationRow]] = {}
    for stored in _restore(rows):
        applied.setdefault(stored.requisition, []).append(stored)
    titles = requisition_titles(reader, as_of, up_to)
    return [
        PipelineView(each, titles.get(each), as_of, _lay_out(applied.get(each, []), names, as_of, reader.zone))
        for each in sorted(applied.keys() | titles.keys())
    ]


def list_applied(reader: Reader, names: Names, as_of: date, subjects: Collection[int]) -> list[ApplicationRow]:
    """List the applications of the subjects as of the day, in no promised order."""
    return _restore(reader.rows(Pipeline(names), application_rows, as_of, scope=Scope(subjects)))


def _restore(rows: Iterable[tuple[Any, ...]]) -> list[ApplicationRow]:
    return list(map(ApplicationRow._make, rows))


def _lay_out(stored: list[ApplicationRow], names: Names, as_of: date, zone: tzinfo) -> list[PipelineColumn]:
    order = ["applied", *_order_stages(stored), *FIXED[1:]]
    cards: dict[str, list[Card]] = {column: [] for column in order}
    opened = names.open_many([(each.candidate, each.name) for each in stored])
    erased = names.find_erased({each.candidate for each in stored})
    named = sorted(zip(stored, opened, strict=True), key=lambda pair: (pair[0].entered_on, pair[0].application))
    for each, name in named:
        cards[each.column_name].append(_make_card(each, name, as_of, _day(erased.get(each.candidate), zone)))
    return [PipelineColumn(column, len(found), found) for column, found in cards.items() if found or column in FIXED]


def _order_stages(stored: list[ApplicationRow]) -> list[str]:
    """Put the stages in the order in which the requisition first saw them."""
    first: dict[str, list[str]] = {}
    for each in stored:
        for stage, *order in msgspec.json.decode(each.stages):
            if stage not in first or order < first[stage]:
                first[stage] = order
    return [stage for stage in sorted(first, key=lambda stage: first[stage]) if stage not in FIXED]


def _day(erased_at: datetime | None, zone: tzinfo) -> str | UnsetType:
    return UNSET if erased_at is None else erased_at.astimezone(zone).date().isoformat()


def _make_card(stored: ApplicationRow, name: str | None, as_of: date, erased_on: str | UnsetType) -> Card:
    owner = OwnReferral(stored.referral, stored.referrer) if stored.referral and stored.referrer else None
    return Card(
        application=stored.application,
        candidate=stored.candidate,
        name=name,
        state=stored.state,
        entered_on=stored.entered_on,
        days_in_column=(as_of - date.fromisoformat(stored.entered_on)).days,
        schedule=stored.schedule,
        referral=owner,
        erased_on=erased_on,
    )


class Applied(NamedTuple):
    """An application to a post: since when it is there, and by which fact."""

    application: str
    requisition: str
    submitted_on: str
    submitted_by: str


def list_applications_to(
    reader: Reader, names: Names, posts: Collection[str], as_of: date, up_to: int | None
) -> list[Applied]:
    """List the applications to these posts, whether anybody has announced the posts or not."""
    nodes = [f"requisition/{post}" for post in posts]
    scope = Scope(find_subjects_using_any(reader.database, reader.connection, nodes))
    having = {"requisition": frozenset(posts)}
    rows = reader.rows(Pipeline(names), application_rows, as_of, up_to=up_to, scope=scope, having=having)
    return [
        Applied(row.application, row.requisition, row.submitted_on, row.submitted_by)
        for row in map(ApplicationRow._make, rows)
    ]
