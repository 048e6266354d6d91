"""Reports of money and of hiring on the command line: for people, or as JSON, CSV or a spreadsheet."""

import sys
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any, NamedTuple

from api.bootstrap import Vouch
from api.command.errors import Refused, WrongUse
from api.command.output import put_bytes, put_json
from api.command.work.opening import open_to_read
from api.command.work.principal import find_principal
from api.command.work.report_bonuses import choose_format
from api.reporting import (
    INTRODUCTION_ROW,
    REPORTS,
    Words,
    find_row_type,
    find_seen,
    suppress_introductions,
    suppress_rows,
    write_introductions,
    write_json,
    write_report_csv,
    write_report_xlsx,
)
from api.simulating import TermsWrong, read_terms, run_simulation
from domain.access.principal import Principal
from domain.access.scope import may
from domain.access.words import Role
from domain.reports.introductions import IntroductionReport
from projections.engine.asking.reader import Reader
from projections.reports.queries import Asked, ask_introductions


class Question(NamedTuple):
    """What a report is asked for, and as whom; None: today, everything known, all days."""

    as_of: date | None = None
    known_at: datetime | None = None
    first: date | None = None
    last: date | None = None
    kind: str = "cohort"
    requisition: str | None = None
    as_: str | None = None
    roles: frozenset[Role] | None = None


def report(name: str, question: Question, given: str | None, as_json: bool, chart: bool, store: str | None) -> None:
    """Write a report in a format. Raises WrongUse for a spreadsheet on a terminal, Refused without the right."""
    format_ = choose_format(given, as_json)
    if format_ == "xlsx" and sys.stdout.isatty():
        raise WrongUse(f"a spreadsheet is no text: send it to a file, with `> {name}.xlsx`.")
    who = find_principal(question.as_, question.roles)
    operation = "report.introductions" if name == "introductions" else REPORTS[name].operation
    if not may(who, operation):
        raise Refused("forbidden: The roles given with --role do not have this operation.")
    with open_to_read(store) as vouch, vouch.engine.reader() as reader:
        words, asked = _ask(vouch, name, question)
        if name == "introductions":
            found = ask_introductions(reader, asked)
            _write_introductions(words, found, format_, chart=chart)
            return
        rows = _find_rows(reader, vouch, who, name, asked)
    _write(words, find_row_type(name, question.kind), rows, format_, chart=chart)


def _find_rows(reader: Reader, vouch: Vouch, who: Principal, name: str, asked: Asked) -> list[Any]:
    kind = REPORTS[name]
    seen = find_seen(reader, who, kind.operation, vouch.today(), of_posts=kind.of_posts)
    only = asked.only if seen.only is None else seen.only if asked.only is None else seen.only & asked.only
    rows = kind.ask(reader, asked._replace(only=only))
    return suppress_rows(rows, kind.counts) if seen.coarse else list(rows)


def _ask(vouch: Vouch, name: str, question: Question) -> tuple[Words, Asked]:
    """Make the question: as of which day and position, and the words of it that the answer says again."""
    as_of = question.as_of or vouch.today()
    only = None if question.requisition is None else frozenset((question.requisition,))
    up_to = vouch.position_known_at(question.known_at)
    asked = Asked(as_of, up_to, question.first, question.last, question.kind, only)
    return Words(name, as_of, question.known_at, tell_options(name, question)), asked


def tell_options(name: str, question: Question) -> Mapping[str, object]:
    """Tell the options of a question by their own names."""
    since = question.first.isoformat()[:7] if question.first is not None else None
    given = {
        "from": since if name == "bonus-liability" else question.first,
        "to": question.last,
        "kind": question.kind,
        "requisition": question.requisition,
    }
    options = () if name == "introductions" else REPORTS[name].options
    return {option: given[option] for option in options}


def _write(words: Words, row: type[Any], rows: list[Any], format_: str, *, chart: bool) -> None:
    match format_:
        case "json":
            put_bytes([write_json(words, rows)])
        case "csv":
            put_bytes(write_report_csv(row, rows))
        case "xlsx":
            put_bytes([write_report_xlsx(row, rows, words.name)])
        case _:
            _show(words, row, rows, chart=chart)


def _write_introductions(words: Words, found: IntroductionReport, format_: str, *, chart: bool) -> None:
    found = suppress_introductions(found)
    if format_ == "json":
        put_bytes([write_introductions(words, found)])
        return
    _write(words, INTRODUCTION_ROW, found.cells, format_, chart=chart)
    if format_ == "table":
        from api.command.views.reporting import show_advice  # noqa: PLC0415 - only people need it drawn

        show_advice(found)


def _show(words: Words, row: type[Any], rows: Iterable[Any], *, chart: bool) -> None:
    from api.command.views.reporting import show_report  # noqa: PLC0415 - only people need it drawn

    show_report(words, row, list(rows), chart=chart)


def simulate_terms(path: Path, question: Question, with_why: bool, as_json: bool, store: str | None) -> None:
    """Show what other terms would have owed. Raises Refused for terms that are none, or without the right."""
    if not may(find_principal(question.as_, question.roles), "simulate"):
        raise Refused("forbidden: The roles given with --role do not have this operation.")
    try:
        terms = read_terms(path.read_bytes())
    except TermsWrong as wrong:
        raise Refused(f"the terms are not understood: {wrong}") from None
    assert question.first is not None
    assert question.last is not None
    with open_to_read(store) as vouch, vouch.engine.reader() as reader:
        as_of = question.as_of or vouch.today()
        asked = Asked(as_of, vouch.position_known_at(question.known_at), question.first, question.last)
        found = run_simulation(reader, terms, asked, with_why=with_why)
    if as_json:
        put_json(found)
        return
    from api.command.views.reporting import show_simulation  # noqa: PLC0415 - only people need it drawn

    show_simulation(found)
