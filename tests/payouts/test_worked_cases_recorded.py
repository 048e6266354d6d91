"""The worked cases of money on both stores: facts shuffled within each push, acts recorded, books rebuilt."""

import json
import random
from datetime import datetime
from typing import Any

import msgspec
import pytest

from consumers.payouts.acting import Acted
from consumers.payouts.orders import Payroll
from domain.payouts.acts.act import Refusal
from domain.payouts.files.payroll_file import Payee
from domain.state.days import day_in
from tests.support.cash_desk import CashDesk
from tests.support.houses import Houses
from tests.support.money_cases import PAYOUT_CASES, MoneyCase

PAYOUT_ASKS = {"show", "balance", "breaks"}
REBUILT_EVERY = 6
"""Every sixth case is asked again after a rebuild: filling read models again has tests of its own."""


def answer(desk: CashDesk, step: dict[str, Any]) -> dict[str, Any]:
    outcome = desk.act(step["do"], step["with"], by=step["by"], at=datetime.fromisoformat(step["at"]))
    if isinstance(outcome, Refusal):
        return {"refused": outcome.code}
    assert isinstance(outcome, Acted)
    if step["do"] == "propose":
        return {"runs": list(outcome.answer.runs)}
    if step["do"] == "export":
        desk.engine.catch_up()
        return {"file": desk.file(step["with"]["run"]).decode()}
    return {"ok": True}


def play(desk: CashDesk, case: MoneyCase) -> None:
    """All steps of a case, each of which answers as written."""
    rng = random.Random(case.name)
    for step in case.steps:
        if "push" in step:
            events = step["push"] + rng.sample(step["push"], rng.randint(0, len(step["push"])))
            desk.push(rng.sample(events, len(events)), datetime.fromisoformat(step["at"]))
        else:
            assert answer(desk, step) == step["answer"], step


@pytest.mark.parametrize("case", PAYOUT_CASES, ids=lambda case: case.name)
def test_a_worked_case_answers_as_written(case: MoneyCase, houses: Houses) -> None:
    house = houses(case.timezone)
    desk = CashDesk(house, Payroll(employees={name: Payee(**known) for name, known in case.employees.items()}))
    play(desk, case)
    today = day_in(house.zone)(datetime.fromisoformat(case.steps[-1]["at"]))
    for rebuilt in (False, True) if case.number % REBUILT_EVERY == 1 else (False,):
        if rebuilt:
            house.engine().rebuild()
        for ask in case.asks:
            if ask["ask"] in PAYOUT_ASKS:
                told = json.loads(msgspec.json.encode(desk.ask(ask["ask"], ask["with"], today)))
                assert told == ask["answer"], (ask, rebuilt)
