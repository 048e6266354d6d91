"""Writing: data to standard output, everything else to standard error."""

import sys
from collections.abc import Iterable
from typing import Any

import typer


def put(text: str) -> None:
    """A line of data."""
    typer.echo(text)


def put_json(value: Any) -> None:
    """Data as one line of JSON."""
    import msgspec  # noqa: PLC0415 - only when something is written as JSON

    put_bytes([msgspec.json.encode(value), b"\n"])


def put_bytes(chunks: Iterable[bytes]) -> None:
    """Data that are bytes already."""
    sys.stdout.flush()
    for chunk in chunks:
        sys.stdout.buffer.write(chunk)
    sys.stdout.buffer.flush()


def say(text: str) -> None:
    """A sentence beside the data."""
    typer.echo(plain(text), err=True)


def plain(text: str) -> str:
    """The text with a mark in the place of whatever would steer a terminal."""
    return text if text.isprintable() else "".join(each if each.isprintable() else "\ufffd" for each in text)


def counted(number: int, what: str) -> str:
    """A number with its noun: `1 event`, `71,752 events`."""
    return f"{number:,} {what}" if number == 1 else f"{number:,} {what}s"
