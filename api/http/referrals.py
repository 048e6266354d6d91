"""Referrals: where each stands, and why."""

from fastapi import APIRouter
from msgspec import Struct
from starlette.responses import Response

from api.http.access.declaring import operation
from api.http.openapi import answers
from api.http.parameters import OfReferrer, ReferralId
from api.http.problems import found_or_unknown
from api.http.questions import Ask, AskPage, Known
from domain.rules.explain import Explanation
from projections.bonuses.queries import why
from projections.engine.asking.listing import Span
from projections.engine.asking.reader import Moment, Reader
from projections.referrals.queries import ReferralView, referral_list, referral_page

router = APIRouter(prefix="/v1/referrals", tags=["referrals"])


class ReferralPage(Struct):
    """A page of referrals, by id; `next` is the cursor of the page after it, null on the last."""

    items: list[ReferralView]
    next: str | None


@router.get("", responses=answers(ReferralPage, "The referrals known as of the day, by id.", 304))
@operation("referral.list")
async def list_referrals(paged: AskPage, referrer: OfReferrer = None) -> Response:
    """The referrals, or those of one referrer."""
    listing = await paged.begin("referrals", {"referrer": referrer})

    def find_referrals(reader: Reader, moment: Moment, span: Span) -> list[ReferralView]:
        return referral_page(reader, moment, span, referrer=listing.filters.get("referrer"))

    return await listing.answer(find_referrals, lambda view: view.referral)


@router.get("/{referral}", responses=answers(ReferralView, "Where the referral stands.", 304, 404))
@operation("referral.read")
async def get_referral(asked: Ask, referral: ReferralId) -> Response:
    """Where a referral stands, and what happens next."""

    def find_referral(known: Known) -> ReferralView:
        found = referral_list(known.reader, known.as_of, known.up_to, referral=referral)
        return found_or_unknown(found, "referral")[0]

    return await asked.answer(find_referral)


@router.get("/{referral}/why", responses=answers(list[Explanation], "One explanation for each instalment.", 304, 404))
@operation("referral.why")
async def get_why(asked: Ask, referral: ReferralId) -> Response:
    """Why a referral's instalments stand as they do: every rule tested, what it compared, the facts it used."""

    def find_reasons(known: Known) -> list[Explanation]:
        return found_or_unknown(why(known.reader, referral, known.as_of, known.up_to), "referral")

    return await asked.answer(find_reasons)
