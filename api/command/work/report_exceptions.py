"""Reports what needs a person on the command line: for people, or as JSON, CSV or a spreadsheet."""

import sys
from datetime import date, datetime

from api.command.errors import WrongUse
from api.command.output import put_bytes
from api.command.work.opening import open_to_read
from api.exception_exports import write_exception_csv, write_exception_json, write_exception_xlsx
from projections.exceptions.queries import ExceptionView, Question, exception_report


def report_exceptions(as_of: date | None, known_at: datetime | None, format_: str, *, store: str | None) -> None:
    """Write what needs a person as of the day. Raises WrongUse for a spreadsheet on a terminal."""
    if format_ == "xlsx" and sys.stdout.isatty():
        raise WrongUse("a spreadsheet is no text: send it to a file, with `> exceptions.xlsx`.")
    with open_to_read(store) as vouch:
        day = as_of or vouch.today()
        question = Question(day, vouch.position_known_at(known_at), known_at, vouch.muted)
        with vouch.engine.reader() as reader:
            rows = exception_report(reader, vouch.names, question)
    _write(rows, question, format_)


def _write(rows: list[ExceptionView], question: Question, format_: str) -> None:
    match format_:
        case "json":
            put_bytes(write_exception_json(rows, question.as_of, question.known_at))
        case "csv":
            put_bytes(write_exception_csv(rows))
        case "xlsx":
            put_bytes([write_exception_xlsx(rows)])
        case _:
            from api.command.views.report_exceptions import show_exceptions  # noqa: PLC0415 - only people need it drawn

            show_exceptions(rows, question.as_of)
