"""The content of an event, for telling a repeat from a conflicting resend (spec/feed.md, "Envelope").

Content is `type`, `time`, `sequence` and `data` in one canonical JSON: keys sorted, nulls dropped (null is the same as
left out; not so inside terms), numbers, decimal texts and instants in one spelling. Its hash is kept for ever: what is
written here may not change.
"""

from collections.abc import Callable
from datetime import datetime
from hashlib import blake2b
from typing import Any

from msgspec import inspect
from msgspec.json import Decoder, Encoder

from domain.facts.base import Fact
from domain.facts.shapes import fields_of, kind_of, null_is_a_value, shape_of, without_null
from domain.feed.numbers import spelled, whole_or_raw

_DEEPEST = 100
_empty = blake2b(digest_size=16)

parse = Decoder(float_hook=whole_or_raw).decode
"""Parses any JSON to plain values, numbers in one spelling."""

canonical: Callable[[object], bytes] = Encoder(order="sorted").encode
"""Writes JSON with sorted keys."""


class TooDeepError(ValueError):
    """Data is nested deeper than any reader should have to follow."""


def content_of(topic: str, time: datetime, sequence: str, data: dict[str, Any], cls: type[Fact]) -> bytes:
    """Hash the content, from data as parsed."""
    return content_hash(canonical((topic, time, sequence, _respelled(data, shape_of(cls), False, 0))))


def canonical_json(value: object) -> bytes:
    """Write a value as `parse` gives it so that spaces, the order of keys and the spelling of numbers do not matter.

    TooDeepError if it is nested deeper than any reader should have to follow.
    """
    return canonical(_respelled(value, None, True, 0))


def content_hash(content: bytes) -> bytes:
    """Hash a canonical content to 16 bytes."""
    hashed = _empty.copy()  # quicker than a new one
    hashed.update(content)
    return hashed.digest()


def _respelled(value: Any, shape: inspect.Type | None, nulls: bool, depth: int) -> Any:
    """Respell a value in its one spelling; `shape` is that of a field which spec/feed.md knows, else None."""
    if depth > _DEEPEST:
        raise TooDeepError
    if isinstance(value, dict):
        nulls = nulls or null_is_a_value(shape)
        kept = ((key, each) for key, each in value.items() if nulls or each is not None)
        return {key: _respelled(each, _inside(shape, key), nulls, depth + 1) for key, each in kept}
    if isinstance(value, list):
        item = shape.item_type if isinstance(shape, inspect.VarTupleType) else None
        return [_respelled(each, item, nulls, depth + 1) for each in value]
    if isinstance(value, str):
        kind = kind_of(shape)
        return kind.respell(value) if kind is not None and kind.respell is not None else value
    return spelled(value) if type(value) is int else value


def _inside(shape: inspect.Type | None, key: str) -> inspect.Type | None:
    if isinstance(shape, inspect.StructType):
        return fields_of(shape.cls).get(key)
    return without_null(shape.value_type) if isinstance(shape, inspect.DictType) else None
