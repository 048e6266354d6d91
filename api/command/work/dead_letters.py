"""Lists, replays and drops dead letters on the command line."""

from collections.abc import Iterator, Sequence
from functools import partial
from typing import Any

import msgspec

from api.command.errors import Refused
from api.command.output import count_of, put, put_json, say
from api.command.terminal_tables import Heading, draw_table, show
from api.command.work.opening import catch_up, open_to_work
from domain.feed.reading import read_event
from domain.store.dead_letters.letters import DeadLetter, Fate
from domain.store.port import EventStore

PAGE = 500
LEFT_OPEN = ("refused", "unreadable", "unknown")


def list_dead_letters(*, store: str | None, every: bool, as_json: bool) -> None:
    """List the open dead letters, or with `every` also those replayed or dropped."""
    with open_to_work(store) as vouch:
        letters = list(_read_all(vouch.store, every=every))
    if as_json:
        put_json([_as_json(letter) for letter in letters])
    elif letters:
        show(_table(letters, every=every))
    else:
        say("Nothing is parked.")


def replay_dead_letters(numbers: Sequence[int], *, store: str | None, as_json: bool) -> None:
    """Read dead letters again. Raises Refused if one of them stays open."""
    with open_to_work(store) as vouch:
        replay = vouch.store.replay(numbers, read=partial(read_event, max_bytes=vouch.settings.max_event_bytes))
        catch_up(vouch)
    _tell(replay.fates, as_json=as_json)


def drop_dead_letters(numbers: Sequence[int], *, store: str | None, as_json: bool) -> None:
    """Settle dead letters without recording them. Raises Refused if there is none of a number."""
    with open_to_work(store) as vouch:
        fates = vouch.store.drop(numbers)
    _tell(fates, as_json=as_json)


def _read_all(store: EventStore, *, every: bool) -> Iterator[DeadLetter]:
    after = 0
    while page := store.list_dead_letters(None if every else "open", after=after, limit=PAGE):
        yield from page
        after = page[-1].letter


def _as_json(letter: DeadLetter) -> dict[str, Any]:
    fields: dict[str, Any] = msgspec.to_builtins(letter)
    del fields["raw"]
    return fields


def _table(letters: Sequence[DeadLetter], *, every: bool) -> Any:
    headings = [
        Heading("ID", right=True),
        Heading("Place"),
        Heading("Reason"),
        Heading("Field"),
        Heading("Says", soft=True),
        Heading("Seen", right=True),
        *([Heading("Status")] if every else []),
    ]
    rows = [
        (each.letter, each.place, each.reason, each.field, each.detail, each.seen, *([each.status] if every else []))
        for each in letters
    ]
    return draw_table(headings, rows)


def _tell(fates: Sequence[Fate], *, as_json: bool) -> None:
    if as_json:
        put_json(fates)
    else:
        for fate in fates:
            put(f"{fate.letter}: {fate.outcome}. {fate.detail}")
    left = sum(fate.outcome in LEFT_OPEN for fate in fates)
    if left:
        raise Refused(f"{count_of(left, 'dead letter')} could not be settled.")
