"""Translates and pulls spreadsheets, and proposes mappings for them."""

import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import msgspec

from api.command.errors import Refused, WrongUse
from api.command.output import count_of, put, put_json, say
from api.command.work.opening import catch_up, open_to_fill
from api.command.work.vendors import DEFAULT_ZONE
from api.settings import read_settings
from consumers.feed.push import Totals
from consumers.sheets.faults import SheetError
from consumers.sheets.mapping import read_mapping
from consumers.sheets.proposing import propose
from consumers.sheets.pulling import pull
from consumers.sheets.rows import BadRow
from consumers.sheets.translating import SheetFile, translate_files
from consumers.vendors.writing import to_line

SHOWN = 10
"""Parked rows shown at most; `vouch feed parked` lists all of them."""


def translate_sheets(files: Sequence[Path], *, mapping: Path, timezone: str | None) -> None:
    """Print the events of files, the earliest first; a bad row is a line of JSON on standard error. Raises WrongUse."""
    zone = ZoneInfo(read_settings(timezone=timezone).timezone or DEFAULT_ZONE)
    try:
        sheets = [SheetFile(file, _find_changed(file)) for file in files]
        for each in translate_files(sheets, read_mapping(mapping), zone):
            if isinstance(each[1], BadRow):
                say(_describe(each[0], each[1]))
            else:
                sys.stdout.buffer.write(to_line(each[2]))
        sys.stdout.buffer.flush()
    except SheetError as error:
        raise WrongUse(str(error)) from None


def _find_changed(file: Path) -> datetime:
    """Find when a file was changed last. Raises SheetError."""
    try:
        return datetime.fromtimestamp(file.stat().st_mtime, UTC)
    except OSError as error:
        raise SheetError(f"{file} cannot be read: {error.strerror}.") from None


def _describe(file: Path, bad: BadRow) -> str:
    told = {"file": str(file), "row": bad.row.number, "column": bad.column, "reason": bad.reason}
    return msgspec.json.encode({**told, "outcome": "parked", "says": bad.says}).decode()


def pull_sheet(
    file: Path,
    *,
    mapping: Path,
    received_at: datetime | None,
    as_json: bool,
    timezone: str | None,
    store: str | None,
) -> None:
    """Record what a file says, and bring the read models up to date. Raises WrongUse, Refused."""
    try:
        told = read_mapping(mapping)
        sheet = SheetFile(file, received_at or _find_changed(file))
        with open_to_fill(store, timezone) as vouch:
            totals = pull(vouch.store, sheet, told, ZoneInfo(vouch.store.timezone))
            catch_up(vouch)
    except SheetError as error:
        raise WrongUse(str(error)) from None
    _tell(totals, as_json=as_json)
    if totals.parked and not totals.recorded + totals.repeated:
        raise Refused("No row could be read, and nothing is recorded: see `vouch feed parked`.")


def _tell(totals: Totals, *, as_json: bool) -> None:
    for letter in totals.parked_letters[:SHOWN]:
        say(f"Parked as dead letter {letter.letter}: {letter.place}: {letter.reason}. {letter.detail}")
    if totals.parked > SHOWN:
        say(f"{totals.parked - SHOWN:,} more are parked: `vouch feed parked` lists them.")
    if as_json:
        put_json({name: getattr(totals, name) for name in ("read", "recorded", "repeated", "parked")})
        return
    put(
        f"The file tells {count_of(totals.read, 'fact')}: {totals.recorded:,} recorded, {totals.repeated:,} repeated,"
        f" {totals.parked:,} parked."
    )


def propose_mapping(file: Path, sheet: str | None) -> None:
    """Print a proposed mapping; what is missing or was guessed goes to standard error. Raises WrongUse."""
    try:
        proposal = propose(file, sheet)
    except SheetError as error:
        raise WrongUse(str(error)) from None
    put(proposal.toml.rstrip())
    for note in proposal.notes:
        say(note)
