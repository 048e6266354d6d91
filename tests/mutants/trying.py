"""Trying mutants: quickly, in a process that has collected all tests; from a fresh import where that is not enough."""

import gc
import os
import sys
from collections.abc import Callable, Iterable, Sequence
from cProfile import Profile
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec
from importlib.util import spec_from_loader
from types import ModuleType

from tests.mutants.forking import Answer, forked
from tests.mutants.mutant import ROOT, Mutant
from tests.mutants.session import FOLDERS, Case, Traced, called_in, first_failure, trace, with_tests
from tests.mutants.swapping import Live, Place, find_live, swap

Tell = Callable[[Mutant, Answer], None]
AT_ONCE = os.cpu_count() or 1


def try_quickly(mutants: Sequence[Mutant], folders: Iterable[str], tell: Tell) -> None:
    """Try each mutant in a fork of one process in which the tests of the folders have been collected and traced."""
    importing = Profile(builtins=False)

    def go_on(tests: list[Case]) -> None:
        importing.disable()
        quick = _Quick(tests, find_live(), trace(tests), called_in(importing))
        gc.freeze()
        for mutant, answer in forked(mutants, quick.attempt, AT_ONCE):
            quick.learn(mutant, answer)
            tell(mutant, answer or {"verdict": "killed", "by": "a limit of time or memory"})

    importing.enable()
    if not with_tests(folders, go_on):
        raise SystemExit("the tests must pass without any mutant")


class _Quick:
    """What the quick way has learnt of the tests."""

    def __init__(self, tests: list[Case], live: Live, traced: Traced, at_import: set[Place]) -> None:
        self.tests, self.live, self.traced, self.at_import = tests, live, traced, at_import
        self.killers: dict[str, list[str]] = {}

    def attempt(self, mutant: Mutant) -> Answer:
        """One mutant: killed, survived, no Python, or to be tried slowly."""
        source = mutant.source
        told = {"text": text_at(mutant, source)}
        try:
            swapped = swap(mutant, source, self.live)
        except SyntaxError:
            return {**told, "verdict": "invalid"}
        if not swapped:
            return {**told, "verdict": "slowly"}
        failed = first_failure(self._chosen(mutant, set(swapped)))
        if failed is None and self.at_import.intersection(swapped):
            return {**told, "verdict": "slowly"}
        return {**told, "verdict": "survived" if failed is None else "killed", "by": failed}

    def learn(self, mutant: Mutant, answer: Answer | None) -> None:
        """Note who killed it: the next mutant of the same function meets that test first."""
        if answer and answer.get("by"):
            killers = self.killers.setdefault(mutant.path + mutant.definition, [])
            if answer["by"] not in killers:
                killers.insert(0, answer["by"])

    def _chosen(self, mutant: Mutant, swapped: set[Place]) -> Iterable[Case]:
        """The tests that call what is changed: those that killed before, then the quickest first."""
        killers = self.killers.get(mutant.path + mutant.definition, [])
        calling = [place for place, called in enumerate(self.traced.called) if called & swapped]
        calling.sort(key=lambda place: (self.tests[place].name not in killers, self.traced.seconds[place]))
        return [self.tests[place] for place in calling]


def try_slowly(mutants: Sequence[Mutant], tell: Tell) -> None:
    """Try each mutant in a process that imports everything anew."""
    for mutant, answer in forked(mutants, _attempt_slowly, AT_ONCE):
        tell(mutant, answer or {"verdict": "killed", "by": "a limit of time or memory"})


def _attempt_slowly(mutant: Mutant) -> Answer:
    source = mutant.source
    sys.meta_path.insert(0, _Mutated(mutant, source))
    failed: list[str | None] = ["at import"]

    def go_on(tests: list[Case]) -> None:
        failed[0] = first_failure(tests)

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
