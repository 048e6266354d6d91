"""Translation: a pure function of the set of deliveries, whatever their order (spec/vendors.md §1)."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import Any, NamedTuple

from msgspec import Struct

from consumers.vendors.connection import Connection
from consumers.vendors.event_ids import Event, make_event
from consumers.vendors.outcomes import Ignored, Outcome, Parked, Refused
from consumers.vendors.raw import RawDelivery
from consumers.vendors.statements import Aside, BadRow, Opened, PartlyParked, Seen, Told
from consumers.vendors.vendor import Vendor
from domain.facts.checking import check_fact

_LAST = datetime.max.replace(tzinfo=UTC)


class Verdict(NamedTuple):
    """What became of a delivery, for which reason, and the facts that it tells."""

    outcome: Outcome
    reason: str | None
    events: tuple[Event, ...] = ()


class _Page(Struct):
    """A delivery that was read: what it told so far, the reason for which it, or a row of it, is parked."""

    opened: Opened
    told: list[Told] = []
    seen: list[Seen] = []
    parked: str | None = None
    aside: str = "nothing_new"


def translate(
    deliveries: Sequence[RawDelivery], vendor: Vendor, connection: Connection, secrets: Sequence[str]
) -> list[Verdict]:
    """Translate deliveries of one connection; one verdict for each, in the order in which they are given."""
    verdicts: dict[int, Verdict] = {}
    pages: dict[int, _Page] = {}
    known: set[str] = set()
    for index in sorted(range(len(deliveries)), key=lambda each: _place(deliveries[each])):
        try:
            opened = open_delivery(deliveries[index], vendor, connection, secrets)
            if opened.key in known:
                verdicts[index] = Verdict("repeated", None)
                continue
            known.add(opened.key)
            pages[index] = _read(opened, vendor)
        except Refused as refused:
            verdicts[index] = Verdict("refused", refused.reason)
        except Ignored as ignored:
            verdicts[index] = Verdict("ignored", ignored.reason)
        except Parked as parked:
            verdicts[index] = Verdict("parked", parked.reason)
    _walk(pages.values(), vendor)
    verdicts |= {index: _judge(page) for index, page in pages.items()}
    return [verdicts[index] for index in range(len(deliveries))]


def open_delivery(raw: RawDelivery, vendor: Vendor, connection: Connection, secrets: Sequence[str]) -> Opened:
    """Check the signature, over the raw bytes; then parse the body. Raises Refused, Ignored, Parked."""
    if _is_pending(connection) and vendor.is_handshake is not None and vendor.is_handshake(raw):
        raise Ignored("handshake")
    if raw.headers is not None and vendor.check is not None:
        vendor.check(raw, secrets, int(connection.settings.get("replay_window_s", vendor.window)))
    body = vendor.parse(raw)
    return Opened(raw, vendor.key(raw, body), body, connection)


def _is_pending(connection: Connection) -> bool:
    """Tell whether the connection still waits for the message that sets its key."""
    return connection.pending or connection.settings.get("pending") is True


def _place(raw: RawDelivery) -> tuple[datetime, bytes]:
    return (raw.received_at or _LAST, raw.body)


def _read(opened: Opened, vendor: Vendor) -> _Page:
    page = _Page(opened)
    for statement in vendor.read(opened):
        match statement:
            case Told():
                _check(statement)
                page.told.append(statement)
            case Seen():
                page.seen.append(statement)
            case BadRow():
                page.parked = page.parked or statement.reason
            case Aside():
                page.aside = statement.reason
    return page


def _check(told: Told) -> None:
    """Raise Parked if the feed would not take the fact."""
    if (fault := check_fact(told.fact)) is not None:
        raise Parked(f"bad_value:{fault.field.removeprefix('data.')}")


def _walk(pages: Iterable[_Page], vendor: Vendor) -> None:
    """Walk the versions of each thing in their order; each says what it adds to the one before."""
    versions: dict[str, list[tuple[Seen, _Page]]] = defaultdict(list)
    for page in pages:
        for seen in page.seen:
            versions[seen.thing].append((seen, page))
    for sightings in versions.values():
        known = None
        for seen, page in sorted(sightings, key=lambda each: (each[0].version, each[1].opened.key)):
            known = _walk_one(known, seen, page, vendor)


def _walk_one(known: Any, seen: Seen, page: _Page, vendor: Vendor) -> Any:
    """Compare one version with what is known; returns what is known after it."""
    assert vendor.walk is not None, "a vendor whose deliveries show versions says how to compare them"
    try:
        after, told = vendor.walk(known, seen, page.opened)
        for each in told:
            _check(each)
    except PartlyParked as parked:
        page.parked, after, told = page.parked or parked.reason, parked.known, parked.told
    except Parked as parked:
        page.parked, after, told = page.parked or parked.reason, known, []
    page.told.extend(told)
    return after


def _judge(page: _Page) -> Verdict:
    source = page.opened.connection.source
    events = tuple(dict.fromkeys(make_event(told, page.opened.key, source) for told in page.told))
    if page.parked is not None:
        return Verdict("parked", page.parked, events)
    return Verdict("translated", None, events) if events else Verdict("ignored", page.aside)


def list_events(verdicts: Iterable[Verdict]) -> list[Event]:
    """List the facts that deliveries tell, each once, in the feed's order."""
    events = {event.id: event for verdict in verdicts for event in verdict.events}
    return sorted(events.values(), key=lambda event: event.order)
