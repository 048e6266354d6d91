"""Translation: a pure function of the set of deliveries, whatever their order (spec/vendors.md §1)."""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime

from consumers.vendors.connection import Connection
from consumers.vendors.event_ids import Event
from consumers.vendors.outcomes import Ignored, Parked, Refused
from consumers.vendors.pages import Page, Verdict, judge, read_page, walk_things
from consumers.vendors.raw import RawDelivery
from consumers.vendors.statements import Opened
from consumers.vendors.vendor import Vendor

_LAST = datetime.max.replace(tzinfo=UTC)


def translate(
    deliveries: Sequence[RawDelivery], vendor: Vendor, connection: Connection, secrets: Sequence[str]
) -> list[Verdict]:
    """Translate deliveries of one connection; one verdict for each, in the order in which they are given."""
    verdicts: dict[int, Verdict] = {}
    pages: dict[int, Page] = {}
    known: set[str] = set()
    for index in sorted(range(len(deliveries)), key=lambda each: _place(deliveries[each])):
        try:
            opened = open_delivery(deliveries[index], vendor, connection, secrets)
            if opened.key in known:
                verdicts[index] = Verdict("repeated", None)
                continue
            known.add(opened.key)
            pages[index] = read_page(opened, vendor)
        except Refused as refused:
            verdicts[index] = Verdict("refused", refused.reason)
        except Ignored as ignored:
            verdicts[index] = Verdict("ignored", ignored.reason)
        except Parked as parked:
            verdicts[index] = Verdict("parked", parked.reason)
    walk_things(pages.values(), vendor)
    verdicts |= {index: judge(page) for index, page in pages.items()}
    return [verdicts[index] for index in range(len(deliveries))]


def open_delivery(raw: RawDelivery, vendor: Vendor, connection: Connection, secrets: Sequence[str]) -> Opened:
    """Check the signature, over the raw bytes; then parse the body. Raises Refused, Ignored, Parked."""
    if is_pending_handshake(raw, vendor, connection):
        raise Ignored("handshake")
    if raw.headers is not None:
        check_signature(raw, vendor, connection, secrets)
    body = vendor.parse(raw)
    return Opened(raw, vendor.key(raw, body), body, connection)


def is_pending_handshake(raw: RawDelivery, vendor: Vendor, connection: Connection) -> bool:
    """Tell whether this is the unsigned message that sets the key, and the connection waits for it."""
    return _is_pending(connection) and vendor.is_handshake is not None and vendor.is_handshake(raw)


def check_signature(raw: RawDelivery, vendor: Vendor, connection: Connection, secrets: Sequence[str]) -> None:
    """Raise Refused unless the delivery is signed, where the vendor signs, within the connection's window."""
    if vendor.check is not None:
        vendor.check(raw, secrets, int(connection.settings.get("replay_window_s", vendor.window)))


def _is_pending(connection: Connection) -> bool:
    """Tell whether the connection still waits for the message that sets its key."""
    return connection.pending or connection.settings.get("pending") is True


def _place(raw: RawDelivery) -> tuple[datetime, bytes]:
    return (raw.received_at or _LAST, raw.body)


def list_events(verdicts: Iterable[Verdict]) -> list[Event]:
    """List the facts that deliveries tell, each once, in the feed's order."""
    events = {event.id: event for verdict in verdicts for event in verdict.events}
    return sorted(events.values(), key=lambda event: event.order)
