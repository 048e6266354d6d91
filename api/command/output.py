"""Writes data to standard output, and everything else to standard error."""

import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from typing import Any

import typer

from api.command.errors import OutputLost


@contextmanager
def writing() -> Iterator[None]:
    """Raise OutputLost where standard output takes nothing of what is written meanwhile (but for a reader gone)."""
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as error:
        raise OutputLost(error.strerror or type(error).__name__) from error


def flush() -> None:
    """Have everything written so far go out."""
    with writing():
        sys.stdout.flush()


def put(text: str) -> None:
    """Write a line of data."""
    with writing():
        typer.echo(text)


def put_json(value: Any) -> None:
    """Write data as one line of JSON."""
    import msgspec  # noqa: PLC0415 - only when something is written as JSON

    put_bytes([msgspec.json.encode(value), b"\n"])


def put_bytes(chunks: Iterable[bytes]) -> None:
    """Write data that are bytes already."""
    flush()
    for chunk in chunks:
        with writing():
            sys.stdout.buffer.write(chunk)
    with writing():
        sys.stdout.buffer.flush()


def say(text: str) -> None:
    """Write a sentence for people beside the data."""
    with suppress(OSError):  # nobody can be told that nobody can be told
        typer.echo(make_printable(text), err=True)


def make_printable(text: str) -> str:
    """Replace every character that would steer a terminal by a mark."""
    return text if text.isprintable() else "".join(each if each.isprintable() else "\ufffd" for each in text)


def count_of(number: int, what: str) -> str:
    """Write a number with its noun `what`: `1 event`, `71,752 events`."""
    return f"{number:,} {what}" if number == 1 else f"{number:,} {what}s"
