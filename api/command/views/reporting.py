"""Reports for people: a table, and beside it a small chart of one number."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from rich.text import Text

from api.command.output import count_of
from api.command.terminal_tables import Heading, draw_table, format_amount, show
from api.command.views.words import in_words
from api.reporting import Words
from domain.reports.introductions import IntroductionReport
from domain.reports.simulation import Simulation

WIDTH = 40
"""Columns of the longest bar."""
_CHARTED: Mapping[str, tuple[tuple[str, ...], str]] = {
    "bonus-liability": (("month", "currency"), "earned"),
    "bonus-forecast": (("month", "currency", "waiting_for"), "amount"),
    "funnel": (("column",), "count"),
    "time-in-stage": (("column",), "median"),
    "source-of-hire": (("source",), "applications"),
    "cost-per-hire": (("currency",), "bonus_per_hire"),
    "introductions": (("closeness", "ask"), "asked"),
}
"""What a chart shows of each report: the fields that name a bar, and the one that is its length."""
_TEXTS = frozenset(("column", "source", "currency", "month", "on", "waiting_for", "ask"))


def show_report(words: Words, row: type[Any], rows: Sequence[Any], *, chart: bool) -> None:
    """Show the rows as a table, and with `chart` one of their numbers as bars."""
    names = row.__struct_fields__
    headings = [Heading(in_words(name).capitalize(), right=name not in _TEXTS) for name in names]
    show(draw_table(headings, ([_write(_read(each, name)) for name in names] for each in rows)), "")
    known = f", as known at {words.known_at.isoformat()}" if words.known_at is not None else ""
    show(f"{in_words(words.name.replace('-', '_'))}: {count_of(len(rows), 'row')} as of {words.as_of}{known}.")
    if chart:
        _show_chart(words, rows)


def _show_chart(words: Words, rows: Sequence[Any]) -> None:
    names, field = _CHARTED[words.name]
    field = field if not rows or _has(rows[0], field) else "entered"
    values = [Decimal(str(_read(each, field) or 0)) for each in rows]
    longest = max(values, default=Decimal(0))
    known = f", known at {words.known_at.isoformat()}" if words.known_at is not None else ""
    show("", Text(f"{in_words(field).capitalize()}, as of {words.as_of}{known}", "bold"))
    labels = [" ".join(_write(_read(each, name)) or "-" for name in names) for each in rows]
    show(
        draw_table(
            [Heading(""), Heading(""), Heading("", right=True)],
            (
                (label, "\u2588" * int(WIDTH * value / longest) if longest > 0 else "", str(value))
                for label, value in zip(labels, values, strict=True)
            ),
        )
    )


def show_advice(report: IntroductionReport) -> None:
    """Show at each closeness the biggest ask that is likely granted, and what to change about those that are not."""
    show("", Text("The biggest ask that is more likely granted than not", "bold"))
    for spot in report.sweet_spot:
        show(f"closeness {spot.closeness}: {in_words(spot.ask) if spot.ask else 'not enough is known'}")
    for each in report.advice:
        ways = [f"ask for {in_words(each.smaller_ask)}"] if each.smaller_ask else []
        ways += [f"ask somebody of closeness {each.closer}"] if each.closer else []
        change = " or ".join(ways) or "not enough is known"
        show(f"{in_words(each.ask)} at closeness {each.closeness} is likely to fail: {change}.")


def show_simulation(found: Simulation) -> None:
    """Show the totals, then the rows that would read otherwise."""
    headings = [Heading(""), Heading("Earned", right=True), Heading("Waiting", right=True)]
    for total in found.totals:
        rows = (
            ("was", total.earned_was, total.waiting_was),
            ("would be", total.earned_would_be, total.waiting_would_be),
        )
        cells = ((name, *(format_amount(each, total.currency) for each in amounts)) for name, *amounts in rows)
        show(draw_table(headings, cells), "")
    columns = [Heading(name, soft=name == "Changed") for name in ("Referral", "Instalment", "Referrer", "Changed")]
    show(
        draw_table(
            columns,
            ((row.referral, row.instalment, row.referrer, ", ".join(map(in_words, row.changed))) for row in found.rows),
        ),
        "",
        f"{count_of(len(found.rows), 'row')} would read otherwise; the terms would govern"
        f" {count_of(found.referrals, 'referral')} from {found.first} to {found.last}.",
    )


def _has(row: Any, name: str) -> bool:
    return name in row if isinstance(row, Mapping) else hasattr(row, name)


def _read(row: Any, name: str) -> Any:
    return row.get(name) if isinstance(row, Mapping) else getattr(row, name)


def _write(value: object) -> str | None:
    return None if value is None else str(value)
