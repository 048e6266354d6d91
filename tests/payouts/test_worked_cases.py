"""The worked cases of money, in process: facts shuffled within each push, with repeats, acts on what was known."""

import json
import random
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import msgspec
import pytest

from domain.payouts.acts.act import Outcome, Refusal
from domain.payouts.files.payroll_file import Payee
from tests.support.acts import act_of
from tests.support.money_cases import CASES, PAYOUT_CASES, MoneyCase
from tests.support.till import Till

PAYOUT_ASKS = {"show", "balance", "breaks"}


def _played(case: MoneyCase, seed: int) -> Till:
    """A till after all steps of a case, each of which has answered as written."""
    till = Till(ZoneInfo(case.timezone))
    employees = {employee: Payee(**known) for employee, known in case.employees.items()}
    rng = random.Random(f"{case.name}/{seed}")
    for step in case.steps:
        at = datetime.fromisoformat(step["at"])
        if "push" in step:
            events = step["push"] + rng.sample(step["push"], rng.randint(0, len(step["push"])))
            till.push(rng.sample(events, len(events)), at)
        else:
            outcome = till.act(act_of(step["do"], step["with"], employees), by=step["by"], at=at)
            assert _answer(outcome, step["do"]) == step["answer"], step
    return till


def _answer(outcome: Outcome, do: str) -> dict[str, Any]:
    if isinstance(outcome, Refusal):
        return {"refused": outcome.code}
    if do == "propose":
        return {"runs": list(outcome.runs)}
    return {"file": outcome.file.content.decode()} if outcome.file is not None else {"ok": True}


def _asked(till: Till, ask: str, words: dict[str, str]) -> Any:
    known_at = datetime.fromisoformat(words["known_at"]) if "known_at" in words else None
    if ask == "show":
        return till.show(words["run"], known_at)
    as_of = date.fromisoformat(words["as_of"])
    return till.balance(as_of, known_at) if ask == "balance" else till.breaks(as_of, known_at)


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("case", PAYOUT_CASES, ids=lambda case: case.name)
def test_a_worked_case_answers_as_written(case: MoneyCase, seed: int) -> None:
    till = _played(case, seed)
    for ask in case.asks:
        if ask["ask"] in PAYOUT_ASKS:
            answer = json.loads(msgspec.json.encode(_asked(till, ask["ask"], ask["with"])))
            assert answer == ask["answer"], ask


@pytest.mark.parametrize("case", PAYOUT_CASES, ids=lambda case: case.name)
def test_every_act_can_be_made_again_for_ever(case: MoneyCase) -> None:
    till = _played(case, 0)
    assert [till.do_again(act, do) for act, do, _ in till.acts] == [outcome for _, _, outcome in till.acts]


def test_there_are_all_cases() -> None:
    assert [case.number for case in CASES] == list(range(1, 49))
    assert len(PAYOUT_CASES) == 43
