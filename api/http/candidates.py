"""Candidates: what happened to them, a sentence for each event."""

from fastapi import APIRouter
from msgspec import Struct
from starlette.responses import Response

from api.http.access.declaring import operation
from api.http.openapi import answers
from api.http.parameters import CandidateId
from api.http.problems import found_or_unknown, wrong_parameter
from api.http.questions import AskPage, Known, Listing
from projections.engine.asking.reader import Moment
from projections.timeline.queries import Happening, TimelineView, timeline_of

router = APIRouter(prefix="/v1/candidates", tags=["candidates"])


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

    def find_page(known: Known) -> TimelinePage:
        moment = listing.moment(known)
        view = found_or_unknown(timeline_of(known.reader, candidate, moment), "candidate")
        return _page(listing, moment, view)

    return await paged.asked.answer(find_page)


def _page(listing: Listing, moment: Moment, view: TimelineView) -> TimelinePage:
    rest = view.events if listing.after is None else view.events[_place_of(view, listing.after) :]
    events = rest[: listing.limit]
    following = listing.cursor(moment, events[-1].fact) if len(rest) > len(events) else None
    return TimelinePage(view.candidate, view.candidates, view.as_of.isoformat(), events, following)


def _place_of(view: TimelineView, fact: str) -> int:
    for number, event in enumerate(view.events, 1):
        if event.fact == fact:
            return number
    raise wrong_parameter("cursor", "must be `next` of an earlier page")
