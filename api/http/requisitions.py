"""Requisitions: the posts, and who stands where in their pipelines."""

from typing import Annotated, Literal

from fastapi import APIRouter, Query
from msgspec import Struct
from starlette.responses import Response

from api.http.access.declaring import operation
from api.http.openapi import answers
from api.http.parameters import RequisitionId
from api.http.problems import found_or_unknown
from api.http.questions import Ask, AskPage, Known
from projections.engine.asking.listing import Span
from projections.engine.asking.reader import Moment, Reader
from projections.pipeline.queries import PipelineView, pipeline
from projections.requisitions.queries import RequisitionView, requisition_list, requisition_page

router = APIRouter(prefix="/v1/requisitions", tags=["requisitions"])

Status = Annotated[Literal["open", "closed", "planned"] | None, Query(description="Only posts that stand so.")]


class RequisitionPage(Struct):
    """A page of posts, by id; `next` is the cursor of the page after it, null on the last."""

    items: list[RequisitionView]
    next: str | None


@router.get("", responses=answers(RequisitionPage, "The posts known as of the day, by id.", 304))
@operation("requisition.list")
async def list_requisitions(paged: AskPage, status: Status = None) -> Response:
    """The posts."""
    listing = await paged.begin("requisitions", {"status": status})

    def find_requisitions(reader: Reader, moment: Moment, span: Span) -> list[RequisitionView]:
        return requisition_page(reader, moment, span, status=listing.filters.get("status"))

    return await listing.answer(find_requisitions, lambda view: view.requisition)


@router.get("/{requisition}", responses=answers(RequisitionView, "The post.", 304, 404))
@operation("requisition.read")
async def get_requisition(asked: Ask, requisition: RequisitionId) -> Response:
    """One post."""

    def find_requisition(known: Known) -> RequisitionView:
        found = requisition_list(known.reader, known.as_of, known.up_to, only=requisition)
        return found_or_unknown(found, "requisition")[0]

    return await asked.answer(find_requisition)


@router.get("/{requisition}/pipeline", responses=answers(PipelineView, "Who stands where.", 304, 404))
@operation("requisition.pipeline")
async def get_pipeline(asked: Ask, requisition: RequisitionId) -> Response:
    """Who stands where in the pipeline of one post."""
    names = asked.vouch.names

    def find_pipeline(known: Known) -> PipelineView:
        return found_or_unknown(pipeline(known.reader, names, requisition, known.as_of, known.up_to), "requisition")

    return await asked.answer(find_pipeline)
