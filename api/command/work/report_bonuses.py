"""Reports bonuses on the command line: for people, or as JSON, CSV or a spreadsheet."""

import sys
from collections.abc import Sequence
from datetime import date, datetime
from typing import NamedTuple

from api.command.errors import WrongUse
from api.command.output import put_bytes
from api.command.work.opening import open_to_read
from api.exports import Stand, write_bonus_csv, write_bonus_json, write_bonus_xlsx
from domain.rules.row import Row
from projections.bonuses.queries import BonusFilter, bonus_report


class Question(NamedTuple):
    """What the report is asked for; None: today, everything known, everybody's."""

    as_of: date | None = None
    known_at: datetime | None = None
    referrer: str | None = None
    referral: str | None = None
    entitlement: str | None = None


def choose_format(given: str | None, as_json: bool) -> str:
    """Choose the format of `--format` (None: not given) and `--json`. Raises WrongUse where they contradict."""
    if as_json and given not in (None, "json"):
        raise WrongUse(f"--json and --format {given} contradict each other: give one of them.")
    return "json" if as_json else given or "table"


def report_bonuses(question: Question, format_: str, *, bom: bool = False, store: str | None) -> None:
    """Write the rows that are asked for in the format; `bom` marks CSV as UTF-8.

    Raises WrongUse for a spreadsheet on a terminal, and for `bom` without CSV.
    """
    if bom and format_ != "csv":
        raise WrongUse("--bom goes with --format csv only.")
    if format_ == "xlsx" and sys.stdout.isatty():
        raise WrongUse(
            "a spreadsheet is no text: send it to a file, `vouch report bonuses --format xlsx > bonuses.xlsx`."
        )
    with open_to_read(store) as vouch:
        as_of = question.as_of or vouch.today()
        wanted = BonusFilter(question.referrer, question.referral, question.entitlement)
        with vouch.engine.reader() as reader:
            rows = bonus_report(reader, as_of, vouch.position_known_at(question.known_at), wanted)
    _write(rows, Stand(as_of, question.known_at), format_, bom=bom)


def _write(rows: Sequence[Row], stand: Stand, format_: str, *, bom: bool) -> None:
    match format_:
        case "json":
            put_bytes(write_bonus_json(rows))
        case "csv":
            put_bytes(write_bonus_csv(rows, stand, bom=bom))
        case "xlsx":
            put_bytes([write_bonus_xlsx(rows, stand)])
        case _:
            from api.command.views.report_bonuses import show_bonuses  # noqa: PLC0415 - only people need it drawn

            show_bonuses(rows, stand.as_of)
