"""Candidates: what happened to them, a sentence for each event."""

from fastapi import APIRouter
from msgspec import Struct
from starlette.responses import Response

from api.http.access.declaring import operation
from api.http.openapi import answers
from api.http.parameters import CandidateId
from api.http.problems import found_or_unknown, wrong_parameter
from api.http.questions import AskPage, Known, Listing
from domain.access.words import Answer
from projections.access.timeline import seen_timeline
from projections.timeline.queries import Happening, Stretch

router = APIRouter(prefix="/v1/candidates", tags=["candidates"])

MOST_DIGITS = 9
"""No timeline has a thousand million events."""


class TimelinePage(Struct):
    """What had happened to a person, whom the ids `candidates` name; `next` is null on the last page."""

    candidate: str
    candidates: list[str]
    as_of: str
    events: list[Happening]
    next: str | None


@router.get("/{candidate}/timeline", responses=answers(TimelinePage, "The timeline, in the order of facts.", 304, 404))
@operation("candidate.timeline")
async def get_timeline(paged: AskPage, candidate: CandidateId) -> Response:
    """What had happened to a candidate by the day, in the order in which it happened."""
    listing = await paged.begin("timeline", {"candidate": candidate})

    passed = _count_passed(listing)

    def find_page(known: Known) -> TimelinePage:
        moment = listing.moment(known)
        if known.sight.of_candidate(candidate) <= Answer.HIDDEN:
            raise paged.asked.hidden("candidate")
        found = seen_timeline(known.sight, known.reader, candidate, moment, Stretch(passed, listing.limit + 1))
        view = found_or_unknown(found, "candidate")
        events = view.events[: listing.limit]
        more = len(view.events) > len(events)
        following = listing.cursor(moment, str(passed + len(events))) if more else None
        return TimelinePage(view.candidate, view.candidates, view.as_of.isoformat(), events, following)

    return await paged.asked.answer(find_page)


def _count_passed(listing: Listing) -> int:
    """Count the events on the pages before: the timeline of a moment is always the same."""
    if listing.after is None:
        return 0
    if not listing.after.isdecimal() or not listing.after.isascii() or len(listing.after) > MOST_DIGITS:
        raise wrong_parameter("cursor", "must be `next` of an earlier page")
    return int(listing.after)
