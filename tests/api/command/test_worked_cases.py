"""A dozen worked cases through the command: in this process on both databases, and as a user runs it on one of them."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.api.command.calling import call, feed_file, written
from tests.support.command import run_vouch
from tests.support.worked_cases import CASES, WorkedCase

NAMES = (
    "the-story",
    "the-story-comes-back",
    "ninety-days",
    "start-corrected-after-the-milestone",
    "first-instant-in-auckland",
    "rejected-then-second-application",
    "split-three-ways",
    "merge-and-unmerge",
    "chain-of-command",
    "referrer-leaves-between",
    "known-at-leaver-told-late",
    "known-at-programme-backdated",
)
DOZEN = [case for case in CASES if case.name in NAMES]


def asking(ask: dict[str, Any]) -> list[str]:
    known_at = ["--known-at", ask["known_at"]] if "known_at" in ask else []
    return ["report", "bonuses", "--as-of", ask["as_of"], *known_at, "--format", "json"]


def pushing(case: WorkedCase, number: int) -> list[str]:
    dated = ["--recorded-at", case.pushes[number].recorded_at.isoformat()] if case.dated else []
    return ["feed", "push", "--timezone", case.timezone, *dated]


def test_there_are_a_dozen() -> None:
    assert len(DOZEN) == 12


@pytest.mark.parametrize("case", DOZEN, ids=lambda case: case.name)
def test_a_worked_case_on_both_databases(case: WorkedCase, store_url: str, tmp_path: Path) -> None:
    assert call("migrate", "--timezone", case.timezone, store=store_url).code == 0
    for number, push in enumerate(case.pushes):
        done = call(*pushing(case, number), feed_file(tmp_path, push.events), store=store_url)
        assert done.code == 0, done.err
    for ask in case.asks:
        assert call(*asking(ask), store=store_url).json == ask["rows"]


@pytest.mark.parametrize(("number", "case"), list(enumerate(DOZEN)), ids=[case.name for case in DOZEN])
def test_a_worked_case_as_a_user_runs_it(number: int, case: WorkedCase, request: pytest.FixtureRequest) -> None:
    new_url: Callable[[], str] = request.getfixturevalue("new_postgres_url" if number % 3 == 0 else "new_sqlite_url")
    store = new_url()
    assert call("migrate", "--timezone", case.timezone, store=store).code == 0
    for index, push in enumerate(case.pushes):
        done = run_vouch(*pushing(case, index), "-", store=store, standard_input=written(push.events))
        assert (done.returncode, done.stderr) == (0, b"")
    ask = case.asks[-1]
    done = run_vouch(*asking(ask), store=store)
    assert (done.returncode, json.loads(done.stdout)) == (0, ask["rows"])
