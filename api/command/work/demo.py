"""The demo: a believable year in a fresh store, and a first look at what Vouch makes of it."""

import os
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime
from itertools import groupby
from pathlib import Path

import msgspec
from msgspec.json import encode

from api.bootstrap import Vouch, open_event_store, open_vouch
from api.command.errors import Refused
from api.command.output import count_of, say
from api.command.views.demo import show_first_look
from api.command.work.opening import catch_up, say_made
from api.demo import FOUNDING_REFERRAL, make_believable_year, make_unreadable_event
from api.demo.feed import Arrival
from api.settings import Settings, read_settings
from consumers.clock.tick import SOURCE as CLOCK
from consumers.feed.line import Line
from consumers.feed.push import push
from domain.state.days import plus
from domain.store.errors import SettingsRefused
from domain.store.keys.places import find_places
from domain.store.location import SqliteFile, locate
from domain.store.opening import migrate
from domain.store.port import EventStore
from domain.store.values import StoredRow
from projections.bonuses.queries import bonus_report, why
from projections.pipeline.queries import pipeline

STORE = "sqlite:///vouch-demo.db"
PAGE = 5_000
PLACE = "demo:"
ANY_DAY = date(2026, 1, 1)
FURTHEST_DAYS = 9 * 365
"""How long ago the year may have ended. Ten years after the last recording a store takes a clock to be wrong."""
HOLDS_FACTS = "The store holds facts already; the demo wants a fresh one: name another with --store sqlite:///FILE."


def show_demo(*, store: str | None, timezone: str | None, ending_on: date | None = None) -> None:
    """Record the year that ends on a day (None: today), and show it.

    Raises Refused where the store holds anything but a former demo.
    """
    given = store or os.environ.get("VOUCH_STORE") or STORE
    settings = read_settings(store=given, timezone=timezone)
    _remove_former(settings)
    migrate(settings.store, timezone=settings.timezone, keyring=settings.keyring, keys=settings.keys, on_made=say_made)
    with open_vouch(settings) as vouch:
        if vouch.store.head() > 0:
            raise Refused(HOLDS_FACTS)
        last_day = _choose_last_day(vouch.today(), ending_on)
        arrivals = make_believable_year(ending_on=last_day)
        say(f"Recording {count_of(len(arrivals), 'fact')} of a believable organisation, {_name_place(given)}...")
        _record(vouch.store, [*arrivals, make_unreadable_event(ending_on=last_day)])
        catch_up(vouch)
        _show(vouch, last_day, store=given)


def _choose_last_day(today: date, given: date | None) -> date:
    if given is not None and not plus(today, -FURTHEST_DAYS) <= given <= today:
        raise Refused("The demo's year ends today, or on a day of the last nine years.")
    return given or today


def _record(store: EventStore, arrivals: Sequence[Arrival]) -> None:
    """Record the year as it went by, evening by evening; what comes this evening is recorded now."""
    now = datetime.now(UTC)
    number = 0
    for evening, group in groupby(sorted(arrivals, key=_get_evening), key=_get_evening):
        lines = [Line(f"{PLACE}{number + at}", encode(arrival.event)) for at, arrival in enumerate(group, 1)]
        push(store, lines, recorded_at=min(evening, now))
        number += len(lines)


def _get_evening(arrival: Arrival) -> datetime:
    return arrival.recorded_at


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
        places = find_places(settings.store, settings.keyring, settings.keys)
        keys = [places.keys.path] if isinstance(places.keys, SqliteFile) else []
        for name in (where.path, *keys):
            for suffix in ("", "-wal", "-shm"):
                Path(f"{name}{suffix}").unlink(missing_ok=True)
        places.keyring.unlink(missing_ok=True)


def _is_demo(store: EventStore) -> bool:
    """Tell whether all that is recorded, but for the clock's events, is a demo, of whichever day."""
    recorded = [fact for page in _pages(store) for fact in store.decode_rows(page) if fact.source != CLOCK]
    letters = store.list_dead_letters(None, limit=2)
    if not recorded or any(not letter.place.startswith(PLACE) for letter in letters):
        return False
    demo = [arrival.event for arrival in make_believable_year(ending_on=ANY_DAY)]
    known = {(event["source"], event["id"], event["type"]) for event in demo}
    return all((fact.source, fact.id, type(fact.data).TOPIC) in known for fact in recorded)


def _pages(store: EventStore) -> Iterator[list[StoredRow]]:
    position = 0
    while page := store.read_after(position, PAGE):
        yield page
        position = page[-1].position


def _name_place(store: str) -> str:
    """Name where the demo goes; an address of a server may hold a password, so it is not shown."""
    return (
        f"in {store.removeprefix('sqlite:///')}" if store.startswith("sqlite:///") else "on the server of VOUCH_STORE"
    )


def _show(vouch: Vouch, today: date, *, store: str) -> None:
    with vouch.engine.reader() as reader:
        rows = bonus_report(reader, today)
        explained = why(reader, FOUNDING_REFERRAL, today)
        post = next(row.requisition for row in rows if row.referral == FOUNDING_REFERRAL)
        view = pipeline(reader, vouch.names, post or "", today)
    assert view is not None
    show_first_look(view, rows, explained, today, store=store)
