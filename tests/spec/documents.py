"""The documents of docs/spec, taken apart: their heads, the terms they define, the rows of their tables."""

import re
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
SPEC = ROOT / "docs" / "spec"

NUMBERED = re.compile(r"^## (\d+)\. ", re.MULTILINE)
HEAD = re.compile(r"^#+ ([^\n]+)$", re.MULTILINE)
# What stands before a bracket or a colon names a head just as well: "Terms (the programme, as data)".
SHORT = re.compile(r"^[^(:]+")
TERM = re.compile(r"\*\*([^*]+)\*\*")


@cache
def document(name: str) -> str:
    return (SPEC / f"{name}.md").read_text(encoding="utf-8")


@cache
def numbers(name: str) -> frozenset[str]:
    """The paragraphs that have a number."""
    return frozenset(NUMBERED.findall(document(name)))


@cache
def names(name: str) -> frozenset[str]:
    """Whatever else can be cited, in lower case: heads, and the terms in bold."""
    heads: list[str] = HEAD.findall(document(name))
    short = [found[0] for head in heads if (found := SHORT.match(head))]
    return frozenset(each.strip(" .").lower() for each in [*heads, *short, *TERM.findall(document(name))])


def section(name: str, head: str) -> str:
    """The text under the head that begins so, up to the next one."""
    _, found, rest = document(name).partition(f"\n## {head}")
    assert found, f"{name}.md has no {head}"
    return rest.partition("\n## ")[0]


def table(text: str) -> list[list[str]]:
    """The cells of the rows of a table, without its head."""
    rows = [line for line in text.splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in row.strip("|").split("|")] for row in rows[2:]]
