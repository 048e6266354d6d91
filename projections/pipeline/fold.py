"""The fold of the pipeline: every announced application of a slice in its column."""

from typing import Any

import msgspec

from domain.facts.base import Fact
from domain.state.application import Application
from domain.state.entry import Entry, carried
from domain.state.organisation import Organisation
from domain.state.referral import Referral
from projections.engine.model import Rows
from projections.engine.slice import Slice
from projections.pipeline.candidate_names import CandidateNames
from projections.pipeline.columns import find_standing, list_stages_seen
from projections.pipeline.owners import find_owners
from projections.pipeline.tables import ApplicationRow, application_rows
from projections.sealing import Names


class Pipeline:
    """The applications in their columns."""

    name = "pipeline"
    tables = (application_rows,)

    def __init__(self, names: Names) -> None:
        self._names = names

    def rows(self, slice_: Slice) -> Rows:
        """Make a row for each application of the slice's own subjects."""
        owned = find_owners(slice_.judged)
        names = CandidateNames(slice_.organisation)
        found = []
        for application in slice_.organisation.applications.values():
            subject = slice_.loaded.subject_of.get(f"application/{application.application}")
            if subject is not None and subject in slice_.subjects:
                owner = owned.get(id(application))
                found.append(
                    self._store(subject, application, slice_.organisation, owner, names.find(application.candidate))
                )
        return {application_rows.name: found}

    def _store(
        self,
        subject: int,
        application: Application,
        organisation: Organisation,
        owner: Referral | None,
        name: str | None,
    ) -> ApplicationRow:
        assert application.application is not None
        assert application.requisition is not None  # only announced applications are in the organisation
        standing = find_standing(application, organisation.spells_for(application), organisation.as_of)
        stages = [(stage, *_sort_texts(entry)) for stage, entry in list_stages_seen(application)]
        return ApplicationRow(
            subject=subject,
            application=application.application,
            requisition=application.requisition,
            candidate=application.candidate,
            name=self._names.seal(application.candidate, name),
            column_name=standing.column,
            state=application.walk.state,
            entered_on=standing.entered_on.isoformat(),
            schedule=carried(application.announcements, lambda fact: fact.schedule),
            referral=owner.referral if owner else None,
            referrer=owner.referrer if owner else None,
            stages=msgspec.json.encode(stages).decode() if stages else "[]",
            submitted_on=application.submitted_on.isoformat(),
            submitted_by=application.submitted.ref,
        )

    def content(self, table: str, row: tuple[Any, ...]) -> tuple[Any, ...] | None:
        """Give everything but the subject and the sealed name."""
        return (*row[1:4], *row[5:])


def _sort_texts(entry: Entry[Fact]) -> tuple[str, str, str, str]:
    """Write an entry's place in the order as texts that sort like it: instants with all their digits."""
    at, sequence, source, name = entry.order
    return (at.isoformat(timespec="microseconds"), sequence, source, name)
