"""Test support: the pages that people read, and the examples in them."""

import re
import shlex
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parent.parent.parent
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md"))]


class Shown(NamedTuple):
    """What a page shows as the answer of a command: a block of `text` or `json`, or JSON in a comment."""

    kind: str
    text: str


class Example(NamedTuple):
    """A command in a block of `sh`: its words, and what the page shows as its answer, if it does."""

    words: tuple[str, ...]
    shown: Shown | None


class Block(NamedTuple):
    """A fenced block of a page: its language and its text."""

    page: str
    line: int
    language: str
    text: str

    @property
    def name(self) -> str:
        """Where it is."""
        return f"{self.page}:{self.line}"


def blocks(page: Path) -> list[Block]:
    """All fenced blocks of a page."""
    found = []
    lines = page.read_text().splitlines()
    fences = [number for number, line in enumerate(lines) if line.startswith("```")]
    for begin, end in zip(fences[::2], fences[1::2], strict=True):
        text = "\n".join(lines[begin + 1 : end])
        found.append(Block(page.name, begin + 1, lines[begin].removeprefix("```"), text))
    return found


def example_blocks() -> list[tuple[Block, list[Example]]]:
    """Every block of commands, with its examples; a block of `text` or `json` behind it is the last one's answer."""
    found: list[tuple[Block, list[Example]]] = []
    for page in PAGES:
        for block in blocks(page):
            if block.language == "sh":
                found.append((block, list(_examples(block.text))))
            elif block.language in {"text", "json"}:
                assert found, f"{block.name} is the answer of no command"
                examples = found[-1][1]
                examples[-1] = examples[-1]._replace(shown=Shown(block.language, block.text))
    return found


def _examples(text: str) -> Iterator[Example]:
    begun = ""
    for line in text.splitlines():
        begun += line.removesuffix("\\") if line.endswith("\\") else line + "\n"
        if line.endswith("\\"):
            continue
        try:
            words = tuple(shlex.split(begun, comments=True))
        except ValueError:  # a quotation goes on in the next line
            continue
        comment = re.search(r"\s# (\{.*\})$", begun.rstrip())
        begun = ""
        if words:
            yield Example(words, Shown("json", comment[1]) if comment else None)


def usages() -> list[tuple[str, str]]:
    """Every `vouch ...` in a line of text or a table, with its page."""
    found = []
    for page in PAGES:
        text = re.sub(r"^```.*?^```", "", page.read_text(), flags=re.DOTALL | re.MULTILINE)
        found += [(page.name, " ".join(span.split())) for span in re.findall(r"`(vouch [^`]+)`", text)]
    return found
