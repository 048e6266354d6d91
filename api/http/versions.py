"""Versions of one thing in its answer, and in a strong ETag by which a command says what was seen."""

from functools import cache
from hashlib import blake2b
from typing import Any

from msgspec import Struct, defstruct
from msgspec.structs import asdict
from starlette.responses import Response

from api.http.answers import matches, matches_any, not_modified


@cache
def versioned(view: type[Struct]) -> type[Struct]:
    """Make of a view the one of one thing, with `version`: the number of facts recorded about it."""
    if "version" in view.__struct_fields__:
        return view
    says = {"__doc__": f"{view.__doc__} `version` counts the facts recorded about it."}
    fields: list[tuple[str, Any, Any]] = [("version", int, 0)]
    return defstruct(f"One{view.__name__}", fields, bases=(view,), namespace=says, frozen=True, kw_only=True)


def with_version(found: Struct, version: int) -> Struct:
    """Give what was found its version; a view that has one of its own keeps it."""
    kind = versioned(type(found))
    return found if kind is type(found) else kind(**asdict(found), version=version)


def tag_version(response: Response, version: int, condition: str | None) -> Response:
    """Name an answer by version and bytes (spec/commands.md §1), or say that the client has it (`condition`)."""
    etag = f'"{version}-{blake2b(bytes(response.body), digest_size=8).hexdigest()}"'
    if matches(condition, etag) or matches_any(condition):
        return not_modified(etag)
    response.headers["ETag"] = etag
    return response
