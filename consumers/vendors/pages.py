"""Pages: deliveries that were read; the versions of things that they show are walked together."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from typing import Any, NamedTuple

from msgspec import Struct

from consumers.vendors.event_ids import Event, make_event
from consumers.vendors.outcomes import Outcome, Parked
from consumers.vendors.statements import Aside, BadRow, Opened, PartlyParked, Seen, Told
from consumers.vendors.vendor import Vendor
from domain.facts.checking import check_fact


class Verdict(NamedTuple):
    """What became of a delivery, for which reason, and the facts that it tells."""

    outcome: Outcome
    reason: str | None
    events: tuple[Event, ...] = ()


class Page(Struct):
    """A delivery that was read: what it told itself, and by the versions of things that it shows.

    `parked` is the reason for which it, or a row of it, is parked; `aside` why it tells nothing, if it does not.
    """

    opened: Opened
    told: list[Told] = []
    seen: list[Seen] = []
    walked: dict[str, list[Told]] = {}
    parked: str | None = None
    aside: str = "nothing_new"

    def make_events(self, told: Iterable[Told]) -> Iterator[Event]:
        """Make the events of what it told."""
        for each in told:
            yield make_event(each, self.opened.key, self.opened.connection.source)


def read_page(opened: Opened, vendor: Vendor) -> Page:
    """Read a delivery. Raises Ignored, Parked."""
    page = Page(opened)
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


def walk_things(pages: Iterable[Page], vendor: Vendor, things: Collection[str] | None = None) -> None:
    """Walk the versions of each of the `things` (None: of all) in their order; each tells what it adds."""
    versions: dict[str, list[tuple[Seen, Page]]] = defaultdict(list)
    for page in pages:
        for seen in page.seen:
            if things is None or seen.thing in things:
                versions[seen.thing].append((seen, page))
    for sightings in versions.values():
        known = None
        for seen, page in sorted(sightings, key=lambda each: (each[0].version, each[1].opened.key)):
            known = _walk_one(known, seen, page, vendor)


def _walk_one(known: Any, seen: Seen, page: Page, vendor: Vendor) -> Any:
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
    page.walked.setdefault(seen.thing, []).extend(told)
    return after


def judge(page: Page) -> Verdict:
    """Judge a page of which all things were walked."""
    told = [*page.told, *(each for walked in page.walked.values() for each in walked)]
    events = tuple(dict.fromkeys(page.make_events(told)))
    if page.parked is not None:
        return Verdict("parked", page.parked, events)
    return Verdict("translated", None, events) if events else Verdict("ignored", page.aside)
