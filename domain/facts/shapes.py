"""What the classes of facts say about their fields, as msgspec tells it: for checking and comparing."""

from functools import cache
from typing import Any

from msgspec import Struct, inspect

from domain.facts.kinds import Kind

shape_of = cache(inspect.type_info)
"""The shape of a class."""


@cache
def fields_of(cls: type[Struct]) -> dict[str, inspect.Type]:
    """List the shapes of the fields of a class, by name, each without the null that an optional one also takes."""
    shape: Any = shape_of(cls)
    return {field.name: without_null(field.type) for field in shape.fields}


def without_null(shape: inspect.Type) -> inspect.Type:
    """Take null away from a shape: our only unions are with null."""
    if not isinstance(shape, inspect.UnionType):
        return shape
    return next(each for each in shape.types if not isinstance(each, inspect.NoneType))


def kind_of(shape: inspect.Type | None) -> Kind | None:
    """Find the kind of text that a shape is; None if it is no text."""
    if isinstance(shape, inspect.Metadata) and shape.extra:
        kind: Kind = shape.extra["kind"]
        return kind
    return None


def empty_clears(shape: inspect.Type | None) -> bool:
    """Tell whether `{}` stands for "cleared"; an object of this shape that says anything must then say all of it."""
    return isinstance(shape, inspect.StructType) and getattr(shape.cls, "EMPTY_CLEARS", False)


def null_is_a_value(shape: inspect.Type | None) -> bool:
    """Tell whether null in an object of this shape is something else than left out."""
    return isinstance(shape, inspect.StructType) and getattr(shape.cls, "NULL_IS_A_VALUE", False)
