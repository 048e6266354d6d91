"""tests/survivors.md: the mutants that no test can notice, each with the reason why it changes nothing."""

import re
from typing import NamedTuple

from tests.mutants.mutant import ROOT, Mutant

LISTED = ROOT / "tests" / "survivors.md"


class Survivor(NamedTuple):
    """A mutant by what does not shift with lines: its file, function, operator, and the changed line."""

    path: str
    definition: str
    operator: str
    text: str


def named(mutant: Mutant, text: str) -> Survivor:
    """The mutant that changes its line to the text, as the list names it."""
    return Survivor(mutant.path, mutant.definition, mutant.operator, text)


def listed() -> dict[Survivor, str]:
    """Those that are listed, with their reasons."""
    found: dict[Survivor, str] = {}
    path = ""
    for line in LISTED.read_text().splitlines():
        if line.startswith("## "):
            path = line.removeprefix("## ").strip("`")
        elif line.startswith("| `"):
            definition, operator, text, why = (cell.strip() for cell in re.split(r"(?<!\\)\|", line)[1:5])
            text = text.replace("\\|", "|").strip("`").strip()
            found[Survivor(path, definition.strip("`"), operator, text)] = why
    return found


def written(survivors: dict[Survivor, str]) -> str:
    """The tables of survivors as they stand in the file."""
    lines: list[str] = []
    for path in dict.fromkeys(survivor.path for survivor in sorted(survivors)):
        lines += [f"## `{path}`", "", "| function | operator | the line as changed | why it changes nothing |"]
        lines += ["|---|---|---|---|"]
        for survivor in sorted(survivors):
            if survivor.path == path:
                text = survivor.text.replace("|", "\\|")
                lines.append(f"| `{survivor.definition}` | {survivor.operator} | `{text}` | {survivors[survivor]} |")
        lines.append("")
    return "\n".join(lines)
