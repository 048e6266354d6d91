"""Pushes feed files: records them, brings the read models up to date, tells the counts."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path

from api.bootstrap import Vouch
from api.command.errors import Refused, WrongUse
from api.command.output import count_of, put, put_json, say
from api.command.progress import Report, show_progress
from api.command.work.opening import catch_up, open_to_fill
from api.command.work.to_come import refuse_instant_to_come
from api.settings import SettingsWrong
from consumers.feed.files import STANDARD_INPUT, look, measure, read_lines
from consumers.feed.line import LONGEST_LINE, FileUnreadable, Line
from consumers.feed.push import Totals, push
from domain.store.errors import StoreError, StoreUnavailable

SHOWN = 10
"""Parked lines shown at most; `vouch feed parked` lists all of them."""


def push_files(
    files: list[str],
    *,
    store: str | None,
    timezone: str | None,
    recorded_at: datetime | None,
    as_json: bool,
    force: bool = False,
) -> None:
    """Record the files in the order given.

    Raises FileUnreadable for one that breaks off, and Refused where all of it was parked, or (unless with `force`) for
    a `recorded_at` to come. The counts are told however it ends, unless it was refused before anything was recorded.
    """
    if files.count(STANDARD_INPUT) > 1:
        raise WrongUse("standard input (-) can be read only once.")
    for name in files:
        _look_at(name)
    if recorded_at is not None and not force:
        refuse_instant_to_come(recorded_at)
    totals = Totals()
    try:
        with open_to_fill(store, timezone) as vouch:
            feed = _Files(files, max(LONGEST_LINE, vouch.settings.max_event_bytes))
            _push(vouch, feed, recorded_at, totals)
            catch_up(vouch)
    except BaseException as error:
        if totals.read or not _is_refusal(error):
            _tell(totals, as_json=as_json)
        raise
    _tell(totals, as_json=as_json)
    if feed.broken is not None:
        raise feed.broken
    if totals.parked and not totals.recorded + totals.repeated:
        raise Refused("Nothing could be read, and nothing is recorded: see `vouch feed parked`.")


def _is_refusal(error: BaseException) -> bool:
    """Tell whether the push was not begun at all: what it was asked for cannot be."""
    refused = isinstance(error, StoreError | SettingsWrong)
    return refused and not isinstance(error, StoreUnavailable)


def _look_at(name: str) -> None:
    """Raise FileUnreadable for a file that cannot be read; a pipe can be read only once, so it is not looked at."""
    if name != STANDARD_INPUT and not Path(name).is_fifo():
        look(name)


class _Files:
    """The lines of several files; where one breaks off they end, and `broken` says so."""

    def __init__(self, names: Sequence[str], longest: int) -> None:
        self.names = names
        self.longest = longest
        self.bytes_read = 0
        self.broken: FileUnreadable | None = None

    def __iter__(self) -> Iterator[Line]:
        try:
            for name in self.names:
                for line in read_lines(name, longest=self.longest):
                    self.bytes_read += len(line.raw) + 1 if line.whole is None else line.whole.size
                    yield line
        except FileUnreadable as broken:
            self.broken = broken

    def size(self) -> int | None:
        """Tell how many bytes there are to read; None where only reading can tell."""
        zipped = any(name == STANDARD_INPUT or name.endswith(".gz") for name in self.names)
        return None if zipped else measure(list(self.names))


def _push(vouch: Vouch, feed: _Files, recorded_at: datetime | None, totals: Totals) -> None:
    size = feed.size()
    limit = vouch.settings.max_event_bytes
    with show_progress("Recording", "bytes" if size else "events") as report:
        push(
            vouch.store,
            feed,
            recorded_at=recorded_at,
            max_bytes=limit,
            on_progress=lambda totals: _report_progress(report, totals, feed, size),
            totals=totals,
        )


def _report_progress(report: Report, totals: Totals, feed: _Files, size: int | None) -> None:
    if size is None:
        report(totals.read, None)
    else:
        report(min(feed.bytes_read, size), size)


def _tell(totals: Totals, *, as_json: bool) -> None:
    for letter in totals.parked_letters[:SHOWN]:
        field = f", {letter.field}" if letter.field else ""
        say(f"Parked as dead letter {letter.letter}: {letter.place}{field}: {letter.reason}. {letter.detail}")
    if totals.parked > SHOWN:
        say(f"{totals.parked - SHOWN:,} more are parked: `vouch feed parked` lists them.")
    if as_json:
        names = ("read", "recorded", "repeated", "parked")
        put_json({name: getattr(totals, name) for name in names})
        return
    put(
        f"Read {count_of(totals.read, 'event')}: {totals.recorded:,} recorded, {totals.repeated:,} repeated,"
        f" {totals.parked:,} parked."
    )
