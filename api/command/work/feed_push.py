"""Pushing feed files: record, bring the read models up to date, tell the counts."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

from api.bootstrap import Vouch
from api.command.errors import WrongUse
from api.command.output import counted, put, put_json, say
from api.command.progress import Told, bar
from api.command.work.opening import caught_up, working
from consumers.feed.files import LONGEST_LINE, STANDARD_INPUT, FileUnreadable, Line, lines, size_of
from consumers.feed.push import Totals, push

SHOWN = 10
"""So many parked lines are shown; all of them can be listed."""


def push_files(
    files: list[str], *, store: str | None, timezone: str | None, recorded_at: datetime | None, as_json: bool
) -> None:
    """Record the files in the order given. FileUnreadable if one of them is; what comes before in it is recorded."""
    if files.count(STANDARD_INPUT) > 1:
        raise WrongUse("standard input (-) can be read only once.")
    for name in files:
        _look_at(name)
    if recorded_at is not None and recorded_at > datetime.now(UTC):
        say("Warning: --recorded-at is in the future; until then, nothing can be recorded as of an earlier instant.")
    with working(store, timezone) as vouch:
        feed = _Files(files, max(LONGEST_LINE, vouch.settings.max_event_bytes))
        totals = _pushed(vouch, feed, recorded_at)
        caught_up(vouch)
    _tell(totals, as_json=as_json)
    if feed.broken is not None:
        raise feed.broken


def _look_at(name: str) -> None:
    """FileUnreadable if the file is none, before anything is recorded; a pipe can be read only once, so it waits."""
    if name != STANDARD_INPUT and not Path(name).is_fifo():
        next(lines(name), None)


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
                for line in lines(name, longest=self.longest):
                    self.bytes_read += len(line.raw) + 1 if line.whole is None else line.whole.size
                    yield line
        except FileUnreadable as broken:
            self.broken = broken

    def size(self) -> int | None:
        """What there is to read, in bytes; None where only reading can tell."""
        zipped = any(name == STANDARD_INPUT or name.endswith(".gz") for name in self.names)
        return None if zipped else size_of(list(self.names))


def _pushed(vouch: Vouch, feed: _Files, recorded_at: datetime | None) -> Totals:
    size = feed.size()
    limit = vouch.settings.max_event_bytes
    with bar("Recording", "bytes" if size else "events") as told:
        return push(
            vouch.store,
            feed,
            recorded_at=recorded_at,
            max_bytes=limit,
            told=lambda totals: _progress(told, totals, feed, size),
        )


def _progress(told: Told, totals: Totals, feed: _Files, size: int | None) -> None:
    if size is None:
        told(totals.read, None)
    else:
        told(min(feed.bytes_read, size), size)


def _tell(totals: Totals, *, as_json: bool) -> None:
    for letter in totals.parked_letters[:SHOWN]:
        field = f", {letter.field}" if letter.field else ""
        say(f"Parked as letter {letter.letter}: {letter.place}{field}: {letter.reason}. {letter.detail}")
    if totals.parked > SHOWN:
        say(f"{totals.parked - SHOWN:,} more are parked: `vouch feed parked` lists them.")
    if as_json:
        names = ("read", "recorded", "repeated", "parked")
        put_json({name: getattr(totals, name) for name in names})
        return
    put(
        f"Read {counted(totals.read, 'event')}: {totals.recorded:,} recorded, {totals.repeated:,} repeated,"
        f" {totals.parked:,} parked."
    )
