"""Referrals: where each stands, and why."""

from typing import TypeVar

from fastapi import APIRouter
from msgspec import Struct
from starlette.responses import Response

from api.http.answers import json_answer
from api.http.openapi import answers
from api.http.parameters import PathId, QueryId
from api.http.problems import unknown
from api.http.questions import Ask, AskPage
from domain.rules.explain import Explanation
from projections.bonuses.queries import why
from projections.referrals.queries import ReferralView, referral_list

router = APIRouter(prefix="/v1/referrals", tags=["referrals"])

T = TypeVar("T")


class ReferralPage(Struct):
    """A page of referrals, by id; `next` is the cursor of the page after it, null on the last."""

    items: list[ReferralView]
    next: str | None


@router.get("", responses=answers(ReferralPage, "The referrals known as of the day, by id.", 304))
async def list_referrals(paged: AskPage, referrer: QueryId = None) -> Response:
    """The referrals, or those of one referrer."""
    after = paged.begin("referrals")
    asked = paged.asked
    return await asked.answered(
        lambda reader, up_to: paged.page(
            "referrals",
            referral_list(reader, asked.as_of, up_to, referrer=referrer),
            after,
            lambda view: view.referral,
        )
    )


@router.get("/{referral}", responses=answers(ReferralView, "Where the referral stands.", 304, 404))
async def get_referral(asked: Ask, referral: PathId) -> Response:
    """Where a referral stands, and what happens next."""
    return await asked.answered(
        lambda reader, up_to: json_answer(_known(referral_list(reader, asked.as_of, up_to, referral=referral))[0])
    )


@router.get("/{referral}/why", responses=answers(list[Explanation], "One explanation for each instalment.", 304, 404))
async def get_why(asked: Ask, referral: PathId) -> Response:
    """Why a referral's instalments stand as they do: every rule tested, what it compared, the facts it used."""
    return await asked.answered(lambda reader, up_to: json_answer(_known(why(reader, referral, asked.as_of, up_to))))


def _known(found: list[T]) -> list[T]:
    if not found:
        raise unknown("referral")
    return found
