"""What is answered when a request cannot be served: problem details (RFC 9457), small, without anything of the input.

RefusedError carries a problem from where it is found to the one place where it is answered.
"""

from collections.abc import Mapping, Sequence
from http import HTTPStatus
from typing import Any, TypeVar

import msgspec
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from msgspec import Struct
from sqlalchemy.exc import DatabaseError, DataError, IntegrityError, InterfaceError, ProgrammingError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect
from starlette.responses import Response

from api.http.methods import answer_options, methods_of
from domain.commands.reasons import Reason
from domain.store.errors import StoreFull, StoreUnavailable

MEDIA_TYPE = "application/problem+json"
RETRY_SECONDS = 1
_LISTED = 20
_LONGEST = 200

T = TypeVar("T")


class WrongParameter(Struct, frozen=True):
    """A parameter that is not understood: its name, where it stands, and what it must be."""

    name: str
    place: str
    detail: str


class Problem(Struct, frozen=True, omit_defaults=True):
    """Problem details of RFC 9457. `type` is stable, `detail` is for people."""

    type: str
    title: str
    status: int
    detail: str
    parameters: list[WrongParameter] = []
    head: int | None = None
    checks: dict[str, str] = {}
    reasons: list[Reason] = []


class RefusedError(Exception):
    """A request that is answered with a problem."""

    def __init__(self, problem: Problem, headers: Mapping[str, str] | None = None) -> None:
        super().__init__(problem.type)
        self.problem = problem
        self.headers = headers


def refusal(status: int, code: str, detail: str, headers: Mapping[str, str] | None = None) -> RefusedError:
    """Make the refusal with this status; `code` becomes the problem's stable type."""
    return RefusedError(_problem(status, code, detail), headers)


def unknown(kind: str) -> RefusedError:
    """Make the refusal (404) where the thing that the path names was not known then."""
    return refusal(404, "not_known", f"No such {kind} was known as of that day.")


def found_or_unknown(found: T | None, kind: str) -> T:
    """Give what was found; raises RefusedError (404) for None or an empty list. `kind` says what was looked for."""
    if not found:
        raise unknown(kind)
    return found


def wrong_parameter(name: str, detail: str, place: str = "query") -> RefusedError:
    """Make the refusal (422) of a parameter; `detail` goes on after its name."""
    return wrong_parameters([WrongParameter(name, place, detail)])


def wrong_parameters(wrong: Sequence[WrongParameter]) -> RefusedError:
    """Make the refusal (422) of parameters, of which the first twenty are named."""
    return RefusedError(_wrong(wrong[:_LISTED]))


def unknown_parameter(name: str) -> RefusedError:
    """Make the refusal (422) of a parameter that whoever asks does not have, the same for every value."""
    return wrong_parameter(name, "is not known here")


def ahead_of_store(name: str, head: int) -> RefusedError:
    """Make the refusal (422) of a parameter that holds a position behind which nothing was recorded yet."""
    wrong = WrongParameter(name, "query", f"is ahead of the store, whose last position is {head}")
    return RefusedError(msgspec.structs.replace(_wrong([wrong]), head=head))


def unavailable(detail: str) -> RefusedError:
    """Make the refusal (503) of what will work later."""
    return refusal(503, "unavailable", detail, {"Retry-After": str(RETRY_SECONDS)})


def answer(problem: Problem, headers: Mapping[str, str] | None = None) -> Response:
    """Answer with a problem."""
    return Response(msgspec.json.encode(problem), problem.status, headers, MEDIA_TYPE)


def answer_own_fault() -> Response:
    """Answer that Vouch is at fault, without a word of the error."""
    detail = "Something went wrong in Vouch. Whoever runs it finds the request by its X-Request-Id in the log."
    return answer(_problem(500, "internal", detail))


def install(app: FastAPI) -> None:
    """Answer every error of the app with a problem."""
    app.add_exception_handler(RefusedError, _refused)
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(StoreUnavailable, _store_away)
    app.add_exception_handler(SQLAlchemyError, _read_models_away)
    app.add_exception_handler(ClientDisconnect, _gone)


def _problem(status: int, code: str, detail: str) -> Problem:
    return Problem(f"urn:vouch:problem:{code}", HTTPStatus(status).phrase, status, detail)


def _wrong(parameters: Sequence[WrongParameter]) -> Problem:
    said = " ".join(f"`{each.name}` {each.detail}." for each in parameters)
    whole = _problem(422, "wrong_parameter", said)
    return msgspec.structs.replace(whole, parameters=list(parameters))


async def _refused(_: Request, error: Exception) -> Response:
    assert isinstance(error, RefusedError)
    return answer(error.problem, error.headers)


_SAYS = {
    404: "There is nothing at this address.",
    405: "This address does not know the method; the Allow header lists those that it knows.",
}


async def _http(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    if error.status_code == 405:
        methods = methods_of(request)
        if request.method == "OPTIONS":
            return answer_options(methods)
        error.headers = {"Allow": ", ".join(methods)}
    says = _SAYS.get(error.status_code, HTTPStatus(error.status_code).phrase)
    code = HTTPStatus(error.status_code).name.lower()
    return answer(_problem(error.status_code, code, says), error.headers)


async def _invalid(_: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    return answer(_wrong([_parameter(each) for each in error.errors()[:_LISTED]]))


def _parameter(error: Mapping[str, Any]) -> WrongParameter:
    place, *names = error["loc"]
    says = str(error["msg"]).removeprefix("Value error, ").rstrip(".")
    return WrongParameter(".".join(map(str, names))[:_LONGEST], str(place), says[:1].lower() + says[1:_LONGEST])


async def _store_away(_: Request, error: Exception) -> Response:
    says = "There is no room left on the store's disk." if isinstance(error, StoreFull) else "The store is unavailable."
    return await _refused(_, unavailable(f"{says} Nothing of this request was recorded; try again."))


async def _read_models_away(_: Request, error: Exception) -> Response:
    own_fault = isinstance(error, (DataError, IntegrityError, ProgrammingError))
    if own_fault or not isinstance(error, (DatabaseError, InterfaceError, PoolTimeoutError)):
        raise error
    return await _refused(_, unavailable("The database is unavailable; try again."))


async def _gone(_: Request, error: Exception) -> Response:
    return answer(_problem(400, "broken_off", "The request broke off before its end."))
