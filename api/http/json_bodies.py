"""Telling whether a body is JSON at all, and taking a list of events apart, each as the bytes that were sent.

JSON's grammar allows escapes of half characters, which the quick parser takes for broken JSON. They make one event
unreadable, not the whole body; so what the quick parser refuses is looked at once more, by grammar alone.
"""

import re
from json import JSONDecoder
from typing import Any

from msgspec import Raw, ValidationError
from msgspec.json import Decoder


class NotJsonError(ValueError):
    """A body is not JSON in UTF-8, or nested too deeply."""


class NotAListError(ValueError):
    """A body is JSON, but not a list."""


def check(body: bytes) -> None:
    """NotJsonError unless the body is one JSON value."""
    text = _text(body)
    try:
        _raw(body)
    except (ValueError, RecursionError):
        _, end = _value(text, _begin(text, 0))
        _end(text, end)


def elements(body: bytes) -> list[bytes]:
    """Each element of a JSON list. NotJsonError or NotAListError if the body is none."""
    text = _text(body)
    try:
        return [bytes(each) for each in _list(body)]
    except ValidationError:
        raise NotAListError from None
    except (ValueError, RecursionError):
        return _taken_apart(text)


def _text(body: bytes) -> str:
    try:
        return body.decode()
    except UnicodeDecodeError:
        raise NotJsonError from None


def _taken_apart(text: str) -> list[bytes]:
    at = _begin(text, 0)
    if text[at : at + 1] != "[":
        check(text.encode())
        raise NotAListError
    at = _begin(text, at + 1)
    found: list[bytes] = []
    if text[at : at + 1] != "]":
        while True:
            _, end = _value(text, at)
            found.append(text[at:end].encode())
            at = _begin(text, end)
            if text[at : at + 1] != ",":
                break
            at = _begin(text, at + 1)
    if text[at : at + 1] != "]":
        raise NotJsonError
    _end(text, at + 1)
    return found


def _value(text: str, at: int) -> tuple[Any, int]:
    try:
        return _by_grammar(text, at)
    except (ValueError, RecursionError):
        raise NotJsonError from None


def _begin(text: str, at: int) -> int:
    """Where the next token begins."""
    found = _space(text, at)
    return found.end() if found else at


def _end(text: str, at: int) -> None:
    if _begin(text, at) != len(text):
        raise NotJsonError


def _refuse(_: str) -> None:
    raise ValueError


_space = re.compile(r"[ \t\n\r]*").match
_raw = Decoder(Raw).decode
_list = Decoder(list[Raw]).decode
_by_grammar = JSONDecoder(parse_int=str, parse_float=str, parse_constant=_refuse).raw_decode
