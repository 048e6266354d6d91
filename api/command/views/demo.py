"""The demo's first look: a pipeline, the bonuses, one why, and what to try next."""

import sys
from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path
from shlex import quote
from shutil import which

from rich.text import Text

from api.command.output import put
from api.command.terminal_tables import show
from api.command.views.report_bonuses import draw_bonuses, write_totals
from api.command.views.report_pipeline import show_pipeline
from api.command.views.why import show_reasons
from domain.rules.explain import Explanation
from domain.rules.row import Row
from projections.pipeline.queries import PipelineView

CARDS_SHOWN = 3
KINDS_SHOWN = 5
EARLIER = timedelta(days=72)
"""Then the founding story had an offer."""
ORDER = ("earned", "waiting", "forfeited", "ineligible")


def show_first_look(
    view: PipelineView, rows: Sequence[Row], explained: Sequence[Explanation], today: date, *, store: str
) -> None:
    """Show a pipeline, the bonuses, one why and what to try next, in the order in which they are best read."""
    show(Text("\nWho stands where", style="bold underline"))
    show_pipeline(view, CARDS_SHOWN)
    show(Text("\nWhat has become of the bonuses: some rows, and the total of all", style="bold underline"))
    show(draw_bonuses(select_rows(rows)), "", write_totals(rows, today))
    show(Text("\nWhy there is no bonus in the story that Vouch began with", style="bold underline"))
    show_reasons(explained[:1], today)
    show(Text("\nTry next", style="bold underline"))
    for line in suggest_commands(view, rows, explained, today, store=store):
        put(line)


def select_rows(rows: Sequence[Row]) -> list[Row]:
    """Select rows of different kinds, up to `KINDS_SHOWN` for each entitlement."""
    kinds: dict[tuple[object, ...], Row] = {}
    for row in rows:
        worth = row.amount if row.entitlement == "earned" else None
        kinds.setdefault((row.entitlement, row.waiting_for, row.reasons, worth), row)
    return [row for each in ORDER for row in [row for row in kinds.values() if row.entitlement == each][:KINDS_SHOWN]]


def suggest_commands(
    view: PipelineView, rows: Sequence[Row], explained: Sequence[Explanation], today: date, *, store: str
) -> list[str]:
    """Suggest commands that can be typed as they stand, each with what it is for."""
    program = name_program()
    waiting = next((row.referral for row in rows if row.entitlement == "waiting"), rows[0].referral)
    commands = {
        f"why {waiting}": "what is it waiting for?",
        f"why {explained[0].row.referral} --as-of {today - EARLIER}": "and before?",
        "report bonuses --entitlement earned": "what is to be paid",
        f"report bonuses --as-of {today - EARLIER} --known-at {today - EARLIER}T22:00:00Z": "as it was known then",
        "report exceptions": "what needs a person",
        "report bonuses --format csv": "for a spreadsheet",
        "report pipeline": "all requisitions",
        f"report pipeline --requisition {view.requisition}": "one, card by card",
        "clock tick": "record what falls due",
        "serve": "the HTTP API",
    }
    width = max(map(len, commands))
    named = [f"export VOUCH_STORE={quote(store)}"] if store.startswith("sqlite:///") else []
    return [*named, *(f"{program} {command:{width}}  # {what}" for command, what in commands.items())]


def name_program() -> str:
    """Name this program as it can be typed in the current folder."""
    program = Path(sys.argv[0])
    if which(program.name) == str(program):
        return program.name
    return str(program.relative_to(Path.cwd())) if program.is_relative_to(Path.cwd()) else str(program)
