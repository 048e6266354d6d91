"""What has become of mutants so far: kept by what the code and the tests are, so that nothing stale is believed."""

import json
from hashlib import sha256
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
        self.read()
        self._file: TextIO = self._path.open("a")

    def read(self) -> None:
        """Read what has been kept, by this process or by others."""
        if self._path.exists():
            for line in self._path.read_text().splitlines():
                mutant, answer = json.loads(line)
                self.found[Mutant(*mutant)] = answer

    def tell(self, mutant: Mutant, answer: Answer) -> None:
        """Keep a verdict, at once."""
        self.found[mutant] = answer
        self._file.write(json.dumps([mutant, answer]) + "\n")
        self._file.flush()


def _fingerprint() -> str:
    hashed = sha256()
    for start in (*WATCHED, *WATCHED_TOO):
        found = [ROOT / start] if start.endswith(".py") else sorted((ROOT / start).rglob("*.[pj]*"))
        for path in found:
            if path.suffix in (".py", ".json"):
                hashed.update(str(path.relative_to(ROOT)).encode() + path.read_bytes())
    return hashed.hexdigest()[:16]
