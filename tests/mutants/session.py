"""The tests that mutants meet, collected once by pytest and then called directly: thousands of times a minute."""

import signal
import time
from collections.abc import Callable, Iterable
from cProfile import Profile
from types import CodeType
from typing import Any, NamedTuple

import pytest

from tests.mutants.swapping import Place, place_of

TYPED = "tests/state/test_typed_facts.py"  # runs mypy over all of the code: minutes for every mutant
QUIET = [
    "-q",
    "-s",
    f"--ignore={TYPED}",
    "-o",
    "addopts=",
    "--import-mode=importlib",
    "-p",
    "no:cacheprovider",
    "-p",
    "no:xdist",
    "-p",
    "no:schemathesis",
    "-p",
    "no:syrupy",
    "--assert=plain",
]
FOLDERS = {
    "rules and state": ["tests/rules", "tests/state", "tests/spec/test_rules.py", "tests/facts/test_money.py"],
    "money and feed": ["tests/feed", "tests/facts"],
}
"""Where the tests of each area are."""


class Case(NamedTuple):
    """One test with its arguments."""

    name: str
    call: Callable[[], Any]


class Traced(NamedTuple):
    """For each test how long it took, in seconds, and which functions it called."""

    seconds: list[float]
    called: list[set[Place]]


class _Collected:
    """A plugin that takes over once pytest has collected."""

    def __init__(self, then: Callable[[list[Case]], None]) -> None:
        self.then = then
        self.reached = False

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Instead of pytest's own loop."""
        if session.testsfailed == 0:
            self.reached = True
            self.then([_test(item) for item in session.items if isinstance(item, pytest.Function) and _direct(item)])
        return True


def _direct(item: pytest.Function) -> bool:
    """Whether the test needs nothing but the arguments of its table."""
    given = item.callspec.params if hasattr(item, "callspec") else {}
    return set(item._fixtureinfo.argnames) <= set(given)


def _test(item: pytest.Function) -> Case:
    given = item.callspec.params if hasattr(item, "callspec") else {}
    names = item._fixtureinfo.argnames
    return Case(item.nodeid, lambda: item.obj(**{name: given[name] for name in names}))


def with_tests(folders: Iterable[str], then: Callable[[list[Case]], None]) -> bool:
    """Collect the tests of the folders and go on with them; False if that cannot be done."""
    plugin = _Collected(then)
    return pytest.main([*QUIET, *folders], plugins=[plugin]) == pytest.ExitCode.OK and plugin.reached


class _TooLongError(BaseException):
    """A test ran for longer than it was given."""


def first_failure(tests: Iterable[Case], limit: Callable[[Case], float] = lambda _: 0) -> str | None:
    """The name of the first test that fails, or computes for longer than its `limit` in seconds; None if all pass."""
    signal.signal(signal.SIGVTALRM, _stop)
    for test in tests:
        signal.setitimer(signal.ITIMER_VIRTUAL, limit(test))
        try:
            test.call()
        except KeyboardInterrupt:
            raise
        except BaseException:  # noqa: BLE001  whatever it is, the mutant was noticed
            return test.name
        finally:
            signal.setitimer(signal.ITIMER_VIRTUAL, 0)
    return None


def _stop(_signal: int, _frame: object) -> None:
    raise _TooLongError


def trace(tests: list[Case]) -> Traced:
    """Run all tests, which must pass, and note which functions each calls."""
    traced = Traced([], [])
    for test in tests:
        profile, before = Profile(builtins=False), time.process_time()
        profile.enable()
        try:
            failed = first_failure([test])
        finally:
            profile.disable()
        if failed is not None:
            raise AssertionError(f"{failed} fails without any mutant")
        traced.seconds.append(time.process_time() - before)
        traced.called.append(called_in(profile))
    return traced


def called_in(profile: Profile) -> set[Place]:
    """The functions that were called while the profile was taken."""
    return {place_of(entry.code) for entry in profile.getstats() if isinstance(entry.code, CodeType)}
