"""The specification as text: read from the installed package, or from docs/spec of the source."""

import re
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from pathlib import Path

SOURCE = Path(__file__).parents[1] / "docs" / "spec"
CITED = re.compile(r"spec/([a-z-]+)\.md §(\d+)")
# A row of a table, a bullet with the lines that continue it, or a paragraph.
BLOCK = re.compile(r"^(?:\|[^\n]*|- [^\n]*(?:\n  [^\n]*)*|[^\n|-][^\n]*(?:\n[^\n|-][^\n]*)*)", re.MULTILINE)


@cache
def document(name: str) -> str:
    """Read a document of the specification by its name without `.md`."""
    inside = files("api") / "spec" / f"{name}.md"  # where the wheel puts it
    return inside.read_text("utf-8") if inside.is_file() else (SOURCE / f"{name}.md").read_text("utf-8")


def paragraph(citation: str) -> tuple[str, str]:
    """Find the head and the text of a cited paragraph, such as `spec/bonus.md §2`.

    Raises LookupError if there is none.
    """
    cited = CITED.fullmatch(citation)
    if cited is None:
        raise LookupError(f"{citation} cites no numbered paragraph")
    found = re.search(rf"^## ({cited[2]}\. [^\n]*)\n(.*?)(?=^## |\Z)", document(cited[1]), re.MULTILINE | re.DOTALL)
    if found is None:
        raise LookupError(f"{citation} is not there")
    return found[1], found[2].strip()


def passages(citation: str, marks: Sequence[str]) -> list[str]:
    """Quote from a cited paragraph whatever holds one of the marks; the whole of it if there are no marks.

    Of a row of a table the cells are quoted, but for one that is a mark and nothing else.
    """
    blocks: list[str] = BLOCK.findall(paragraph(citation)[1])
    return [_quoted(block, marks) for block in blocks if not marks or any(mark in block for mark in marks)]


def _quoted(block: str, marks: Sequence[str]) -> str:
    if block.startswith("|"):
        cells = [cell.strip() for cell in block.strip("|").split("|")]
        block = ": ".join(cell for cell in cells if cell not in marks)
    return " ".join(block.removeprefix("- ").split())
