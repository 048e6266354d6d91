"""Referrals: where each stands, and why."""

from collections.abc import Sequence

from fastapi import APIRouter
from starlette.responses import Response

from api.http.access.declaring import operation
from api.http.openapi import OneOf, PageOf, answers
from api.http.parameters import OfReferrer, ReferralId
from api.http.problems import found_or_unknown, unknown_parameter
from api.http.questions import Ask, Asked, AskPage, Known
from api.http.versions import versioned
from domain.rules.explain import Explanation
from projections.access.referrals import divide, referral_page, show_referrals
from projections.bonuses.queries import why
from projections.engine.asking.listing import Span, Window
from projections.engine.asking.reader import Moment
from projections.engine.asking.subject_lookup import find_own_subject
from projections.referrals.own import OwnInstalment, OwnReferral
from projections.referrals.queries import ReferralView

router = APIRouter(prefix="/v1/referrals", tags=["referrals"])


_SHOWN = (ReferralView, OwnReferral)
_ONE = tuple(map(versioned, _SHOWN))


@router.get("", responses=answers(PageOf(_SHOWN), "The referrals known as of the day, by id.", 304))
@operation("referral.list")
async def list_referrals(paged: AskPage, referrer: OfReferrer = None) -> Response:
    """The referrals, or those of one referrer."""
    listing = await paged.begin("referrals", {"referrer": referrer})

    def find_referrals(known: Known, moment: Moment, span: Span) -> list[ReferralView | OwnReferral]:
        if referrer is not None and known.sight.sees_own_only:
            raise unknown_parameter("referrer")
        return referral_page(known.sight, known.reader, moment, span, referrer=listing.filters.get("referrer"))

    return await listing.answer(find_referrals, lambda view: view.referral)


@router.get("/{referral}", responses=answers(OneOf(_ONE), "Where the referral stands.", 304, 404))
@operation("referral.read")
async def get_referral(asked: Ask, referral: ReferralId) -> Response:
    """Where a referral stands, and what happens next."""

    def find_referral(known: Known) -> ReferralView | OwnReferral:
        return _find(asked, known, referral)

    return await asked.answer_one("referral", referral, find_referral)


@router.get(
    "/{referral}/why",
    responses=answers(OneOf((list[Explanation], list[OwnInstalment])), "One for each instalment.", 304, 404),
)
@operation("referral.why")
async def get_why(asked: Ask, referral: ReferralId) -> Response:
    """Why a referral's instalments stand as they do: every rule tested, what it compared, the facts it used."""

    def find_reasons(known: Known) -> Sequence[Explanation | OwnInstalment]:
        divided = divide(known.sight, [referral])
        if referral in divided.whole:
            return found_or_unknown(why(known.reader, referral, known.as_of, known.up_to), "referral")
        shown = _find(asked, known, referral)
        return shown.instalments if isinstance(shown, OwnReferral) else []

    return await asked.answer(find_reasons)


def _find(asked: Asked, known: Known, referral: str) -> ReferralView | OwnReferral:
    moment = Moment(known.as_of, known.reader.limit(known.up_to))
    homes = find_own_subject(known.reader.connection, f"referral/{referral}")
    window = Window(frozenset({referral}), frozenset(homes))
    found = show_referrals(known.sight, known.reader, moment, window, {})
    if not found:
        raise asked.hidden("referral")
    return found[0]
