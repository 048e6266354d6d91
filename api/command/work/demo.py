"""The demo: a believable year in a fresh store, and a first look at what Vouch makes of it."""

import os
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import msgspec

from api.bootstrap import Vouch, open_event_store, open_vouch
from api.command.errors import Refused
from api.command.output import count_of, say
from api.command.views.demo import show_first_look
from api.command.work.opening import catch_up, say_made
from api.demo import find_founding_referral, make_believable_year
from api.settings import Settings, read_settings
from consumers.clock.tick import SOURCE as CLOCK
from consumers.feed.line import Line
from consumers.feed.push import push
from domain.store.errors import SettingsRefused
from domain.store.location import SqliteFile, locate
from domain.store.opening import migrate
from domain.store.port import EventStore
from domain.store.values import StoredRow
from projections.bonuses.queries import bonus_report, why
from projections.pipeline.queries import pipeline

STORE = "sqlite:///vouch-demo.db"
PAGE = 5_000
HOLDS_FACTS = "The store holds facts already; the demo wants a fresh one: name another with --store sqlite:///FILE."


def show_demo(*, store: str | None, timezone: str | None) -> None:
    """Record the year and show it. Raises Refused where the store holds anything but a former demo."""
    given = store or os.environ.get("VOUCH_STORE") or STORE
    settings = read_settings(store=given, timezone=timezone)
    _remove_former(settings)
    migrate(settings.store, timezone=settings.timezone, on_made=say_made)
    with open_vouch(settings) as vouch:
        if vouch.store.head() > 0:
            raise Refused(HOLDS_FACTS)
        today = vouch.today()
        events = make_believable_year(ending_on=today)
        say(f"Recording {count_of(len(events), 'fact')} of a believable organisation, {_name_place(given)}...")
        push(vouch.store, _lines(events))
        catch_up(vouch)
        _show(vouch, events, today, store=given)


def _remove_former(settings: Settings) -> None:
    """Remove the file of a former demo; whatever else there is stays."""
    where = locate(settings.store)
    if not isinstance(where, SqliteFile) or not where.path.exists():
        return
    whatever_zone = msgspec.structs.replace(settings, timezone=None)
    try:
        with open_event_store(whatever_zone, create=False) as store:
            former = _is_demo(store)
    except SettingsRefused:  # no tables, or of another Vouch: nothing to look into
        return
    if former:
        for name in (where.path, *(Path(f"{where.path}{suffix}") for suffix in ("-wal", "-shm"))):
            name.unlink(missing_ok=True)


def _is_demo(store: EventStore) -> bool:
    """Tell whether all that is recorded, but for the clock's events, is the demo of the day of its recording."""
    recorded = [fact for page in _pages(store) for fact in store.decode_rows(page) if fact.source != CLOCK]
    if not recorded or store.list_dead_letters(None, limit=1):
        return False
    made_on = max(fact.recorded_at for fact in recorded).astimezone(ZoneInfo(store.timezone)).date()
    known = {(event["source"], event["id"]) for event in make_believable_year(ending_on=made_on)}
    return all((fact.source, fact.id) in known for fact in recorded)


def _pages(store: EventStore) -> Iterator[list[StoredRow]]:
    position = 0
    while page := store.read_after(position, PAGE):
        yield page
        position = page[-1].position


def _lines(events: Sequence[Mapping[str, Any]]) -> list[Line]:
    return [Line(f"demo:{number}", msgspec.json.encode(event)) for number, event in enumerate(events, 1)]


def _name_place(store: str) -> str:
    """Name where the demo goes; an address of a server may hold a password, so it is not shown."""
    return (
        f"in {store.removeprefix('sqlite:///')}" if store.startswith("sqlite:///") else "on the server of VOUCH_STORE"
    )


def _show(vouch: Vouch, events: Sequence[Mapping[str, Any]], today: date, *, store: str) -> None:
    founding = find_founding_referral(today)
    with vouch.engine.reader() as reader:
        rows = bonus_report(reader, today)
        explained = why(reader, founding, today)
        post = next(row.requisition for row in rows if row.referral == founding)
        view = pipeline(reader, vouch.names, post or "", today)
    assert view is not None
    show_first_look(view, rows, explained, today, store=store)
