"""The fold of the pipeline: every announced application of a slice in its column."""

from typing import Any

import msgspec

from domain.state.application import Application
from domain.state.entry import Entry, carried
from domain.state.organisation import Organisation
from domain.state.referral import Referral
from projections.engine.model import Rows
from projections.engine.slice import Slice
from projections.pipeline.columns import stages_seen, standing
from projections.pipeline.owners import owners
from projections.pipeline.tables import applications
from projections.sealing import Names


class Pipeline:
    """The applications in their columns."""

    name = "pipeline"
    tables = (applications,)

    def __init__(self, names: Names) -> None:
        self._names = names

    def rows(self, slice_: Slice) -> Rows:
        """A row for each application of the slice's own subjects."""
        owned = owners(slice_.judged)
        found = []
        for application in slice_.organisation.applications.values():
            subject = slice_.loaded.subject_of.get(f"application/{application.application}")
            if subject in slice_.subjects:
                row = self._columns(application, slice_.organisation, owned.get(id(application)))
                found.append((subject, *row))
        return {applications.name: found}

    def _columns(self, application: Application, organisation: Organisation, owner: Referral | None) -> tuple[Any, ...]:
        stands = standing(application, organisation.spells_for(application), organisation.as_of)
        stages = [(stage, *_sortable(entry)) for stage, entry in stages_seen(application)]
        return (
            application.application,
            application.requisition,
            application.candidate,
            self._names.seal(application.candidate, candidate_name(organisation, application.candidate)),
            stands.column,
            application.walk.state,
            stands.entered_on.isoformat(),
            carried(application.announcements, "schedule"),
            owner.referral if owner else None,
            owner.referrer if owner else None,
            msgspec.json.encode(stages).decode() if stages else "[]",
        )

    def content(self, table: str, row: tuple[Any, ...]) -> tuple[Any, ...] | None:
        """Everything but the subject and the sealed name."""
        return (*row[1:4], *row[5:])


def _sortable(entry: Entry) -> tuple[str, str, str, str]:
    """An entry's place in the order, as texts that sort like it: instants with all their digits."""
    at, sequence, source, name = entry.order
    return (at.isoformat(timespec="microseconds"), sequence, source, name)


def candidate_name(organisation: Organisation, candidate: str) -> str | None:
    """The candidate's name as last said by the day; where there is none, that of another of the same person's."""
    others = sorted(organisation.person(candidate).candidates - {candidate})
    for each in (candidate, *others):
        name: str | None = carried(organisation.candidate_names(each), "name")
        if name:
            return name
    return None
