"""Pipelines for people: one card by card, many as counts."""

from collections.abc import Sequence
from datetime import date

from rich.text import Text

from api.command.output import count_of, make_printable
from api.command.terminal_tables import Cell, Heading, draw_table, show
from projections.pipeline.columns import FIXED
from projections.pipeline.queries import Card, PipelineColumn, PipelineView

CARDS = (
    Heading("Column"),
    Heading("Application"),
    Heading("Candidate", soft=True),
    Heading("Since"),
    Heading("Days", right=True),
    Heading("Referred by", soft=True),
)
COUNTS = (
    Heading("Requisition"),
    Heading("Title", soft=True),
    Heading("Applied", right=True),
    Heading("In stages", right=True),
    Heading("Offer", right=True),
    Heading("Accepted", right=True),
    Heading("Hired", right=True),
    Heading("Closed", right=True),
)


def show_pipeline(view: PipelineView, shown: int | None = None) -> None:
    """Show one pipeline card by card, at most `shown` of each column (default: all)."""
    show(write_heading(view), draw_cards(view, shown))


def write_heading(view: PipelineView) -> Text:
    """Write which pipeline it is, and how many cards there are in each column."""
    title = f", {make_printable(view.title)}" if view.title else ""
    numbers = ", ".join(f"{make_printable(each.column)} {each.count:,}" for each in view.columns if each.count)
    cards = count_of(sum(each.count for each in view.columns), "application")
    told = f": {cards} as of {view.as_of}{f' ({numbers})' if numbers else ''}."
    return Text.assemble((f"{make_printable(view.requisition)}{title}", "bold"), told)


def draw_cards(view: PipelineView, shown: int | None = None) -> list[Text]:
    """Draw the cards, column after column."""
    return draw_table(CARDS, [row for column in view.columns for row in _rows(column, shown)])


def _rows(column: PipelineColumn, shown: int | None) -> list[tuple[Cell, ...]]:
    rows = [_card(column.column, card) for card in column.applications[:shown]]
    left = len(column.applications) - len(rows)
    return [*rows, (column.column, f"({left:,} more)", None, None, None, None)] if left else rows


def _card(column: str, card: Card) -> tuple[Cell, ...]:
    owner = f"{card.referral.referrer} ({card.referral.referral})" if card.referral else None
    candidate = card.candidate if card.name is None else card.name
    return column, card.application, candidate, card.entered_on, card.days_in_column, owner


def show_pipelines(views: Sequence[PipelineView], as_of: date) -> None:
    """Show all pipelines, a line each."""
    show(draw_table(COUNTS, map(_counts, views)), "", f"{count_of(len(views), 'requisition')} as of {as_of}.")


def _counts(view: PipelineView) -> tuple[Cell, ...]:
    numbers = {each.column: each.count for each in view.columns}
    in_stages = sum(count for column, count in numbers.items() if column not in FIXED)
    fixed = [numbers.get(column, 0) for column in FIXED]
    return view.requisition, view.title, fixed[0], in_stages, *fixed[1:]
