"""Personal data: which fields of a fact hold it (spec/feed.md, "Types": names, notes, free reasons and the like).

The marks stand on the field types (domain.facts.fields); the store's seam seals and opens what is found here.
"""

from collections.abc import Mapping
from functools import cache
from typing import Any, TypeVar, get_args, get_type_hints

from msgspec import Meta, Struct
from msgspec.structs import replace

S = TypeVar("S", bound=Struct)


@cache
def personal_marks(cls: type[Struct]) -> Mapping[str, frozenset[str]]:
    """Find the personal fields of a class, each with the codes that are not personal if it holds one of them."""
    hints = get_type_hints(cls, include_extras=True)
    return {name: codes for name, hint in hints.items() if (codes := _mark(hint)) is not None}


def _mark(hint: Any) -> frozenset[str] | None:
    for part in (hint, *get_args(hint)):
        for meta in getattr(part, "__metadata__", ()):
            if isinstance(meta, Meta) and meta.extra and "personal" in meta.extra:
                codes: frozenset[str] = meta.extra["personal"]
                return codes
    return None


def personal_values(fact: Struct) -> dict[str, str]:
    """Collect the personal texts that this fact really holds, by field: nothing empty, no listed code."""
    held = {}
    for name, codes in personal_marks(type(fact)).items():
        text = getattr(fact, name)
        if text and text not in codes:
            held[name] = text
    return held


def with_values(fact: S, values: Mapping[str, str]) -> S:
    """Copy the fact with these texts, by field, in place of its own."""
    return replace(fact, **values) if values else fact
