"""Options that several commands share, and their parsers. What cannot be parsed is wrong use."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Annotated

import typer

from domain.access.reading import NotARoleError, read_roles
from domain.access.words import Role, Scope
from domain.facts.instants import read_instant, read_knowledge


def parse_day(text: str) -> date:
    """Parse a day written YYYY-MM-DD."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        day = None
    if day is None or day.isoformat() != text:  # Python also reads weeks and dates without hyphens
        raise typer.BadParameter("give a day of the calendar as YYYY-MM-DD, such as 2026-02-20.")
    return day


def parse_instant(text: str) -> datetime:
    """Parse an instant of RFC 3339 at which a fact can have been."""
    return _require(read_instant(text))


def parse_known_at(text: str) -> datetime:
    """Parse an instant of RFC 3339 at which something can have been known."""
    return _require(read_knowledge(text))


def _require(instant: datetime | None) -> datetime:
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


def parse_roles(text: str) -> frozenset[Role]:
    """Parse roles with commas between them."""
    try:
        return read_roles(text)
    except NotARoleError as error:
        raise typer.BadParameter(f"{error}.") from None


def parse_scopes(text: str) -> frozenset[Scope]:
    """Parse scopes of a key with commas between them."""
    names = [name.strip() for name in text.split(",")]
    if not set(Scope).issuperset(names):
        raise typer.BadParameter(f"give scopes with commas between them, of {', '.join(Scope)}.")
    return frozenset(map(Scope, names))


def _choose_store(context: typer.Context, own: str | None) -> str | None:
    shared: str | None = context.find_root().params.get("store")
    return own or shared


def _day_option(name: str, tells: str) -> object:
    return typer.Option(name, parser=parse_day, metavar="DATE", help=tells)


def _instant_option(name: str, tells: str, read: Callable[[str], datetime] = parse_instant) -> object:
    return typer.Option(name, parser=read, metavar="INSTANT", help=tells)


Store = Annotated[
    str | None,
    typer.Option(
        "--store",
        metavar="URL",
        callback=_choose_store,
        help="The store: sqlite:///FILE or postgresql://...; else VOUCH_STORE.",
    ),
]
Timezone = Annotated[
    str | None,
    typer.Option(
        "--timezone", metavar="ZONE", help="The time zone of a new store (default UTC), such as Europe/Berlin."
    ),
]
As = Annotated[
    str | None,
    typer.Option("--as", metavar="EMPLOYEE", help="Act as this employee, with the rights of an employee alone."),
]
Roles = Annotated[
    frozenset[Role] | None,
    typer.Option("--role", parser=parse_roles, metavar="ROLE,...", help="With --as: the employee's roles besides."),
]
Json = Annotated[bool, typer.Option("--json", help="JSON for programs, instead of text for people.")]
Force = Annotated[bool, typer.Option("--force", help="Also for a time to come: for tests alone.")]
AsOf = Annotated[date | None, _day_option("--as-of", "The day the answer is for; default today.")]
On = Annotated[date | None, _day_option("--on", "Up to this day; default today.")]
EndingOn = Annotated[date | None, _day_option("--ending-on", "The last day of its year; default today.")]
KnownAt = Annotated[
    datetime | None, _instant_option("--known-at", "Count only what was recorded by then.", parse_known_at)
]
RecordedAt = Annotated[
    datetime | None, _instant_option("--recorded-at", "Count it as recorded at this instant (a backfill); default now.")
]
Key = Annotated[
    str | None, typer.Option("--key", metavar="KEY", help="Done once for a key, however often; default a random one.")
]
