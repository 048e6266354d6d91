"""What needs a person, for people: a line for each, and under each code what to do."""

from collections.abc import Sequence
from datetime import date
from itertools import groupby

from rich.text import Text

from api.command.output import count_of
from api.command.terminal_tables import Heading, draw_table, show
from projections.exceptions.queries import ExceptionView

HEADINGS = (Heading("Id"), Heading("Since"), Heading("Days", right=True), Heading("Says", soft=True))


def show_exceptions(rows: Sequence[ExceptionView], as_of: date) -> None:
    """Show the exceptions code by code, then how many there are."""
    for code, group in groupby(rows, key=lambda view: view.code):
        views = list(group)
        lines = draw_table(HEADINGS, ((v.id, v.since.isoformat(), v.days, v.says) for v in views))
        mends = dict.fromkeys(view.mend for view in views)
        show(Text(code, "bold underline"), *lines, *(Text(mend, "dim") for mend in mends), "")
    show(f"{count_of(len(rows), 'exception')} as of {as_of}.")
