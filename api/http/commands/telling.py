"""Tells what became of a command, as HTTP."""

from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import msgspec
from starlette.responses import Response

from api.http.access.refusals import forbidden
from api.http.answers import JSON
from api.http.problems import Problem, RefusedError, refusal
from consumers.commands.answers import Effected, Forbidden, NotFound, Shown, Stale, VersionMissing
from domain.commands.command import Refusal
from domain.store.acting.act import Done, KeyReused, Outcome

ADDRESSES = {
    "referral": "/v1/referrals",
    "requisition": "/v1/requisitions",
    "application": "/v1/applications",
    "offer": "/v1/offers",
    "introduction": "/v1/introductions",
    "programme": "/v1/bonus-programmes",
}
"""Where things of a kind are found."""


def tell(outcome: Outcome) -> Response:
    """Answer with what a command did. Raises RefusedError where it did nothing."""
    if isinstance(outcome, Done):
        return _tell_done(outcome)
    if isinstance(outcome, KeyReused):
        raise refusal(422, "idempotency_key_reused", "This key was used for another request. Take a new one.")
    if isinstance(outcome.why, Shown):
        return Response(outcome.why.answer, 200, media_type=JSON)
    raise _refuse(outcome.why)


def _tell_done(done: Done) -> Response:
    headers = {"Idempotency-Replayed": "true"} if done.replayed else {}
    if done.status == HTTPStatus.CREATED:
        made = msgspec.json.decode(done.answer, type=Effected)
        headers["Location"] = f"{ADDRESSES[made.kind]}/{quote(made.id, safe='')}"
    return Response(done.answer, done.status, headers, JSON)


def _refuse(why: Any) -> RefusedError:
    match why:
        case Refusal(reasons=reasons):
            status = HTTPStatus.CONFLICT
            problem = Problem(
                "urn:vouch:problem:refused", status.phrase, int(status), reasons[0].says, reasons=[*reasons]
            )
            return RefusedError(problem)
        case NotFound():
            return refusal(404, "not_found", "There is nothing at this address.")
        case Forbidden():
            return forbidden()
        case VersionMissing():
            says = "Say in If-Match which version was seen, or `*` for any."
            return refusal(428, "version_missing", says)
        case Stale():
            return refusal(412, "stale", "It was changed since that version: look at it again.")
        case _:
            raise AssertionError("a command is refused for a reason")
