"""Posts that applications name and that were never announced.

An application does not belong with its post, nor is it folded again when the post is announced: they are joined when
asked.
"""

from collections.abc import Iterator
from datetime import date

import msgspec

from domain.state.days import plus
from projections.engine.asking.reader import Reader
from projections.engine.asking.subject_lookup import find_named
from projections.exceptions.found import MOST_FACTS
from projections.exceptions.tables import ExceptionRow
from projections.exceptions.waiting import GRACE_DAYS, MEND, say_waiting
from projections.pipeline.queries import Applied, list_applications_to
from projections.requisitions.queries import requisition_titles
from projections.sealing import Names


def list_unannounced_posts(reader: Reader, names: Names, as_of: date, up_to: int | None) -> Iterator[ExceptionRow]:
    """List the posts that applications have named for longer than the grace, if nothing had announced by the day."""
    waiting: dict[str, list[Applied]] = {}
    unknown = _find_unknown(reader, as_of, up_to)
    if unknown:
        for application in list_applications_to(reader, names, unknown, as_of, up_to):
            waiting.setdefault(application.requisition, []).append(application)
    for post, applications in waiting.items():
        applications.sort(key=lambda each: (each.submitted_on, each.application))
        since = date.fromisoformat(applications[0].submitted_on)
        if plus(since, GRACE_DAYS) < as_of:
            yield _tell(post, since, [each.submitted_by for each in applications[:MOST_FACTS]])


def _find_unknown(reader: Reader, as_of: date, up_to: int | None) -> set[str]:
    """Find the posts that were ever named, but for those that were announced by the day."""
    return find_named(reader.connection, "requisition") - requisition_titles(reader, as_of, up_to).keys()


def _tell(post: str, since: date, facts: list[str]) -> ExceptionRow:
    return ExceptionRow(
        subject=0,
        code="waiting_for_its_thing",
        kind="requisition",
        id=post,
        part="",
        requisition=post,
        since=since.isoformat(),
        says=say_waiting("requisition", post),
        mend=MEND.format(kind="requisition"),
        facts=msgspec.json.encode(facts).decode(),
        capped=0,
    )
