"""The rules for people: under the head of each paragraph its rules, the sentences that state them, and the code."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from rich.console import RenderableType
from rich.padding import Padding
from rich.text import Text

from api.command.terminal_tables import show
from api.stated_rules import StatedRule

STYLES = {"bars": "red", "loses": "red", "waits": "yellow", "earns": "green"}
INDENT = (0, 0, 0, 4)


def show_rules(rules: Sequence[StatedRule]) -> None:
    """Write the rules to standard output, paragraph by paragraph; those that share their sentences stand together."""
    for (citation, head), stated in groupby(rules, key=lambda rule: (rule.paragraph, rule.head)):
        show(Text(f"{citation}   {head}", "bold underline"), "")
        for _, same in groupby(stated, key=lambda rule: (rule.does, rule.says, rule.function)):
            show(*_drawn(list(same)), "")


def _drawn(rules: Sequence[StatedRule]) -> Iterator[RenderableType]:
    rule = rules[0]
    for each in rules:
        yield Text.assemble((each.rule, "bold"), "  ", (each.does, STYLES.get(each.does, "")))
    for sentence in rule.says:
        yield Padding(Text(sentence), INDENT, expand=False)
    yield Padding(Text(f"{rule.module}.{rule.function}", "dim"), INDENT, expand=False)
