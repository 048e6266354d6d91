"""Rounds of translation: what waits of a connection, with all that was said before of the same things.

Everything that a round brings about is written in one transaction: killed at any point, nothing is lost or doubled.
"""

import hashlib
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from typing import NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from consumers.vendors.connection import Connection
from consumers.vendors.delivering.answers import read_answers
from consumers.vendors.delivering.completing import Fetch, complete
from consumers.vendors.delivering.retracting import make_retractions
from consumers.vendors.event_ids import Event
from consumers.vendors.outcomes import Ignored, Parked
from consumers.vendors.pages import Page, Verdict, judge, read_page, walk_things
from consumers.vendors.raw import RawDelivery
from consumers.vendors.translating import open_delivery
from consumers.vendors.vendor import Vendor
from consumers.vendors.writing import to_line
from domain.feed.delivery import Delivery, Unreadable
from domain.feed.reading import read_event
from domain.store.port import RawDeliveries
from domain.store.raw_deliveries.values import Judged, Kept, Round, Teller

AT_ONCE = 500
"""Deliveries that a round translates at most."""
GONE = "gone"


class _Read(Struct):
    """Deliveries that were read, by number: their pages, and the verdicts on those that ended at once."""

    pages: dict[int, Page] = {}
    verdicts: dict[int, Verdict] = {}


class Settled(NamedTuple):
    """What a round settled: each delivery's outcome and reason, and how many facts were taken back or given again."""

    verdicts: dict[int, Verdict]
    turned: int


def run_round(
    store: RawDeliveries, connection: Connection, vendor: Vendor, now: datetime, fetch: Fetch | None = None
) -> Settled | None:
    """Translate up to AT_ONCE deliveries of a connection that wait; None if none does. Raises StaleRound.

    `now` is the instant of what is taken back. `fetch` asks the vendor's API; without it pointers are parked.
    """
    waiting = store.read_waiting(connection.name, AT_ONCE)
    if not waiting.deliveries:
        return None
    trusting = replace(vendor, check=None)  # checked on arrival; secrets may have been changed since
    ready = complete(store, waiting.deliveries, trusting, connection, fetch)
    done, settled = _translate(store, connection, trusting, ready, now)
    store.settle_round(replace(done, round=waiting.round))
    return settled


def _translate(
    store: RawDeliveries, connection: Connection, vendor: Vendor, waiting: Sequence[Kept], now: datetime
) -> tuple[Round, Settled]:
    new = _read(waiting, vendor, connection)
    things = {seen.thing for page in new.pages.values() for seen in page.seen}
    numbers = {each.number for each in waiting}
    former = {each.number: each for each in store.read_seen([_mark(connection, thing) for thing in things])}
    old = _read([each for number, each in former.items() if number not in numbers], vendor, connection)
    pages = old.pages | new.pages
    walk_things(pages.values(), vendor, things)
    told = _list_told(connection, pages, things, new.pages)
    whole = [number for number, page in pages.items() if {seen.thing for seen in page.seen} <= things]
    verdicts = new.verdicts | {number: judge(pages[number]) for number in whole}
    raws = {each.number: each for each in (*former.values(), *waiting)}
    changed = {number: each for number, each in verdicts.items() if raws[number].outcome != each.outcome}
    origins = [_mark(connection, thing) for thing in things] + [_name_origin(number) for number in numbers]
    done = _settle(store, connection, told, origins, now)
    parked = [_park(raws[n], each, connection) for n, each in changed.items() if each.outcome == "parked"]
    done = replace(
        done,
        events=[*done.events, *parked],
        places=[*done.places, *(name_place(connection, n) for n, each in changed.items() if each.outcome == "parked")],
        judged=[Judged(number, each.outcome, each.reason) for number, each in changed.items()],
        sightings=[(_mark(connection, s.thing), number) for number, page in new.pages.items() for s in page.seen],
        mended=[
            name_place(connection, number)
            for number, each in changed.items()
            if raws[number].outcome == "parked" and each.outcome != "parked"
        ],
    )
    return done, Settled({number: verdicts[number] for number in numbers}, len(done.retractions))


def _read(kept: Iterable[Kept], vendor: Vendor, connection: Connection) -> _Read:
    found = _Read()
    for each in kept:
        if each.body is None:
            found.verdicts[each.number] = Verdict("ignored", GONE)
            continue
        raw = RawDelivery("", each.body, each.received_at, each.headers, read_answers(each.answers))
        try:
            found.pages[each.number] = read_page(open_delivery(raw, vendor, connection, ()), vendor)
        except Ignored as ignored:
            found.verdicts[each.number] = Verdict("ignored", ignored.reason)
        except Parked as parked:
            found.verdicts[each.number] = Verdict("parked", parked.reason)
    return found


def _mark(connection: Connection, thing: str) -> str:
    """Name a thing of a connection in the store's indexes."""
    return hashlib.sha256(f"{connection.source}/{thing}".encode("utf-8", "surrogatepass")).hexdigest()[:32]


def _name_origin(number: int) -> str:
    return f"delivery/{number}"


def name_place(connection: Connection, number: int) -> str:
    """Name the place of a delivery, as dead letters tell it."""
    return f"vendor:{connection.name}/{number}"


def _list_told(
    connection: Connection, pages: dict[int, Page], things: set[str], new: Collection[int]
) -> dict[Teller, Event]:
    """List the events of the things, and those that the new deliveries tell by themselves, with their origins."""
    told: dict[Teller, Event] = {}
    for number, page in pages.items():
        for thing in things & page.walked.keys():
            for event in page.make_events(page.walked[thing]):
                told[Teller(_mark(connection, thing), event.source, event.id)] = event
        for event in page.make_events(page.told) if number in new else ():
            told[Teller(_name_origin(number), event.source, event.id)] = event
    return told


def _settle(
    store: RawDeliveries, connection: Connection, told: dict[Teller, Event], origins: Sequence[str], now: datetime
) -> Round:
    """Compare what the origins tell now with what they told before."""
    before = store.find_told(origins)
    added, dropped = [each for each in told if each not in before], sorted(before - told.keys())
    source = connection.source
    still = {each.event for each in store.find_tellers(source, {each.event for each in dropped}) - set(dropped)}
    lost = {each.event for each in dropped} - still - {each.event for each in told}
    known = store.find_retractions(source, lost | {each.event for each in added})
    found = {each.event for each in added if each.event in known and known[each.event].stands}
    said = make_retractions(source, sorted(lost), sorted(found), known, now)
    new = {each.event: told[each] for each in added}
    lines = [read_event(to_line(event)) for event in new.values()] + [read_event(line) for _, line in said]
    places = [f"vendor:{connection.name}"] * len(lines)
    return Round(
        connection.name,
        0,
        source,
        events=lines,
        places=places,
        told=added,
        untold=dropped,
        retractions=[each for each, _ in said],
    )


def _park(kept: Kept, verdict: Verdict, connection: Connection) -> Delivery | Unreadable:
    """Make the dead letter of a delivery that is not understood."""
    reason, _, field = (verdict.reason or "").partition(":")
    detail = "This delivery, or a row of it, was not understood, or something has to be fetched first."
    return Unreadable(kept.body or b"", reason, field or None, detail, connection.source, None)
