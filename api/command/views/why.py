"""The reasons of rows for people: the row in a sentence, every rule with its verdict, then what is still to come."""

from collections.abc import Sequence
from datetime import date

from rich.text import Text

from api.command.output import plain
from api.command.terminal_tables import Heading, Styled, amount, show, table
from api.command.views.words import stands, words
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
    """Every row of a referral, explained."""
    for number, explanation in enumerate(explanations):
        show(*([""] if number else []), _sentence(explanation.row, as_of), "", _rules(explanation.rules))
        coming = _coming(explanation)
        if coming:
            show("", coming)


def _sentence(row: Row, as_of: date) -> Text:
    stand = stands(row)
    about = f" {row.referrer} referred {row.candidate}"
    about += f" for {row.requisition}" if row.requisition else ", for no post in particular"
    about += f"; application {row.application}" if row.application else ""
    about += f"; employment {row.employment}" if row.employment else ""
    about += f"; terms of version {row.programme_version}" if row.programme_version is not None else ""
    return Text.assemble(
        (plain(f"{row.referral}, {row.instalment}" if row.instalment else row.referral), "bold"),
        f" as of {as_of}: ",
        (f"{stand.text}. {amount(row.amount, row.currency)}.", stand.style),
        plain(f"{about}."),
    )


def _rules(rules: Sequence[RuleTested]) -> list[Text]:
    return table(HEADINGS, map(_cells, rules))


def _cells(rule: RuleTested) -> tuple[Styled, Styled, str]:
    mark, style = MARKS[rule.verdict]
    facts = f" [{', '.join(rule.facts)}]" if rule.facts else ""
    return Styled(mark, style), Styled(words(rule.rule), style), f"{rule.says}{facts}"


def _coming(explanation: Explanation) -> str | None:
    if explanation.would_be_earned_by is None:
        return None
    forecast = f" Forecast: {explanation.forecast_on}." if explanation.forecast_on else ""
    return f"Would be earned by: {plain(explanation.would_be_earned_by)}.{forecast}"
