"""Payouts for people: runs, one run line by line, and rows as they are."""

from collections.abc import Sequence

from msgspec import Struct
from rich.text import Text

from api.command.output import count_of, make_printable
from api.command.terminal_tables import Heading, draw_table, format_amount, show
from api.command.views.words import in_words
from domain.payouts.views.run import RunView
from projections.payouts.queries import ExplainedLine, RunSummary

RUNS = (
    Heading("Run"),
    Heading("State"),
    Heading("As of"),
    Heading("Lines", right=True),
    Heading("Total", right=True),
    Heading("Proposed by"),
    Heading("Approved by"),
    Heading("Format"),
)
LINES = (
    Heading("Line", soft=True),
    Heading("Referrer"),
    Heading("Hire"),
    Heading("Amount", right=True),
    Heading("Kind"),
    Heading("State"),
    Heading("Why", soft=True),
)


def show_runs(runs: Sequence[RunSummary]) -> None:
    """Show a line for each run."""
    rows = (
        (
            run.run, run.state, run.as_of.isoformat(), run.lines, format_amount(run.total, run.currency),
            run.proposed_by, run.approved_by, run.format,
        )
        for run in runs
    )  # fmt: skip
    show(draw_table(RUNS, rows), "", f"{count_of(len(runs), 'run')}.")


def show_one(run: RunView, lines: Sequence[ExplainedLine]) -> None:
    """Show a run and its lines, each with what its row rests on."""
    of = f"{run.run}, {run.state}: as of {run.as_of}, {format_amount(run.total, run.currency)}"
    rows = (
        (
            line.line, line.referrer, line.hire, format_amount(line.amount, run.currency), line.kind,
            line.state if line.reason is None else f"{line.state}: {make_printable(line.reason)}", _write_why(line),
        )
        for line in lines
    )  # fmt: skip
    show(Text(make_printable(of), "bold"), "", draw_table(LINES, rows), "", f"Digest {run.digest}")


def _write_why(line: ExplainedLine) -> str | None:
    """Write the last finding of the line's row, and whether it is earned."""
    if line.why is None:
        return "there is no such bonus"
    row = line.why.row
    said = [rule.says for rule in line.why.rules if rule.verdict in ("earns", "loses", "bars", "waits")]
    return " ".join([f"{in_words(row.entitlement)}:", *said[:1]])


def show_rows(rows: Sequence[Struct]) -> None:
    """Show rows as they are, a column a field."""
    if not rows:
        show("Nothing.")
        return
    fields = rows[0].__struct_fields__
    cells = ([_write(getattr(row, name)) for name in fields] for row in rows)
    show(draw_table([Heading(in_words(name).capitalize(), right=_is_amount(rows, name)) for name in fields], cells))


def _is_amount(rows: Sequence[Struct], name: str) -> bool:
    """Tell whether a column holds numbers: they stand on the right."""
    values = [getattr(row, name) for row in rows]
    return all(isinstance(value, int) or (isinstance(value, str) and _is_number(value)) for value in values)


def _is_number(text: str) -> bool:
    return text.lstrip("-").replace(".", "", 1).isdigit()


def _write(value: object) -> str | None:
    return None if value is None else str(value)
