"""Views by what a principal may see of a thing: a field that is not shown is absent (spec/access.md §4)."""

from collections.abc import Sequence
from datetime import date

from msgspec import Struct
from msgspec.structs import asdict, replace

from domain.access.words import Answer
from projections.access.sight import Sight
from projections.exceptions.who import Identities, Unlinked
from projections.pipeline.queries import OwnReferral, PipelineView
from projections.requisitions.queries import Money, RequisitionView


class OpenPost(Struct, frozen=True):
    """An open requisition as everybody sees it who has nothing to do with it."""

    requisition: str
    title: str | None
    status: str
    opened_on: str
    closed_on: str | None
    closed_reason: str | None
    hiring_manager: str | None
    department: str | None
    level: str | None
    location: str | None
    schedules: list[str]
    bonus: Money | None


class NamelessCard(Struct, frozen=True):
    """One application in its column, without a name."""

    application: str
    candidate: str
    state: str
    entered_on: str
    days_in_column: int
    schedule: str | None
    referral: OwnReferral | None


class NamelessColumn(Struct, frozen=True):
    """A column and its cards, those that entered it first before the others."""

    column: str
    count: int
    applications: list[NamelessCard]


class NamelessPipeline(Struct, frozen=True):
    """Who stands where in one requisition's pipeline, without names."""

    requisition: str
    title: str | None
    as_of: date
    columns: list[NamelessColumn]


def show_posts(sight: Sight, views: Sequence[RequisitionView]) -> list[RequisitionView | OpenPost]:
    """Show requisitions as the principal may see them; hidden ones are left out."""
    answers = sight.of_posts([view.requisition for view in views])
    shown: list[RequisitionView | OpenPost] = []
    for view in views:
        answer = answers.get(view.requisition, Answer.HIDDEN)
        if answer is Answer.ALLOWED:
            shown.append(view)
        elif answer is Answer.COARSE:
            shown.append(_cut(view))
    return shown


def _cut(view: RequisitionView) -> OpenPost:
    fields = asdict(view)
    return OpenPost(**{name: fields[name] for name in OpenPost.__struct_fields__})


def without_names(view: PipelineView) -> NamelessPipeline:
    """Show a pipeline without names."""
    columns = [
        NamelessColumn(
            each.column,
            each.count,
            [
                NamelessCard(
                    card.application,
                    card.candidate,
                    card.state,
                    card.entered_on,
                    card.days_in_column,
                    card.schedule,
                    card.referral,
                )
                for card in each.applications
            ],
        )
        for each in view.columns
    ]
    return NamelessPipeline(view.requisition, view.title, view.as_of, columns)


def without_identities(view: Identities) -> Identities:
    """Show who is not yet known to be whom without names."""
    return Identities(view.accounts, _unname(view.candidates), _unname(view.employees))


def _unname(found: Sequence[Unlinked]) -> list[Unlinked]:
    return [replace(each, name=None) for each in found]
