"""Checking that values fit a fact: the first fault, named by its field, in words that never repeat the value.

Works on values as JSON gives them (texts, whole numbers, true, false, null, lists, objects); anything else, such as a
number with a fraction, fits no field.
"""

from collections.abc import Callable
from typing import Any, NamedTuple, TypeVar

import msgspec
from msgspec import inspect

from domain.facts.base import Fact
from domain.facts.kinds import explain_day, is_day
from domain.facts.shapes import empty_clears, fields_of, kind_of, null_is_a_value, shape_of, without_null

_ABSENT = object()


class Fault(NamedTuple):
    """What is wrong: the field's path, a stable reason code, and a sentence without any value of the input."""

    field: str
    reason: str
    detail: str


F = TypeVar("F", bound=Fact)


def read_fact(data: dict[str, Any], cls: type[F], path: str = "data") -> F | Fault:
    """Read values into a fact, or find the first thing wrong with them; `path` is where they stand in the event."""
    if (fault := find_fault(data, shape_of(cls), path)) is not None:
        return fault
    fact = msgspec.convert(_without_nulls_in_clearable(data, cls), cls)
    if (wrong := fact.fault()) is not None:
        field = f"{path}.{wrong.field}" if wrong.field else path
        return Fault(field, wrong.reason, f"`{field}` {wrong.says}.")
    return fact


def _without_nulls_in_clearable(data: dict[str, Any], cls: type[Fact]) -> dict[str, Any]:
    """Copy the data; in objects that `{}` clears, leave out the fields that are null."""
    clearable = {name for name, shape in fields_of(cls).items() if empty_clears(shape)} & data.keys()
    said = {name: {key: each for key, each in (data[name] or {}).items() if each is not None} for name in clearable}
    return {**data, **{name: inside for name, inside in said.items() if data[name] is not None}}


def check_fact(fact: Fact) -> Fault | None:
    """Find the first thing wrong with a fact that was made in code, as the feed would find it."""
    checked = read_fact(msgspec.to_builtins(fact), type(fact))
    return checked if isinstance(checked, Fault) else None


def find_fault(value: object, shape: inspect.Type, path: str) -> Fault | None:
    """Find the first place where the value does not fit the type; None if it fits."""
    return _LOOK[type(shape)](value, shape, path)


def _must_be(expected: str, reason: str, path: str) -> Fault:
    return Fault(path, reason, f"`{path}` must be {expected}.")


def _union(value: object, shape: Any, path: str) -> Fault | None:
    return None if value is None else find_fault(value, without_null(shape), path)


def _text(value: object, shape: Any, path: str) -> Fault | None:
    kind = kind_of(shape)
    assert kind is not None  # every text of a fact has its kind
    if not isinstance(value, str):
        return _must_be(kind.says, "wrong_type", path)
    if kind.accepts(value):
        return None
    reason, says = kind.refusal(value)
    return _must_be(says, reason, path)


def _code(value: object, shape: Any, path: str) -> Fault | None:
    expected = "one of " + ", ".join(f"`{code}`" if code else "empty" for code in shape.values)
    if not isinstance(value, str):
        return _must_be(expected, "wrong_type", path)
    return None if value in shape.values else _must_be(expected, "not_in_list", path)


def _date(value: object, shape: Any, path: str) -> Fault | None:
    expected = "a date written YYYY-MM-DD"
    if not isinstance(value, str):
        return _must_be(expected, "wrong_type", path)
    if is_day(value):
        return None
    reason, says = explain_day(value) or ("bad_date", expected)
    return _must_be(says, reason, path)


def _whole(value: object, shape: Any, path: str) -> Fault | None:
    if type(value) is int and shape.ge <= value <= shape.le:  # a bool is an int, but no number
        return None
    reason = "out_of_range" if type(value) is int or _is_huge(value) else "wrong_type"
    return _must_be(f"a whole number from {shape.ge} to {shape.le}", reason, path)


def _is_huge(value: object) -> bool:
    """Tell whether it is a whole number with too many digits for an integer, kept as text (domain.feed.numbers)."""
    return isinstance(value, msgspec.Raw) and b"e-" not in bytes(value)


def _flag(value: object, shape: Any, path: str) -> Fault | None:
    return None if isinstance(value, bool) else _must_be("true or false", "wrong_type", path)


def _list(value: object, shape: Any, path: str) -> Fault | None:
    if not isinstance(value, list | tuple):
        return _must_be("a list", "wrong_type", path)
    if shape.min_length and not value:
        return _must_be("a list that is not empty", "wrong_type", path)
    places = ((each, f"{path}[{index}]") for index, each in enumerate(value))
    return next((fault for each, place in places if (fault := find_fault(each, shape.item_type, place))), None)


def _map(value: object, shape: Any, path: str) -> Fault | None:
    if not isinstance(value, dict):
        return _must_be("an object", "wrong_type", path)
    place = f"{path}.*"  # not the key: it is a value of the input
    for key, each in value.items():
        fault = find_fault(key, shape.key_type, place) or find_fault(each, shape.value_type, place)
        if fault is not None:
            return fault
    return None


def _object(value: object, shape: Any, path: str) -> Fault | None:
    if not isinstance(value, dict):
        return _must_be("an object", "wrong_type", path)
    null_counts, clears = null_is_a_value(shape), empty_clears(shape)
    if clears and all(inside is None for inside in value.values()):
        return None
    for field in shape.fields:
        place = f"{path}.{field.name}"
        inside = value.get(field.name, _ABSENT)
        if inside is _ABSENT or (inside is None and not null_counts):
            if field.required or clears:
                return Fault(place, "missing_field", f"`{place}` is missing.")
        elif (fault := find_fault(inside, field.type, place)) is not None:
            return fault
    return None


_LOOK: dict[type[inspect.Type], Callable[[object, Any, str], Fault | None]] = {
    inspect.UnionType: _union,
    inspect.Metadata: _text,
    inspect.LiteralType: _code,
    inspect.DateType: _date,
    inspect.IntType: _whole,
    inspect.BoolType: _flag,
    inspect.VarTupleType: _list,
    inspect.DictType: _map,
    inspect.StructType: _object,
}
