"""Pulls a file into the store: what it says is recorded batch by batch, bad rows are parked with row and column."""

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Protocol
from zoneinfo import ZoneInfo

import msgspec

from consumers.feed.push import BATCH_EVENTS, Totals
from consumers.sheets.changes import end_missing
from consumers.sheets.mapping import Mapping, require_columns
from consumers.sheets.recalling import StoreMemory
from consumers.sheets.rows import BadRow, Drafted, Drafter, draft_rows
from consumers.sheets.table import read_table
from consumers.sheets.translating import SheetFile, choose, find_day_before, make_event_of, note_employments
from consumers.vendors.writing import to_line
from domain.facts.base import Recorded
from domain.feed.delivery import Delivery, Unreadable
from domain.feed.reading import read_event
from domain.store.port import EventReader, FeedRecorder


class ReadingRecorder(FeedRecorder, EventReader, Protocol):
    """A store that can be read and recorded to."""


def pull(store: ReadingRecorder, file: SheetFile, mapping: Mapping, zone: ZoneInfo) -> Totals:
    """Record what a file says. Raises SheetError before anything is recorded if its columns do not fit the mapping."""
    header, rows = read_table(file.path, mapping.sheet)
    require_columns(mapping, header, str(file.path))
    memory = StoreMemory(store, mapping.source)
    totals = Totals()
    seen: set[str] = set()
    drafts = note_employments(draft_rows(rows, Drafter(mapping, file.received_at, zone)), seen)
    for batch in _split(drafts):
        told = list(_choose(batch, mapping, memory))
        _record(store, told, file, mapping, totals)
        unchanged = _count_said(batch) - _count_said(told)
        totals.read += unchanged
        totals.repeated += unchanged
    if mapping.missing == "ended":
        day = find_day_before(file.received_at, zone)
        _record(store, list(end_missing(memory, seen, file.received_at, day)), file, mapping, totals)
    return totals


def _count_said(drafts: Sequence[Drafted | BadRow]) -> int:
    """Count what rows say; not what they say no more, such as an end whose column is blank again."""
    return sum(1 for each in drafts if isinstance(each, BadRow) or (each.holds and not each.takes_back))


def _record(
    store: ReadingRecorder, told: Sequence[Drafted | BadRow], file: SheetFile, mapping: Mapping, totals: Totals
) -> None:
    places = [f"{file.path.name}:{_number(each)}" for each in told]
    totals.add(store.record([_deliver(each, file, mapping) for each in told], places=places))


def _split(drafts: Iterator[Drafted | BadRow]) -> Iterator[list[Drafted | BadRow]]:
    while batch := list(islice(drafts, BATCH_EVENTS)):
        yield batch


def _choose(batch: Sequence[Drafted | BadRow], mapping: Mapping, memory: StoreMemory) -> Iterator[Drafted | BadRow]:
    """Keep what is to be told: bad rows, and of rows that say a state what has changed since they were told last."""
    if mapping.rows == "state":
        memory.look_up(each.fact.stream for each in batch if isinstance(each, Drafted))
    for each in choose(batch, mapping, memory):
        if isinstance(each, Drafted):
            memory.learn(Recorded(mapping.source, "", each.time, each.time, each.fact))
        yield each


def _number(each: Drafted | BadRow) -> int:
    return each.row.number if isinstance(each, BadRow) else each.row


def _deliver(each: Drafted | BadRow, file: SheetFile, mapping: Mapping) -> Delivery | Unreadable:
    """Make the delivery of a fact as the feed reads it; of a bad row, something unreadable that keeps its cells."""
    if isinstance(each, BadRow):
        raw = msgspec.json.encode({name: cell for name, cell in each.row.cells.items() if cell is not None})
        column = each.column or "the row"
        return Unreadable(raw, each.reason, each.column, f"Column `{column}` must be {each.says}.", mapping.source)
    return read_event(to_line(make_event_of(each, file, mapping)).rstrip())
