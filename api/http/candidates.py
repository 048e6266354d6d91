"""Candidates: what happened to them, a sentence for each event."""

from fastapi import APIRouter
from msgspec import Struct
from starlette.responses import Response

from api.http.answers import answer_json
from api.http.openapi import answers
from api.http.parameters import PathId
from api.http.problems import found_or_unknown, wrong_parameter
from api.http.questions import AskPage, Known, Paged
from projections.timeline.queries import Happening, TimelineView, timeline_of

router = APIRouter(prefix="/v1/candidates", tags=["candidates"])

_KIND = "timeline"


class TimelinePage(Struct):
    """What had happened to a person, whom the ids `candidates` name; `next` is null on the last page."""

    candidate: str
    candidates: list[str]
    as_of: str
    events: list[Happening]
    next: str | None


@router.get("/{candidate}/timeline", responses=answers(TimelinePage, "The timeline, in the order of facts.", 304, 404))
async def get_timeline(paged: AskPage, candidate: PathId) -> Response:
    """What had happened to a candidate by the day, in the order in which it happened."""
    after = paged.begin(_KIND)

    def find_timeline(known: Known) -> TimelineView:
        return found_or_unknown(timeline_of(known.reader, candidate, known.as_of, known.up_to), "candidate")

    return await paged.asked.answer(find_timeline, lambda view: answer_json(_page(paged, view, after)))


def _page(paged: Paged, view: TimelineView, after: str | None) -> TimelinePage:
    rest = view.events if after is None else view.events[_place_of(view, after) :]
    events = rest[: paged.limit]
    following = paged.cursor(_KIND, events[-1].fact) if len(rest) > len(events) else None
    return TimelinePage(view.candidate, view.candidates, view.as_of.isoformat(), events, following)


def _place_of(view: TimelineView, fact: str) -> int:
    for number, event in enumerate(view.events, 1):
        if event.fact == fact:
            return number
    raise wrong_parameter("cursor", "no longer stands in this timeline: begin again")
