"""Requisitions: the posts, and who stands where in their pipelines."""

from typing import Annotated, Literal

from fastapi import APIRouter, Query
from msgspec import Struct
from starlette.responses import Response

from api.http.answers import json_answer
from api.http.openapi import answers
from api.http.parameters import PathId
from api.http.problems import unknown
from api.http.questions import Ask, AskPage
from projections.pipeline.queries import PipelineView, pipeline
from projections.requisitions.queries import RequisitionView, requisition_list

router = APIRouter(prefix="/v1/requisitions", tags=["requisitions"])

Status = Annotated[Literal["open", "closed", "planned"] | None, Query(description="Only posts that stand so.")]


class RequisitionPage(Struct):
    """A page of posts, by id; `next` is the cursor of the page after it, null on the last."""

    items: list[RequisitionView]
    next: str | None


@router.get("", responses=answers(RequisitionPage, "The posts known as of the day, by id.", 304))
async def list_requisitions(paged: AskPage, status: Status = None) -> Response:
    """The posts."""
    after = paged.begin("requisitions")
    asked = paged.asked
    return await asked.answered(
        lambda reader, up_to: paged.page(
            "requisitions",
            requisition_list(reader, asked.as_of, up_to, status=status),
            after,
            lambda view: view.requisition,
        )
    )


@router.get("/{requisition}", responses=answers(RequisitionView, "The post.", 304, 404))
async def get_requisition(asked: Ask, requisition: PathId) -> Response:
    """One post."""

    def one(views: list[RequisitionView]) -> Response:
        if not views:
            raise unknown("requisition")
        return json_answer(views[0])

    return await asked.answered(
        lambda reader, up_to: one(requisition_list(reader, asked.as_of, up_to, only=requisition))
    )


@router.get("/{requisition}/pipeline", responses=answers(PipelineView, "Who stands where.", 304, 404))
async def get_pipeline(asked: Ask, requisition: PathId) -> Response:
    """Who stands where in the pipeline of one post."""

    def shown(view: PipelineView | None) -> Response:
        if view is None:
            raise unknown("requisition")
        return json_answer(view)

    return await asked.answered(
        lambda reader, up_to: shown(pipeline(reader, asked.vouch.names, requisition, asked.as_of, up_to))
    )
