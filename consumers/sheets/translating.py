"""Translates files by a mapping: the events that they mean, and the rows that cannot be read."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import NamedTuple
from zoneinfo import ZoneInfo

from consumers.sheets.changes import FilesMemory, Memory, end_missing, find_changes
from consumers.sheets.mapping import Mapping, require_columns
from consumers.sheets.rows import BadRow, Drafted, Drafter, draft_rows
from consumers.sheets.table import read_table
from consumers.vendors.event_ids import Event, make_event
from consumers.vendors.statements import Moment, Told


class SheetFile(NamedTuple):
    """A file, and the instant at which it says so: when it was made or received."""

    path: Path
    received_at: datetime


def translate_file(
    file: SheetFile, mapping: Mapping, memory: Memory, zone: ZoneInfo
) -> Iterator[tuple[int, Event] | BadRow]:
    """Translate one file, row by row, each event with the number of its row. Raises SheetError."""
    header, rows = read_table(file.path, mapping.sheet)
    require_columns(mapping, header, str(file.path))
    seen: set[str] = set()
    drafts = note_employments(draft_rows(rows, Drafter(mapping, file.received_at, zone)), seen)
    for drafted in choose(drafts, mapping, memory):
        yield drafted if isinstance(drafted, BadRow) else (drafted.row, make_event_of(drafted, file, mapping))
    if mapping.missing == "ended":
        for drafted in end_missing(memory, seen, file.received_at, find_day_before(file.received_at, zone)):
            yield drafted.row, make_event_of(drafted, file, mapping)


def choose(drafts: Iterable[Drafted | BadRow], mapping: Mapping, memory: Memory) -> Iterator[Drafted | BadRow]:
    """Keep what is to be told: bad rows, and of rows that say a state what has changed."""
    for drafted in drafts:
        if isinstance(drafted, BadRow) or mapping.rows == "events":
            yield drafted
        else:
            yield from find_changes([drafted], memory)


def make_event_of(drafted: Drafted, file: SheetFile, mapping: Mapping) -> Event:
    """Make the event of a fact of a file."""
    return make_event(Told(drafted.fact, Moment(drafted.time)), str(file.path), mapping.source)


def find_day_before(instant: datetime, zone: ZoneInfo) -> date:
    """Find the day before the civil day of an instant: the last one on which a row that is gone may have held."""
    return instant.astimezone(zone).date() - timedelta(days=1)


def note_employments(drafts: Iterable[Drafted | BadRow], seen: set[str]) -> Iterator[Drafted | BadRow]:
    """Pass the drafts on, and note the employments that a file has rows of."""
    for drafted in drafts:
        employment = getattr(drafted.fact, "employment", None) if isinstance(drafted, Drafted) else None
        if employment is not None:
            seen.add(employment)
        yield drafted


def translate_files(
    files: Iterable[SheetFile], mapping: Mapping, zone: ZoneInfo
) -> Iterator[tuple[Path, int, Event] | tuple[Path, BadRow]]:
    """Translate several files, the earliest first, each compared with those before it. Raises SheetError."""
    memory = FilesMemory()
    for file in sorted(files, key=lambda each: (each.received_at, str(each.path))):
        for told in translate_file(file, mapping, memory, zone):
            if isinstance(told, BadRow):
                yield file.path, told
            else:
                memory.learn(told[1].fact)
                yield file.path, *told
