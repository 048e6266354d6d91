"""Completing deliveries: what they only point to is fetched, and the answers are kept with them before translation."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import datetime

from msgspec.structs import replace

from consumers.vendors.connection import Connection
from consumers.vendors.delivering.answers import read_answers, write_answers
from consumers.vendors.outcomes import TranslationEnded
from consumers.vendors.pages import read_page
from consumers.vendors.raw import Answer, RawDelivery
from consumers.vendors.translating import open_delivery
from consumers.vendors.vendor import Vendor
from domain.store.port import RawDeliveries
from domain.store.raw_deliveries.values import Kept

MOST_REQUESTS = 20
"""Requests for one delivery: a vendor whose answers never suffice is given up."""


class NotNow(Exception):  # noqa: N818 - not an error: it says when to ask again
    """The vendor's API does not answer for now; asked again at `until`."""

    def __init__(self, until: datetime) -> None:
        super().__init__("the vendor's API does not answer for now")
        self.until = until


class CannotFetch(Exception):  # noqa: N818 - named for what it is
    """The request is one that this connection cannot make: the delivery is parked."""


Fetch = Callable[[str, datetime], Answer]
"""Makes a request for a delivery that was received at an instant. Raises NotNow, CannotFetch."""


def complete(
    store: RawDeliveries, waiting: Sequence[Kept], vendor: Vendor, connection: Connection, fetch: Fetch | None
) -> list[Kept]:
    """Fetch what deliveries point to; those for which that does not go now wait, and are left out.

    Deliveries that wait together and point to the same share one request: it begins after the last of them came.
    """
    if fetch is None:
        return list(waiting)
    shared: dict[str, Answer] = {}
    ready = []
    for kept in waiting:
        try:
            ready.append(_complete(store, kept, vendor, connection, _share(fetch, shared)))
        except NotNow as not_now:
            store.postpone([kept.number], not_now.until)
    return ready


def _share(fetch: Fetch, shared: dict[str, Answer]) -> Fetch:
    def ask(request: str, received_at: datetime) -> Answer:
        if request not in shared:
            shared[request] = fetch(request, received_at)
        return shared[request]

    return ask


def _complete(store: RawDeliveries, kept: Kept, vendor: Vendor, connection: Connection, fetch: Fetch) -> Kept:
    answers = list(read_answers(kept.answers) or ())
    before = len(answers)
    while kept.body is not None and len(answers) < MOST_REQUESTS:
        raw = RawDelivery("", kept.body, kept.received_at, kept.headers, tuple(answers))
        if (request := _find_request(raw, vendor, connection)) is None:
            break
        try:
            answers.append(fetch(request, kept.received_at))
        except CannotFetch:
            break
    if len(answers) == before:
        return kept
    store.keep_answers(kept.number, write_answers(answers))
    return replace(kept, answers=write_answers(answers))


def _find_request(raw: RawDelivery, vendor: Vendor, connection: Connection) -> str | None:
    """Find a request that the delivery lacks; None if it lacks none."""
    try:
        opened = open_delivery(raw, vendor, connection, ())
    except TranslationEnded:
        return None
    with suppress(TranslationEnded):
        read_page(opened, vendor)
    return opened.lacking[0] if opened.lacking else None
