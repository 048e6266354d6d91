"""Events: what has happened since, for integrators. Without personal data."""

from datetime import datetime
from typing import Annotated, Any

import msgspec
from fastapi import APIRouter, Query, Request
from msgspec import Struct
from starlette.responses import Response

from api.http.access.authorising import principal_of
from api.http.access.declaring import operation
from api.http.answers import answer_json
from api.http.cursors import Place, name_asker, read_cursor, write_cursor
from api.http.openapi import answers
from api.http.parameters import LAST_POSITION, Cursor, Limit
from api.http.problems import ahead_of_store
from api.http.service import service_of
from domain.facts.base import Actor, Recorded
from domain.facts.personal import personal_values
from domain.store.port import EventStore
from domain.store.values import StoredRow

router = APIRouter(prefix="/v1/events", tags=["events"])

_KIND = "events"

After = Annotated[
    int | None, Query(ge=0, le=LAST_POSITION, description="`position` of the last answer; by default from the first.")
]


class EventView(Struct, frozen=True, omit_defaults=True):
    """One event; `data` is as in the feed, personal fields left out; `actor` where a person did it."""

    position: int
    stream: str
    type: str
    time: datetime
    recorded_at: datetime
    source: str
    id: str
    data: dict[str, Any]
    actor: Actor | None = None


class EventPage(Struct):
    """Events in the order in which they were recorded. Ask again after `position` for what comes later.

    `next` is the cursor of the page after it, null where there is none yet.
    """

    items: list[EventView]
    next: str | None
    position: int


@router.get("", responses=answers(EventPage, "Events after the position."))
@operation("events.read")
async def list_events(request: Request, after: After = None, cursor: Cursor = None, limit: Limit = 100) -> Response:
    """What has been recorded since a position."""
    service, whose = service_of(request), name_asker(principal_of(request))
    place = read_cursor(cursor, whose, _KIND, {"after": None if after is None else str(after)})
    start = (after or 0) if place is None else place.position
    filters = {"after": str(after or 0)} if place is None else place.filters
    today = service.vouch.today()

    def answer_page() -> Response:
        store = service.vouch.store
        rows = store.read_after(start, limit + 1)
        if not rows:
            _refuse_ahead(store, start, "after" if cursor is None else "cursor")
        items = _views(store, rows[:limit])
        position = items[-1].position if items else start
        more = write_cursor(Place(whose, _KIND, today, None, filters, position, "")) if len(rows) > limit else None
        return answer_json(EventPage(items, more, position))

    return await service.ask(answer_page)


def _refuse_ahead(store: EventStore, start: int, name: str) -> None:
    """Raise RefusedError (422) for a position that the store never gave: silence would be for ever."""
    head = store.head()
    if start > head:
        raise ahead_of_store(name, head)


def _views(store: EventStore, rows: list[StoredRow]) -> list[EventView]:
    return [_view(row, recorded) for row, recorded in zip(rows, store.decode_rows(rows), strict=True)]


def _view(row: StoredRow, recorded: Recorded[Any]) -> EventView:
    fact = recorded.data
    hidden = personal_values(fact)
    data = {name: value for name, value in msgspec.to_builtins(fact).items() if name not in hidden}
    return EventView(
        row.position,
        row.stream,
        fact.TOPIC,
        recorded.time,
        recorded.recorded_at,
        recorded.source,
        recorded.id,
        data,
        recorded.actor,
    )
