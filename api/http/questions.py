"""A question over HTTP: as of when, known when, from which page on; and how it is answered from the read models."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from typing import Annotated, NamedTuple, TypeVar

from fastapi import Depends, Request
from msgspec import Struct
from starlette.responses import Response

from api.http.access.authorising import forbid, looks_itself, note_refusal, operation_of, principal_of
from api.http.answers import Page, answer_json, make_etag, matches, matches_any, not_modified, tag_bytes
from api.http.cursors import Place, name_asker, read_cursor, refuse_another, write_cursor
from api.http.parameters import AsOf, Cursor, IfNoneMatch, KnownAt, Limit, MinPosition
from api.http.problems import RefusedError, ahead_of_store, unknown
from api.http.service import service_of
from api.http.versions import tag_version, with_version
from domain.access.words import Answer
from projections.access.sight import Sight
from projections.engine.asking.listing import Span
from projections.engine.asking.reader import Moment, Reader

T = TypeVar("T")
S = TypeVar("S", bound=Struct)


class Known(NamedTuple):
    """What a question is answered from: one state of the read models, the day, the last position, what may be seen."""

    reader: Reader
    as_of: date
    up_to: int | None
    sight: Sight


Question = Callable[[Known], T]
"""Finds what is asked for; raises RefusedError for what was not known."""
FindPage = Callable[[Known, Moment, Span], list[T]]
"""Finds the items of a list that follow."""
Write = Callable[[T], Response]
"""Makes the answer of what was found."""


class Asked:
    """What every question over HTTP says: the day, the knowledge, and the position that must have been reached."""

    def __init__(self, request: Request, as_of: date | None, known_at: datetime | None, position: int | None) -> None:
        self.service = service_of(request)
        self.vouch = self.service.vouch
        self.principal = principal_of(request)
        self.operation = operation_of(request)
        self._request = request
        self._given_day = as_of
        self.as_of = as_of or self.vouch.today()
        self.known_at = known_at
        self._min_position = position
        self._condition = request.headers.get("if-none-match")
        self._words = (request.scope["path"], request.scope["query_string"], request.headers.get("accept"))

    async def answer(
        self, question: Question[T], write: Write[T] = answer_json, *, of_facts_only: bool = True
    ) -> Response:
        """Answer a question in a thread of its own, or with 304 if the client has the answer.

        `of_facts_only`: whether the answer changes by facts alone; if not, it has no ETag.

        Raises RefusedError (503) if the read models do not reach the wanted position in time.
        """
        await self.service.await_position(self._min_position)
        return await self.service.ask(lambda: self._answer(question, write, of_facts_only))

    def hidden(self, kind: str) -> RefusedError:
        """Make the refusal (404) of a thing that is out of sight, which is that of one that does not exist."""
        note_refusal(self._request)
        return unknown(kind)

    async def answer_one(self, kind: str, id_: str, question: Question[S]) -> Response:
        """Answer a question about one thing likewise, with its version in the answer and in a strong ETag."""
        await self.service.await_position(self._min_position)
        return await self.service.ask(lambda: self._answer_one(f"{kind}/{id_}", question))

    def _answer_one(self, stream: str, question: Question[S]) -> Response:
        up_to = self.vouch.position_known_at(self.known_at)
        with self.vouch.engine.reader() as reader:
            found = question(Known(reader, self.as_of, up_to, self._look(reader)))
            position = reader.limit(up_to)
        version = len(self.vouch.store.read_streams([stream], position))
        return tag_version(answer_json(with_version(found, version)), version, self._condition)

    async def go_on_from(self, place: Place) -> None:
        """Ask as of the day and the knowledge of a list's first page.

        Raises RefusedError (422) where others are given, or where this store has not got to the list's position.
        """
        refuse_another("as_of", self._given_day, place.as_of)
        refuse_another("known_at", self.known_at, place.known_at)
        head = await self.service.ask(self.vouch.store.head)
        if place.position > head:
            raise ahead_of_store("cursor", head)
        self.as_of, self.known_at = place.as_of, place.known_at
        self._min_position = max(self._min_position or 0, place.position)

    def _answer(self, question: Question[T], write: Write[T], of_facts_only: bool) -> Response:
        up_to = self.vouch.position_known_at(self.known_at)
        with self.vouch.engine.reader() as reader:
            sight = self._look(reader)
            etag = self._etag(reader, up_to) if of_facts_only and self.principal.everything else None
            if etag is not None and matches(self._condition, etag):
                return not_modified(etag)
            response = write(question(Known(reader, self.as_of, up_to, sight)))
        if not self.principal.everything:
            return tag_bytes(response, self._condition) if of_facts_only else response
        if etag is not None and matches_any(self._condition):
            return not_modified(etag)
        if etag is not None:
            response.headers["ETag"] = etag
        return response

    def _look(self, reader: Reader) -> Sight:
        """Find what the principal may see; raises RefusedError (403) where they have left and may ask nothing of it."""
        vouch = self.vouch
        sight = Sight(self.principal, self.operation, reader, vouch.today(), vouch.names, vouch.standings)
        if sight.best is Answer.FORBIDDEN:
            raise forbid(self._request)
        return sight

    def _etag(self, reader: Reader, up_to: int | None) -> str | None:
        """None while subjects wait to be folded: the answer may change without another event."""
        if not reader.settled():
            return None
        return make_etag(_version(), reader.position, self.as_of, up_to, *self._words)


class Paged:
    """A question whose answer comes in pages.

    A cursor brings along what was asked for on the first page, and the last position that counted then: whatever was
    recorded since, the pages of one list agree.
    """

    def __init__(self, asked: Asked, cursor: str | None, limit: int) -> None:
        self.asked = asked
        self.limit = limit
        self._cursor = cursor

    async def begin(self, kind: str, filters: Mapping[str, str | None]) -> "Listing":
        """Begin the page of the list `kind` that the cursor names, or the first one.

        `filters` are the list's own parameters (None: not given). Raises RefusedError (422) for a cursor of another
        list, of other filters, another day or other knowledge, or of another store.
        """
        place = read_cursor(self._cursor, name_asker(self.asked.principal), kind, filters)
        if place is None:
            return Listing(self, kind, {name: value for name, value in filters.items() if value is not None})
        await self.asked.go_on_from(place)
        return Listing(self, kind, place.filters, place)


class Listing:
    """A page of a list that is being answered: its filters, and after which item it begins (None: from the first)."""

    def __init__(self, paged: Paged, kind: str, filters: Mapping[str, str], place: Place | None = None) -> None:
        self.asked = paged.asked
        self.limit = paged.limit
        self.filters = filters
        self.after = place.after if place else None
        self._kind = kind
        self._position = place.position if place else None

    async def answer(self, find: FindPage[T], name: Callable[[T], str]) -> Response:
        """Answer with the page of the views found, which are in the order of their names."""
        span = Span(self.after, self.limit + 1)

        def find_page(known: Known) -> Page:
            moment = self.moment(known)
            views = find(known, moment, span)
            items = views[: self.limit]
            more = len(views) > len(items)
            return Page(items, self.cursor(moment, name(items[-1])) if more else None)

        return await self.asked.answer(find_page)

    def moment(self, known: Known) -> Moment:
        """Tell from where the list is asked for: of every page the last position of the first one."""
        position = known.reader.limit(known.up_to) if self._position is None else self._position
        return Moment(known.as_of, position)

    def cursor(self, moment: Moment, after: str) -> str:
        """Write the cursor of the page that begins after the item."""
        asked = self.asked
        filters = dict(self.filters)
        return write_cursor(
            Place(
                name_asker(asked.principal), self._kind, moment.as_of, asked.known_at, filters, moment.position, after
            )
        )


# Coroutines, since FastAPI would take plain functions and classes to a thread, which costs more than they do.
async def _asked(
    request: Request,
    as_of: AsOf = None,
    known_at: KnownAt = None,
    min_position: MinPosition = None,
    if_none_match: IfNoneMatch = None,  # for the description; read where it is needed
) -> Asked:
    return Asked(request, as_of, known_at, min_position)


looks_itself(_asked)


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
