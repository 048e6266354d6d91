"""Reports bonuses on the command line: for people, or as JSON, CSV or a spreadsheet."""

import sys
from collections.abc import Sequence
from datetime import date, datetime
from typing import NamedTuple

from api.command.errors import WrongUse
from api.command.output import put_bytes
from api.command.work.opening import open_to_read
from api.exports import write_bonus_csv, write_bonus_json, write_bonus_xlsx
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


def report_bonuses(question: Question, format_: str, *, store: str | None) -> None:
    """Write the rows that are asked for in the format. Raises WrongUse for a spreadsheet on a terminal."""
    if format_ == "xlsx" and sys.stdout.isatty():
        raise WrongUse(
            "a spreadsheet is no text: send it to a file, `vouch report bonuses --format xlsx > bonuses.xlsx`."
        )
    with open_to_read(store) as vouch:
        as_of = question.as_of or vouch.today()
        wanted = BonusFilter(question.referrer, question.referral, question.entitlement)
        with vouch.engine.reader() as reader:
            rows = bonus_report(reader, as_of, vouch.position_known_at(question.known_at), wanted)
    _write(rows, as_of, format_)


def _write(rows: Sequence[Row], as_of: date, format_: str) -> None:
    match format_:
        case "json":
            put_bytes(write_bonus_json(rows))
        case "csv":
            put_bytes(write_bonus_csv(rows))
        case "xlsx":
            put_bytes([write_bonus_xlsx(rows)])
        case _:
            from api.command.views.report_bonuses import show_bonuses  # noqa: PLC0415 - only people need it drawn

            show_bonuses(rows, as_of)
