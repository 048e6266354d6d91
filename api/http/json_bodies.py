"""JSON bodies: checks that a body is JSON, and splits a list of events, each as the bytes that were sent.

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


def check_json(body: bytes) -> None:
    """Check that the body is one JSON value. Raises NotJsonError if it is not."""
    text = _decode(body)
    try:
        _raw(body)
    except (ValueError, RecursionError):
        _, end = _read_value(text, _skip_space(text, 0))
        _expect_end(text, end)


def split_list(body: bytes) -> list[bytes]:
    """Split a JSON list into its elements, each as the bytes that were sent. Raises NotJsonError or NotAListError."""
    text = _decode(body)
    try:
        return [bytes(each) for each in _list(body)]
    except ValidationError:
        raise NotAListError from None
    except (ValueError, RecursionError):
        return _split_by_grammar(text)


def _decode(body: bytes) -> str:
    try:
        return body.decode()
    except UnicodeDecodeError:
        raise NotJsonError from None


def _split_by_grammar(text: str) -> list[bytes]:
    at = _skip_space(text, 0)
    if text[at : at + 1] != "[":
        check_json(text.encode())
        raise NotAListError
    at = _skip_space(text, at + 1)
    found: list[bytes] = []
    if text[at : at + 1] != "]":
        while True:
            _, end = _read_value(text, at)
            found.append(text[at:end].encode())
            at = _skip_space(text, end)
            if text[at : at + 1] != ",":
                break
            at = _skip_space(text, at + 1)
    if text[at : at + 1] != "]":
        raise NotJsonError
    _expect_end(text, at + 1)
    return found


def _read_value(text: str, at: int) -> tuple[Any, int]:
    try:
        return _by_grammar(text, at)
    except (ValueError, RecursionError):
        raise NotJsonError from None


def _skip_space(text: str, at: int) -> int:
    """Find where the next token begins."""
    found = _space(text, at)
    return found.end() if found else at


def _expect_end(text: str, at: int) -> None:
    if _skip_space(text, at) != len(text):
        raise NotJsonError


def _refuse(_: str) -> None:
    raise ValueError


_space = re.compile(r"[ \t\n\r]*").match
_raw = Decoder(Raw).decode
_list = Decoder(list[Raw]).decode
_by_grammar = JSONDecoder(parse_int=str, parse_float=str, parse_constant=_refuse).raw_decode
