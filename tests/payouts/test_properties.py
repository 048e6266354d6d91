"""Random histories of facts and acts: the invariant holds at every moment, and every act can be done again.

`VOUCH_HISTORIES` says how many (`make nightly`: 1,000,000); a tenth of them are facts decided by the rules.
"""

import os
from datetime import UTC, datetime, timedelta
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis.strategies import integers

from domain.payouts.acts.act import Done
from tests.payouts.invariants import check_export, check_moment, check_record
from tests.support.histories import random_history, split_into_pushes
from tests.support.money_world import Clerk, LooseTill, change_truth
from tests.support.till import Till

SHARDS = 2
HISTORIES = int(os.environ.get("VOUCH_HISTORIES", "200"))
SEEDS = integers(0, 2**48)
LOOSE = settings(max_examples=max(1, HISTORIES // SHARDS), deadline=None)
DECIDED = settings(max_examples=max(1, HISTORIES // (10 * SHARDS)), deadline=None)


def act_and_check(clerk: Clerk) -> None:
    """One act, and what must hold after it."""
    outcome = clerk.act()
    on = clerk.till.day(clerk.at)
    if isinstance(outcome, Done):
        check_export(clerk.till, outcome, on)
    check_moment(clerk.till, on)


def check_again(till: Till) -> None:
    """Every act, done again by what it knew, answers the same, whatever was recorded since."""
    check_record(till)
    assert [till.do_again(act, do) for act, do, _ in till.acts] == [outcome for _, _, outcome in till.acts]


@pytest.mark.parametrize("shard", range(SHARDS))
@LOOSE
@given(seed=SEEDS)
def test_whatever_is_owed_and_whoever_acts_the_books_are_right(shard: int, seed: int) -> None:
    rng = Random(f"{shard}/{seed}")
    till = LooseTill()
    clerk = Clerk(rng, till)
    for _ in range(rng.randint(5, 60)):
        clerk.wait()
        if rng.random() < 0.35:
            change_truth(rng, till, clerk.at)
        act_and_check(clerk)
    check_again(till)


@pytest.mark.parametrize("shard", range(SHARDS))
@DECIDED
@given(seed=SEEDS)
def test_the_books_are_right_over_decided_facts(shard: int, seed: int) -> None:
    rng = Random(f"{shard}/{seed}")
    history = random_history(rng)
    till = Till()
    clerk = Clerk(rng, till, datetime(2026, 4, 1, tzinfo=UTC) + timedelta(days=rng.randint(0, 200)), 40)
    for batch in split_into_pushes(history, rng):
        till.push(batch, clerk.at)
        for _ in range(rng.randint(1, 8)):
            clerk.wait()
            act_and_check(clerk)
    check_again(till)
