"""Query strings: a parameter that the address does not know, or one that comes twice, is refused by its name.

Passed over in silence, `as-of` instead of `as_of` would be answered as of today.
"""

from collections import Counter
from collections.abc import Iterator
from difflib import get_close_matches

from fastapi import Request
from fastapi.dependencies.models import Dependant
from fastapi.routing import APIRoute

from api.http.problems import WrongParameter, wrong_parameters

LONGEST_NAME = 200
_NEAR_ENOUGH = 0.75


async def refuse_strange_parameters(request: Request) -> None:
    """Raise RefusedError (422) for parameters that the route does not know, and for those that come more than once."""
    if not request.scope["query_string"]:
        return
    route = request.scope["route"]
    assert isinstance(route, APIRoute)
    times = Counter(name for name, _ in request.query_params.multi_items())
    wrong = list(_find_wrong(times, _known_to(route)))
    if wrong:
        raise wrong_parameters(wrong)


def _find_wrong(times: Counter[str], known: frozenset[str]) -> Iterator[WrongParameter]:
    for name, count in times.items():
        if name not in known:
            yield WrongParameter(name[:LONGEST_NAME], "query", f"is not known here{_suggest(name, known)}")
        elif count > 1:
            yield WrongParameter(name, "query", "must be given once")


def _suggest(name: str, known: frozenset[str]) -> str:
    meant = name[:LONGEST_NAME].lower().replace("-", "_")
    near = get_close_matches(meant, sorted(known), 1, _NEAR_ENOUGH)
    return f"; `{near[0]}` is" if near else ""


def _known_to(route: APIRoute) -> frozenset[str]:
    return frozenset(_list_names(route.dependant))


def _list_names(dependant: Dependant) -> Iterator[str]:
    yield from (parameter.alias for parameter in dependant.query_params)
    for inner in dependant.dependencies:
        yield from _list_names(inner)
