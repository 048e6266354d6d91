"""What a route does, by the name of its operation; a route without one keeps the server from starting."""

from collections.abc import Callable, Iterable
from typing import Any, TypeVar

from fastapi.routing import iter_route_contexts
from starlette.routing import BaseRoute, Mount, Route

from domain.access.table import PUBLIC, read_table

F = TypeVar("F", bound=Callable[..., Any])

_MARK = "__vouch_operation__"


class UndeclaredError(Exception):
    """Routes that declare no operation of the table; the text lists them."""


def operation(name: str) -> Callable[[F], F]:
    """Declare what a route does; `name` is its operation in spec/access.md §3. Stands below the route's own line."""

    def mark(endpoint: F) -> F:
        setattr(endpoint, _MARK, name)
        return endpoint

    return mark


def public(endpoint: F) -> F:
    """Declare that anybody may ask a route, since it tells nothing of what is recorded."""
    return operation(PUBLIC)(endpoint)


def find_operation(route: BaseRoute) -> str | None:
    """Find the operation that a route declares; None where it declares none."""
    if isinstance(route, Mount):
        return PUBLIC  # static files
    return getattr(getattr(route, "endpoint", None), _MARK, None)


def refuse_undeclared(routes: Iterable[BaseRoute]) -> None:
    """Raise UndeclaredError if a route declares no operation, or one that is not in the table."""
    known = {PUBLIC, *read_table()}
    all_routes = [context.original_route for context in iter_route_contexts(list(routes))]
    wrong = [_name(route) for route in all_routes if find_operation(route) not in known]
    if wrong:
        raise UndeclaredError(f"No operation of the table is declared by: {', '.join(wrong)}.")


def _name(route: BaseRoute) -> str:
    if isinstance(route, Route):
        return f"{'/'.join(sorted(route.methods or ()))} {route.path}"
    return type(route).__name__
