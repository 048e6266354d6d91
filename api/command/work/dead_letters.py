"""Lists, shows, replays and drops dead letters on the command line."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import islice
from typing import Any, NamedTuple

import msgspec

from api.bootstrap import Vouch
from api.command.errors import Refused, WrongUse
from api.command.output import count_of, put, put_bytes, put_json, say
from api.command.terminal_tables import Heading, draw_table, show
from api.command.views.dead_letter import describe
from api.command.work.opening import catch_up, open_to_work
from domain.feed.reading import read_event
from domain.store.dead_letters.letters import EVERY_LETTER, DeadLetter, Fate, LetterFilter, Status
from domain.store.port import EventStore

PAGE = 500
TABLE = 1_000
"""Rows of a table, if nothing else is said."""
LEFT_OPEN = ("refused", "unreadable", "unknown")

Picked = Sequence[int] | LetterFilter
"""Dead letters by their numbers, or all open ones that a filter picks."""


class Asked(NamedTuple):
    """Which dead letters to list: `every` also those settled; up to `limit` of those with numbers after `after`."""

    only: LetterFilter
    every: bool
    after: int
    limit: int | None


def pick(numbers: Sequence[int] | None, reason: str | None, source: str | None, place: str | None) -> Picked:
    """Pick by numbers or by a filter. WrongUse where both are given, or neither."""
    only = LetterFilter(reason, source, place)
    if bool(numbers) == (only != EVERY_LETTER):
        raise WrongUse("give the numbers of dead letters, or --reason, --source or --place.")
    return numbers or only


def list_dead_letters(asked: Asked, *, store: str | None, as_json: bool) -> None:
    """List the open dead letters, or also those replayed or dropped, page by page."""
    with open_to_work(store) as vouch:
        found = _read_pages(vouch.store, asked)
        if as_json:
            put_bytes(_as_json_list(islice(found, asked.limit)))
            return
        letters = list(islice(found, asked.limit or TABLE))
        more = next(found, None) is not None
    if letters:
        show(_table(letters, every=asked.every))
    else:
        say("Nothing is parked.")
    if more:
        say(f"There are more: --after {letters[-1].letter} lists them, --counts counts them.")


def count_dead_letters(only: LetterFilter, *, store: str | None, every: bool, as_json: bool) -> None:
    """Tell how many dead letters there are for each reason."""
    with open_to_work(store) as vouch:
        counts = vouch.store.count_letters_by_reason(None if every else "open", only=only)
    if as_json:
        put_json(counts)
    elif counts:
        show(draw_table([Heading("Reason"), Heading("Dead letters", right=True)], list(counts.items())))
    else:
        say("Nothing is parked.")


def show_dead_letter(number: int, *, store: str | None, as_json: bool) -> None:
    """Show one dead letter with its bytes: in base64 as JSON, else as text that cannot steer a terminal."""
    with open_to_work(store) as vouch:
        letter = vouch.store.find_dead_letter(number)
    if letter is None:
        raise Refused(f"There is no dead letter {number}.")
    if as_json:
        put_json(letter)
    else:
        put(describe(letter))


def replay_dead_letters(picked: Picked, *, store: str | None, as_json: bool) -> None:
    """Read dead letters again. Raises Refused if one of them stays open."""
    with open_to_work(store) as vouch:
        read = partial(read_event, max_bytes=vouch.settings.max_event_bytes)
        _settle(vouch, picked, lambda numbers: vouch.store.replay(numbers, read=read).fates, as_json=as_json)


def drop_dead_letters(picked: Picked, *, store: str | None, as_json: bool) -> None:
    """Settle dead letters without recording them. Raises Refused if there is none of a number."""
    with open_to_work(store) as vouch:
        _settle(vouch, picked, vouch.store.drop, as_json=as_json)


def _settle(vouch: Vouch, picked: Picked, settle: Callable[[Sequence[int]], list[Fate]], *, as_json: bool) -> None:
    """Settle those picked, tell what became of them, each by itself where it was named by its number."""
    if not isinstance(picked, LetterFilter):
        fates = settle(picked)
        catch_up(vouch)
        _tell(fates, as_json=as_json)
        return
    outcomes: Counter[str] = Counter()
    for page in _pages(vouch.store, Asked(picked, False, 0, None)):
        outcomes.update(fate.outcome for fate in settle([letter.letter for letter in page]))
    catch_up(vouch)
    if as_json:
        put_json(outcomes)
    else:
        put(", ".join(f"{number:,} {outcome}" for outcome, number in sorted(outcomes.items())) or "There are none.")
    _refuse_if_open(outcomes)


def _pages(store: EventStore, asked: Asked) -> Iterator[list[DeadLetter]]:
    after = asked.after
    status: Status | None = None if asked.every else "open"
    while page := store.list_dead_letters(status, only=asked.only, after=after, limit=PAGE):
        yield page
        after = page[-1].letter


def _read_pages(store: EventStore, asked: Asked) -> Iterator[DeadLetter]:
    return (letter for page in _pages(store, asked) for letter in page)


def _as_json_list(letters: Iterator[DeadLetter]) -> Iterator[bytes]:
    """Write a JSON list as it comes: a million dead letters need no memory."""
    yield b"["
    for number, letter in enumerate(letters):
        yield b"," * bool(number) + msgspec.json.encode(_as_json(letter))
    yield b"]\n"


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
    _refuse_if_open(Counter(fate.outcome for fate in fates))


def _refuse_if_open(outcomes: Counter[str]) -> None:
    left = sum(outcomes[outcome] for outcome in LEFT_OPEN)
    if left:
        raise Refused(f"{count_of(left, 'dead letter')} could not be settled.")
