"""Pages of lists by id: a page reads the subjects of its own rows alone, found by the ids after the page before.

Ids come from the engine's table of streams, which knows every id that was ever seen or named, on whatever day: what
was not known on the day in question is passed over, and the search goes on behind it.
"""

from collections.abc import Callable, Collection, Sequence
from typing import NamedTuple, TypeVar

from sqlalchemy import select

from projections.engine.asking.reader import Reader
from projections.engine.tables import members

T = TypeVar("T")

LARGEST_WINDOW = 2_000
"""How many ids are looked at together, at the most, where most of them give no row."""


class Span(NamedTuple):
    """Which part of a list is wanted: items after the id `after` (None: from the first), `limit` of them at most."""

    after: str | None
    limit: int


class Named(NamedTuple):
    """A thing's id, and the subject that it belongs to."""

    name: str
    subject: int


class Window(NamedTuple):
    """Some ids that follow one another."""

    names: frozenset[str]
    subjects: frozenset[int]


Show = Callable[[Window], Sequence[tuple[str, T]]]
"""Shows the items of a window, each with its id."""


def list_page(reader: Reader, kind: str, span: Span, show: Show[T], among: Collection[int] | None = None) -> list[T]:
    """List the items of a kind of thing that follow, in the order of their ids; only of the subjects `among`."""
    found: list[T] = []
    after, size = span.after, span.limit
    while len(found) < span.limit:
        named = _find_named(reader, kind, Span(after, size), among)
        if named:
            window = Window(frozenset(each.name for each in named), frozenset(each.subject for each in named))
            found += [item for _, item in sorted(show(window), key=lambda pair: pair[0])]
        if len(named) < size:
            break
        after, size = named[-1].name, min(2 * size, max(span.limit, LARGEST_WINDOW))
    return found[: span.limit]


def _find_named(reader: Reader, kind: str, span: Span, among: Collection[int] | None) -> list[Named]:
    following = members.c.node > f"{kind}/{span.after or ''}"
    statement = select(members.c.node, members.c.subject).where(following, members.c.node < f"{kind}0")  # 0 follows /
    if among is not None:
        statement = statement.where(reader.database.any_of(members.c.subject, list(among)))
    rows = reader.connection.execute(statement.order_by(members.c.node).limit(span.limit)).all()
    return [Named(node.partition("/")[2], subject) for node, subject in rows]
