"""A question over HTTP: as of when, known when, from which page on; and how it is answered from the read models."""

from collections.abc import Callable, Sequence
from datetime import date, datetime
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from typing import Annotated, Any, NamedTuple, TypeVar

from fastapi import Depends, Request
from starlette.responses import Response

from api.http.answers import Page, answer_json, make_etag, matches, matches_any, not_modified
from api.http.cursors import Place, read_cursor, write_cursor
from api.http.parameters import AsOf, Cursor, IfNoneMatch, KnownAt, Limit, MinPosition
from api.http.service import service_of
from projections.engine.asking.reader import Reader

T = TypeVar("T")


class Known(NamedTuple):
    """What a question is answered from: one state of the read models, the day, and the last position known of."""

    reader: Reader
    as_of: date
    up_to: int | None


Question = Callable[[Known], T]
"""Finds what is asked for; raises RefusedError for what was not known."""
Write = Callable[[T], Response]
"""Makes the answer of what was found."""


class Asked:
    """What every question over HTTP says: the day, the knowledge, and the position that must have been reached."""

    def __init__(self, request: Request, as_of: date | None, known_at: datetime | None, position: int | None) -> None:
        self.service = service_of(request)
        self.vouch = self.service.vouch
        self.as_of = as_of or self.vouch.today()
        self.known_at = known_at
        self._min_position = position
        self._condition = request.headers.get("if-none-match")
        self._words = (request.scope["path"], request.scope["query_string"], request.headers.get("accept"))

    async def answer(self, question: Question[T], write: Write[T] = answer_json) -> Response:
        """Answer a question in a thread of its own, or with 304 if the client has the answer.

        Raises RefusedError (503) if the read models do not reach the wanted position in time.
        """
        await self.service.await_position(self._min_position)
        return await self.service.ask(lambda: self._answer(question, write))

    def _answer(self, question: Question[T], write: Write[T]) -> Response:
        up_to = self.vouch.position_known_at(self.known_at)
        with self.vouch.engine.reader() as reader:
            etag = self._etag(reader, up_to)
            if etag is not None and matches(self._condition, etag):
                return not_modified(etag)
            response = write(question(Known(reader, self.as_of, up_to)))
        if etag is not None and matches_any(self._condition):
            return not_modified(etag)
        if etag is not None:
            response.headers["ETag"] = etag
        return response

    def _etag(self, reader: Reader, up_to: int | None) -> str | None:
        """None while subjects wait to be folded: the answer may change without another event."""
        if not reader.settled():
            return None
        return make_etag(_version(), reader.position, self.as_of, up_to, *self._words)


class Paged:
    """A question whose answer comes in pages. A cursor brings along the day and the knowledge of the first page."""

    def __init__(self, asked: Asked, cursor: str | None, limit: int) -> None:
        self.asked = asked
        self.limit = limit
        self._cursor = cursor

    async def answer(self, kind: str, question: Question[list[T]], name: Callable[[T], str]) -> Response:
        """Answer with a page of the views found, which are in the order of their names; `kind` names the list."""
        after = self.begin(kind)
        return await self.asked.answer(question, lambda views: self._write(kind, views, after, name))

    def begin(self, kind: str) -> str | None:
        """Read after which item the page begins (None: the first page), and ask as of the cursor's day.

        Raises RefusedError for a cursor of another list than `kind`.
        """
        place = read_cursor(self._cursor, kind)
        if place is None:
            return None
        self.asked.as_of, self.asked.known_at = place.as_of, place.known_at
        return place.after

    def cursor(self, kind: str, after: str) -> str:
        """Write the cursor of the page that begins after the item."""
        return write_cursor(Place(kind, self.asked.as_of, self.asked.known_at, after))

    def _write(self, kind: str, views: Sequence[T], after: str | None, name: Callable[[T], str]) -> Response:
        rest: Sequence[Any] = views if after is None else [view for view in views if name(view) > after]
        items = rest[: self.limit]
        more = len(rest) > len(items)
        return answer_json(Page(list(items), self.cursor(kind, name(items[-1])) if more else None))


# Coroutines, since FastAPI would take plain functions and classes to a thread, which costs more than they do.
async def _asked(
    request: Request,
    as_of: AsOf = None,
    known_at: KnownAt = None,
    min_position: MinPosition = None,
    if_none_match: IfNoneMatch = None,  # for the description; read where it is needed
) -> Asked:
    return Asked(request, as_of, known_at, min_position)


Ask = Annotated[Asked, Depends(_asked)]


async def _paged(asked: Ask, cursor: Cursor = None, limit: Limit = 100) -> Paged:
    return Paged(asked, cursor, limit)


AskPage = Annotated[Paged, Depends(_paged)]


@cache
def _version() -> str:
    try:
        return version("vouch")
    except PackageNotFoundError:  # run from its folder
        return ""
