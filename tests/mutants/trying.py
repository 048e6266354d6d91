"""Trying mutants: quickly, in a process that has collected all tests; from a fresh import where that is not enough."""

import gc
import os
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from cProfile import Profile
from importlib import import_module
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec
from importlib.util import spec_from_loader
from types import ModuleType

from tests.mutants.forking import Answer, forked
from tests.mutants.mutant import ROOT, Mutant
from tests.mutants.results import Results
from tests.mutants.session import FOLDERS, Case, Traced, called_in, first_failure, trace, with_tests
from tests.mutants.swapping import Live, Place, find_live, swap

LIBRARIES = ("hypothesis.stateful", "iso4217", "jsonschema", "msgspec", "psycopg", "xdist", "time_machine")
"""What the slow way imports once, for all mutants."""
LONGEST = 30
"""How long a test may compute in the slow way, in seconds."""
Tell = Callable[[Mutant, Answer], None]
AT_ONCE = len(os.sched_getaffinity(0))  # so `taskset -c 0 make mutants` leaves the other cores to others


def try_quickly(mutants: Sequence[Mutant], folders: Iterable[str], results: Results) -> None:
    """Try each mutant in a fork of one process in which the tests of the folders have been collected and traced."""
    importing = Profile(builtins=False)

    def go_on(tests: list[Case]) -> None:
        importing.disable()
        quick = _Quick(tests, find_live(), trace(tests), called_in(importing))
        for mutant, by in results.killers.items():
            quick.learn(mutant, {"by": by})
        gc.freeze()
        for mutant, answer in forked(mutants, quick.attempt, AT_ONCE):
            quick.learn(mutant, answer)
            results.tell(mutant, answer or {"verdict": "killed", "by": "a limit of time or memory"})

    importing.enable()
    if not with_tests(folders, go_on):
        raise SystemExit("the tests must pass without any mutant")


class _Quick:
    """What the quick way has learnt of the tests."""

    def __init__(self, tests: list[Case], live: Live, traced: Traced, at_import: set[Place]) -> None:
        self.tests, self.live, self.traced, self.at_import = tests, live, traced, at_import
        self.seconds = {test.name: each for test, each in zip(tests, traced.seconds, strict=True)}
        self.killers: dict[str, list[str]] = {}
        self.killed: dict[Mutant, str] = {}

    def attempt(self, mutant: Mutant) -> Answer:
        """One mutant: killed, survived, no Python, or to be tried slowly."""
        source = mutant.source
        told = {"text": text_at(mutant, source)}
        try:
            swapped = swap(mutant, source, self.live)
        except SyntaxError:
            return {**told, "verdict": "invalid"}
        if not swapped:
            return {**told, "verdict": "slowly", "order": self._order(mutant.path)}
        failed = first_failure(self._chosen(mutant, set(swapped)), self._limit)
        if failed is None and self.at_import.intersection(swapped):
            return {**told, "verdict": "slowly", "order": self._order(mutant.path)}
        return {**told, "verdict": "survived" if failed is None else "killed", "by": failed}

    def _order(self, path: str) -> list[int]:
        """The places of the tests in their list: those that call something in the file, quick ones first."""
        calling = [any(file == str(ROOT / path) for file, *_ in called) for called in self.traced.called]
        return sorted(range(len(self.tests)), key=lambda place: (not calling[place], self.traced.seconds[place]))

    def _limit(self, test: Case) -> float:
        """How long a test may compute, in seconds: far more than it does without a mutant."""
        return 2 + 10 * self.seconds[test.name]

    def learn(self, mutant: Mutant, answer: Answer | None) -> None:
        """Note who killed it: the next mutant of the same function meets that test early, this one meets it first."""
        if answer and answer.get("by"):
            self.killed[mutant] = answer["by"]
            killers = self.killers.setdefault(mutant.path + mutant.definition, [])
            if answer["by"] not in killers:
                killers.insert(0, answer["by"])

    def _chosen(self, mutant: Mutant, swapped: set[Place]) -> Iterable[Case]:
        """The tests that call what is changed: its own killer, those of its neighbours, then the quickest first."""
        killers, killer = self.killers.get(mutant.path + mutant.definition, []), self.killed.get(mutant)
        calling = [test for test, called in zip(self.tests, self.traced.called, strict=True) if called & swapped]

        def promise(test: Case) -> tuple[bool, bool, float]:
            return test.name != killer, test.name not in killers, self.seconds[test.name]

        return sorted(calling, key=promise)


def try_slowly(mutants: Mapping[Mutant, Sequence[int]], tell: Tell) -> None:
    """Try each mutant, with the order of the tests for it, in a process that imports all of our own code anew."""
    for library in LIBRARIES if mutants else ():
        import_module(library)
    for (mutant, _), answer in forked(mutants.items(), _attempt_slowly, AT_ONCE):
        tell(mutant, answer or {"verdict": "killed", "by": "a limit of time or memory"})


def _attempt_slowly(job: tuple[Mutant, Sequence[int]]) -> Answer:
    mutant, order = job
    source = mutant.source
    sys.meta_path.insert(0, _Mutated(mutant, source))
    failed: list[str | None] = ["at import"]

    def go_on(tests: list[Case]) -> None:
        chosen = [tests[place] for place in order] if len(order) == len(tests) else tests  # it may change their number
        failed[0] = first_failure(chosen, lambda _: LONGEST)

    with_tests(FOLDERS[mutant.area], go_on)
    verdict = "survived" if failed[0] is None else "killed"
    return {"text": text_at(mutant, source), "verdict": verdict, "by": failed[0]}


class _Mutated(MetaPathFinder, Loader):
    """Imports the mutant's module from its changed source."""

    def __init__(self, mutant: Mutant, source: str) -> None:
        self.mutant, self.source = mutant, source

    def find_spec(self, fullname: str, path: object, target: object = None) -> ModuleSpec | None:
        """The mutant's module, and no other."""
        if fullname != self.mutant.module:
            return None
        is_package = self.mutant.path.endswith("__init__.py")
        spec = spec_from_loader(fullname, self, origin=str(ROOT / self.mutant.path), is_package=is_package)
        if spec is not None and is_package:
            spec.submodule_search_locations = [str((ROOT / self.mutant.path).parent)]
        return spec

    def create_module(self, spec: ModuleSpec) -> ModuleType | None:
        """As usual."""
        return None

    def exec_module(self, module: ModuleType) -> None:
        """Run the changed source."""
        exec(compile(self.source, str(ROOT / self.mutant.path), "exec"), module.__dict__)


def text_at(mutant: Mutant, source: str) -> str:
    """The changed line, as it would read."""
    lines = source.splitlines()
    return lines[mutant.line - 1].strip() if mutant.line <= len(lines) else ""
