"""What has become of mutants so far: kept by what the code and the tests are, so that nothing stale is believed."""

import json
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import TextIO

from tests.mutants.forking import Answer
from tests.mutants.mutant import ROOT, Mutant

WATCHED = ("domain/rules", "domain/state", "domain/feed", "domain/facts", "domain/money.py", "tests/rules")
WATCHED_TOO = ("tests/state", "tests/feed", "tests/facts", "tests/support", "tests/mutants", "tests/vectors")


class Results:
    """The verdicts of one state of code and tests, a line each, in `.mutants/`."""

    def __init__(self) -> None:
        folder = ROOT / ".mutants"
        folder.mkdir(exist_ok=True)
        self._path = folder / f"{_fingerprint()}.jsonl"
        self.found: dict[Mutant, Answer] = {}
        self.killers = {mutant: by for path in folder.glob("*.jsonl") for mutant, by in _killers(path)}
        self.read()
        self._file: TextIO = self._path.open("a")

    def read(self) -> None:
        """Read what has been kept, by this process or by others."""
        if self._path.exists():
            self.found.update(_read(self._path))

    def tell(self, mutant: Mutant, answer: Answer) -> None:
        """Keep a verdict, at once."""
        self.found[mutant] = answer
        self._file.write(json.dumps([mutant, answer]) + "\n")
        self._file.flush()


def _read(path: Path) -> Iterator[tuple[Mutant, Answer]]:
    for line in path.read_text().splitlines():
        mutant, answer = json.loads(line)
        yield Mutant(*mutant), answer


def _killers(path: Path) -> Iterator[tuple[Mutant, str]]:
    """Who killed what when code and tests were others: whom to ask first, no more."""
    return ((mutant, answer["by"]) for mutant, answer in _read(path) if answer.get("by"))


def _fingerprint() -> str:
    hashed = sha256()
    for start in (*WATCHED, *WATCHED_TOO):
        found = [ROOT / start] if start.endswith(".py") else sorted((ROOT / start).rglob("*.[pj]*"))
        for path in found:
            if path.suffix in (".py", ".json"):
                hashed.update(str(path.relative_to(ROOT)).encode() + path.read_bytes())
    return hashed.hexdigest()[:16]
