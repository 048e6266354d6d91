"""Requisitions: the posts, and who stands where in their pipelines."""

from functools import partial
from typing import Annotated, Literal

from fastapi import APIRouter, Query
from starlette.responses import Response

from api.http.access.declaring import operation
from api.http.openapi import OneOf, PageOf, answers
from api.http.parameters import RequisitionId
from api.http.problems import found_or_unknown
from api.http.questions import Ask, AskPage, Known
from api.http.versions import versioned
from domain.access.words import Answer
from projections.access.views import NamelessPipeline, OpenPost, show_posts, without_names
from projections.engine.asking.listing import Span
from projections.engine.asking.reader import Moment
from projections.pipeline.queries import PipelineView, pipeline
from projections.requisitions.queries import RequisitionView, pick_requisition_page, requisition_list

router = APIRouter(prefix="/v1/requisitions", tags=["requisitions"])

Status = Annotated[Literal["open", "closed", "planned"] | None, Query(description="Only posts that stand so.")]


_SHOWN = (RequisitionView, OpenPost)
_ONE = tuple(map(versioned, _SHOWN))


@router.get("", responses=answers(PageOf(_SHOWN), "The posts known as of the day, by id.", 304))
@operation("requisition.list")
async def list_requisitions(paged: AskPage, status: Status = None) -> Response:
    """The posts."""
    listing = await paged.begin("requisitions", {"status": status})

    def find_requisitions(known: Known, moment: Moment, span: Span) -> list[RequisitionView | OpenPost]:
        status = listing.filters.get("status")
        return pick_requisition_page(known.reader, moment, span, partial(show_posts, known.sight), status=status)

    return await listing.answer(find_requisitions, lambda view: view.requisition)


@router.get("/{requisition}", responses=answers(OneOf(_ONE), "The post.", 304, 404))
@operation("requisition.read")
async def get_requisition(asked: Ask, requisition: RequisitionId) -> Response:
    """One post."""

    def find_requisition(known: Known) -> RequisitionView | OpenPost:
        found = requisition_list(known.reader, known.as_of, known.up_to, only=requisition)
        return found_or_unknown(show_posts(known.sight, found), "requisition")[0]

    return await asked.answer_one("requisition", requisition, find_requisition)


@router.get(
    "/{requisition}/pipeline", responses=answers(OneOf((PipelineView, NamelessPipeline)), "Who stands where.", 304, 404)
)
@operation("requisition.pipeline")
async def get_pipeline(asked: Ask, requisition: RequisitionId) -> Response:
    """Who stands where in the pipeline of one post."""
    names = asked.vouch.names

    def find_pipeline(known: Known) -> PipelineView | NamelessPipeline:
        answer = known.sight.of_post(requisition)
        if answer <= Answer.HIDDEN:
            raise asked.hidden("requisition")
        found = pipeline(known.reader, names, requisition, known.as_of, known.up_to)
        shown = found_or_unknown(found, "requisition")
        return shown if answer is Answer.ALLOWED else without_names(shown)

    return await asked.answer(find_pipeline)
