"""The reasons of rows for people: the row in a sentence, every rule with its verdict, then what is still to come."""

from collections.abc import Sequence
from datetime import date

from rich.text import Text

from api.command.output import make_printable
from api.command.terminal_tables import Heading, Styled, draw_table, format_amount, show
from api.command.views.words import describe_state, in_words
from domain.rules.explain import Explanation, RuleTested
from domain.rules.row import Row

HEADINGS = (Heading("Verdict"), Heading("Rule"), Heading("Finding, and the facts it rests on", soft=True))
MARKS = {
    "passes": ("ok", "green"),
    "bars": ("bars", "red"),
    "loses": ("loses", "red"),
    "waits": ("waits", "yellow"),
    "earns": ("earns", "green"),
    "not_tested": ("-", "dim"),
}


def show_reasons(explanations: Sequence[Explanation], as_of: date) -> None:
    """Show every row of a referral with its reasons."""
    for number, explanation in enumerate(explanations):
        show(*([""] if number else []), _write_row(explanation.row, as_of), "", _draw_rules(explanation.rules))
        coming = _write_coming(explanation)
        if coming:
            show("", coming)


def _write_row(row: Row, as_of: date) -> Text:
    stand = describe_state(row)
    about = f" {row.referrer} referred {row.candidate}"
    about += f" for {row.requisition}" if row.requisition else ", for no post in particular"
    about += f"; application {row.application}" if row.application else ""
    about += f"; employment {row.employment}" if row.employment else ""
    about += f"; terms of version {row.programme_version}" if row.programme_version is not None else ""
    return Text.assemble(
        (make_printable(f"{row.referral}, {row.instalment}" if row.instalment else row.referral), "bold"),
        f" as of {as_of}: ",
        (f"{stand.text}. {format_amount(row.amount, row.currency)}.", stand.style),
        make_printable(f"{about}."),
    )


def _draw_rules(rules: Sequence[RuleTested]) -> list[Text]:
    return draw_table(HEADINGS, map(_cells, rules))


def _cells(rule: RuleTested) -> tuple[Styled, Styled, str]:
    mark, style = MARKS[rule.verdict]
    facts = f" [{', '.join(rule.facts)}]" if rule.facts else ""
    return Styled(mark, style), Styled(in_words(rule.rule), style), f"{rule.says}{facts}"


def _write_coming(explanation: Explanation) -> str | None:
    if explanation.would_be_earned_by is None:
        return None
    forecast = f" Forecast: {explanation.forecast_on}." if explanation.forecast_on else ""
    return f"Would be earned by: {make_printable(explanation.would_be_earned_by)}.{forecast}"
