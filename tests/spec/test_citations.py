"""Every citation of the specification names a document and a section that are there."""

import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.spec.documents import ROOT, SPEC, names, numbers

DOCUMENTS = sorted(path.stem for path in SPEC.glob("*.md"))
PLACE = r'(?:§\d+|"[^"\n]+")'
CITATION = re.compile(rf"spec/(?P<document>[a-z-]+)\.md(?P<places>(?:,?\s+(?:and\s+)?{PLACE})*)")
BARE = re.compile(rf"(?<![\w/-])(?:{'|'.join(DOCUMENTS)})\.md")
THIS = "tests/spec/test_citations.py"


def _texts() -> Iterator[tuple[str, str]]:
    listed = ["git", "ls-files", "--cached", "--others", "--exclude-standard"]
    files = subprocess.run(listed, cwd=ROOT, capture_output=True, text=True, check=True).stdout.splitlines()
    for name in files:
        if (
            Path(name).suffix in {".py", ".md", ".toml", ".yml", ""}
            and name != THIS
            and not name.startswith(("docs/spec/", "tests/vectors"))  # worked cases stand as they came
        ):
            path = ROOT / name
            if path.is_file():
                yield name, path.read_text(encoding="utf-8")


def citations(text: str) -> Iterator[tuple[str, str]]:
    """(document, section) of each citation; the section is empty where the document is cited as a whole."""
    for found in CITATION.finditer(text):
        places = re.findall(PLACE, found["places"])
        yield from ((found["document"], place) for place in places or [""])


def fault(document: str, place: str) -> str | None:
    """What a citation has that is not there."""
    if document not in DOCUMENTS:
        return f"docs/spec/{document}.md is not there"
    if place.startswith("§"):
        known = place[1:] in numbers(document)
    else:
        known = not place or place.strip('"').lower() in names(document)
    return None if known else f"docs/spec/{document}.md has no {place}"


def test_every_cited_section_exists() -> None:
    faults = [
        f"{name}: {wrong}"
        for name, text in _texts()
        for cited in citations(text)
        if (wrong := fault(*cited)) is not None
    ]
    assert not faults


def test_no_document_is_cited_in_another_form() -> None:
    bare = [f"{name}: {found[0]}" for name, text in _texts() for found in BARE.finditer(text)]
    assert not bare


def test_the_rules_do_cite() -> None:
    cited = {
        (document, place)
        for name, text in _texts()
        if name.startswith("domain/")
        for document, place in citations(text)
    }
    assert {("bonus", f"§{number}") for number in (1, 2, 3, 4, 5, 7)} <= cited


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("spec/bonus.md", None),
        ("spec/bonus.md §2 and §3", None),
        ('spec/bonus.md, "Covers", §1, "The hire"', None),
        ('spec/bonus.md, "Terms"', None),
        ("spec/bonus.md §2 and §8", "docs/spec/bonus.md has no §8"),
        ("spec/bonus.md §0", "docs/spec/bonus.md has no §0"),
        ("spec/feed.md §1", "docs/spec/feed.md has no §1"),
        ('spec/feed.md, "Words"', 'docs/spec/feed.md has no "Words"'),
        ('spec/bonus.md §2, "Nothing"', 'docs/spec/bonus.md has no "Nothing"'),
        ("spec/bonuses.md §2", "docs/spec/bonuses.md is not there"),
    ],
)
def test_a_wrong_citation_is_found(text: str, wrong: str | None) -> None:
    assert [each for cited in citations(text) if (each := fault(*cited))] == ([wrong] if wrong else [])
