"""Walking the history of a store: all its recordings and all its events, read once, a page at a time."""

from collections.abc import Callable, Collection, Iterator, Sequence
from functools import partial
from typing import Protocol, TypeVar

from domain.store.session import Session
from domain.tree.walk import Noted, StoredEvent, Walked, walk

T = TypeVar("T")

EVENTS = 10_000
"""So many events are read at once."""
RECORDINGS = 5_000
"""So many recordings are read at once."""

OnStep = Callable[[int, int], object]
"""Told how far a walk has come: up to which position, of which last one."""


class Ask(Protocol):
    """Asks the database a question. Each page is one of its own: a long walk holds nobody up."""

    def __call__(self, question: Callable[[Session], T], /) -> T:
        """Answer it."""
        ...


def ignore_step(_position: int, _head: int) -> None:
    """Say nothing."""


def walk_history(ask: Ask, sizes: Collection[int] = (), on_step: OnStep = ignore_step) -> Walked:
    """Walk all that is recorded by now; `sizes` are those at which the root is wanted.

    Others may go on recording meanwhile: what they add is not looked at.
    """
    head, last = ask(read_ends)
    return walk(_noted(ask, last), _events(ask, head, on_step), sizes)


def read_ends(session: Session) -> tuple[int, int]:
    """Read the last position of an event, and that of a recording (0: there is none). They must be the same."""
    events = f"SELECT max({session.position}) FROM stored_events"
    ((head, last),) = session.rows(f"SELECT ({events}), (SELECT max(last_position) FROM recordings)")
    return head or 0, last or 0


def _noted(ask: Ask, last: int) -> Iterator[Noted]:
    page = ask(partial(_read_noted, None, last))
    while page:
        yield from page
        page = ask(partial(_read_noted, page[-1].last_position, last))


def _read_noted(after: int | None, last: int, session: Session) -> list[Noted]:
    behind, values = ("", ()) if after is None else ("last_position > ? AND ", (after,))
    sql = f"SELECT last_position, recorded_at, number, nodes FROM recordings WHERE {behind}last_position <= ?"
    return [Noted(*row) for row in session.rows(f"{sql} ORDER BY last_position LIMIT ?", *values, last, RECORDINGS)]


def _events(ask: Ask, head: int, on_step: OnStep) -> Iterator[Sequence[StoredEvent]]:
    page = ask(partial(_read_events, None, head))
    while page:
        yield page
        after = page[-1][0]
        on_step(after, head)
        page = ask(partial(_read_events, after, head))


def _read_events(after: int | None, head: int, session: Session) -> list[StoredEvent]:
    return session.raw_events(after, head, EVENTS)
