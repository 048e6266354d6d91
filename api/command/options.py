"""Options and arguments that several commands share, and how their texts are read. What cannot be read is wrong use."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Annotated

import typer

from domain.facts.instants import read_instant, read_knowledge


def read_day(text: str) -> date:
    """The day that a text YYYY-MM-DD names."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        day = None
    if day is None or day.isoformat() != text:  # Python also reads weeks and dates without hyphens
        raise typer.BadParameter("give a day of the calendar as YYYY-MM-DD, such as 2026-02-20.")
    return day


def read_moment(text: str) -> datetime:
    """The instant that an RFC 3339 text names, if a fact can be of then."""
    return _found(read_instant(text))


def read_known(text: str) -> datetime:
    """The instant of knowledge that an RFC 3339 text names."""
    return _found(read_knowledge(text))


def _found(instant: datetime | None) -> datetime:
    if instant is None:
        raise typer.BadParameter("give an instant with its offset, such as 2026-02-20T09:00:00Z.")
    return instant


def parse_one_of(*names: str) -> Callable[[str], str]:
    """Make a parser for a fixed set of words."""

    def parse(text: str) -> str:
        if text not in names:
            raise typer.BadParameter(f"give one of {', '.join(names)}.")
        return text

    return parse


def parse_number(least: int, most: int) -> Callable[[str], int]:
    """Make a parser for whole numbers from `least` to `most`."""

    def parse(text: str) -> int:
        found = int(text) if text.isascii() and text.isdigit() and len(text) <= len(str(most)) else None
        if found is None or not least <= found <= most:
            raise typer.BadParameter(f"give a whole number from {least} to {most}.")
        return found

    return parse


def _own_or_shared(context: typer.Context, own: str | None) -> str | None:
    shared: str | None = context.find_root().params.get("store")
    return own or shared


def _day(name: str, tells: str) -> object:
    return typer.Option(name, parser=read_day, metavar="DATE", help=tells)


def _moment(name: str, tells: str, read: Callable[[str], datetime] = read_moment) -> object:
    return typer.Option(name, parser=read, metavar="INSTANT", help=tells)


Store = Annotated[
    str | None,
    typer.Option(
        "--store",
        metavar="URL",
        callback=_own_or_shared,
        help="The store: sqlite:///FILE or postgresql://...; else VOUCH_STORE.",
    ),
]
Timezone = Annotated[
    str | None,
    typer.Option(
        "--timezone", metavar="ZONE", help="The time zone of a new store (default UTC), such as Europe/Berlin."
    ),
]
Json = Annotated[bool, typer.Option("--json", help="JSON for programs, instead of text for people.")]
AsOf = Annotated[date | None, _day("--as-of", "The day the answer is for; default today.")]
On = Annotated[date | None, _day("--on", "The day up to which; default today.")]
KnownAt = Annotated[datetime | None, _moment("--known-at", "Count only what was recorded by then.", read_known)]
RecordedAt = Annotated[
    datetime | None, _moment("--recorded-at", "When it counts as recorded (a backfill); default now.")
]
