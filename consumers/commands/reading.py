"""Reading what is sent with a command: strictly, each field that is wrong by its name, never by its value."""

from collections.abc import Collection, Iterator
from datetime import date, timedelta
from typing import Any, NamedTuple

import msgspec
from msgspec import inspect

from domain.commands.command import Body
from domain.facts.checking import Fault, find_fault
from domain.facts.kinds import is_day
from domain.facts.shapes import fields_of, shape_of
from domain.facts.terms import Terms

LONGEST_TEXT = 2_000
FARTHEST = timedelta(days=400)
"""So far from today a day may be."""
LIMITS = {"stage": 60}
"""Characters of fields that have a limit of their own."""


class Wrong(NamedTuple):
    """A field that is not understood, and what it must be."""

    field: str
    says: str


class BodyWrong(Exception):  # noqa: N818 - named for what it is
    """A body that is not understood: its fields that are wrong."""

    def __init__(self, wrong: list[Wrong]) -> None:
        super().__init__(", ".join(each.field for each in wrong))
        self.wrong = wrong


def read_body(
    data: dict[str, Any], kind: type[Body], today: date, hidden: Collection[str] = (), by: str | None = None
) -> Body:
    """Read a body of a kind; fields that are `hidden` are not known, and `by` is the employee who commands, if any.

    Raises BodyWrong.
    """
    given = {name: value for name, value in data.items() if value is not None}
    if wrong := [*_find_wrong(given, kind, today, hidden)]:
        raise BodyWrong(wrong)
    body = msgspec.convert(given, kind)
    if wrong := [*_find_misfits(body, by)]:
        raise BodyWrong(wrong)
    return body


def _find_wrong(given: dict[str, Any], kind: type[Body], today: date, hidden: Collection[str]) -> Iterator[Wrong]:
    shapes = fields_of(kind)
    for name in given:
        if name not in shapes or name in hidden:
            yield Wrong(name[:200], "is not known here")
    for field in _fields(kind):
        name = field.name
        if name not in given:
            if field.required:
                yield Wrong(name, "is missing")
        elif name not in hidden and (says := _explain(given[name], field.type, name, today)) is not None:
            yield Wrong(*says)


def _fields(kind: type[Body]) -> tuple[inspect.Field, ...]:
    shape = shape_of(kind)
    assert isinstance(shape, inspect.StructType)
    return shape.fields


def _explain(value: object, shape: inspect.Type, name: str, today: date) -> tuple[str, str] | None:
    unknown = next(_find_unknown(value, shape, name), None)
    if unknown is not None:
        return unknown, "is not known here"
    fault = find_fault(value, shape, name)
    if fault is not None:
        return fault.field, _says(fault)
    return _explain_text(value, name, LIMITS.get(name, LONGEST_TEXT)) or _explain_day(value, shape, name, today)


def _says(fault: Fault) -> str:
    """Say what is wrong without the name, which stands before it."""
    return fault.detail.partition("` ")[2].rstrip(".")


def _find_unknown(value: object, shape: inspect.Type, path: str) -> Iterator[str]:
    """Find fields of objects inside that are not known."""
    inner = _without_null(shape)
    if isinstance(inner, inspect.StructType) and isinstance(value, dict):
        known = {field.name: field.type for field in inner.fields}
        for name, each in value.items():
            if name not in known:
                yield f"{path}.{name[:200]}"
            else:
                yield from _find_unknown(each, known[name], f"{path}.{name}")
    elif isinstance(inner, inspect.VarTupleType) and isinstance(value, list):
        for number, each in enumerate(value):
            yield from _find_unknown(each, inner.item_type, f"{path}[{number}]")


def _without_null(shape: inspect.Type) -> inspect.Type:
    if isinstance(shape, inspect.UnionType):
        return next(each for each in shape.types if not isinstance(each, inspect.NoneType))
    return shape


def _explain_text(value: object, path: str, longest: int) -> tuple[str, str] | None:
    if isinstance(value, str):
        if len(value) > longest:
            return path, f"must have at most {longest} characters"
        if any((each < " " and each != "\n") or each == "\x7f" or "\ud800" <= each <= "\udfff" for each in value):
            return path, "must not hold control characters"
    inside = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for name, each in inside:
        found = _explain_text(each, f"{path}.{name}"[:400], longest)
        if found is not None:
            return found
    return None


def _explain_day(value: object, shape: inspect.Type, path: str, today: date) -> tuple[str, str] | None:
    inner = _without_null(shape)
    is_date = isinstance(inner, inspect.DateType) or path in ("start_date", "expires_on")
    if is_date and isinstance(value, str) and is_day(value) and abs(date.fromisoformat(value) - today) > FARTHEST:
        return path, f"must be within {FARTHEST.days} days of today"
    return None


def _find_misfits(body: Body, by: str | None) -> Iterator[Wrong]:
    for name in ("referrer", "requester"):
        if hasattr(body, name) and not (getattr(body, name) or by):
            yield Wrong(name, "must be given by whoever is no employee")
    if body.ONE_OF and sum(bool(getattr(body, name)) for name in body.ONE_OF) != 1:
        yield Wrong(body.ONE_OF[0], f"must be given, or else `{body.ONE_OF[1]}`: exactly one of them")
    terms = getattr(body, "terms", None)
    if isinstance(terms, Terms) and (wrong := terms.fault()) is not None:
        yield Wrong(f"terms.{wrong[0]}", wrong[1])
