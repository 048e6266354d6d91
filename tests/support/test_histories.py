"""Random histories are valid, repeatable, and rich enough that the properties which use them mean something."""

from collections import Counter
from random import Random
from zoneinfo import ZoneInfo

import pytest
from msgspec.json import encode

from domain.feed.delivery import Delivery
from domain.feed.reading import read_event
from domain.rules.decide import decide
from tests.support.feed_table import FIELDS, faults
from tests.support.histories import TIMEZONES, asks, random_history, split_into_pushes
from tests.support.outcomes import BARS, LOSSES, WAITS
from tests.support.told import all_told

SEEDS = range(300)
HISTORIES = [random_history(Random(seed), timezone=TIMEZONES[seed % 3]) for seed in SEEDS]
EVENTS = [event for history in HISTORIES for event in history]


def test_every_event_is_valid() -> None:
    assert [(event, found) for event in EVENTS if (found := faults(event))] == []
    assert all(isinstance(read_event(encode(event)), Delivery) for event in EVENTS)


def test_a_delivery_is_named_once_in_a_history() -> None:
    for history in HISTORIES:
        assert len({(event["source"], event["id"]) for event in history}) == len(history)


def test_the_same_seed_gives_the_same_history() -> None:
    assert [random_history(Random(seed), timezone=TIMEZONES[seed % 3]) for seed in SEEDS[:20]] == HISTORIES[:20]


def test_sizes_asked_for_are_kept() -> None:
    history = random_history(Random(1), candidates=1, referrers=1, requisitions=1, versions=3)
    assert {event["data"]["version"] for event in history if "version" in event["data"]} == {1, 2, 3}
    assert {event["data"]["referrer"] for event in history if "referrer" in event["data"]} <= {"E-1", "e-1", "E/1"}


NOT_YET = {
    *("hr.employee.erased.v1", "hr.account.recorded.v1", "hr.identity.linked.v1", "hr.identity.unlinked.v1"),
    *("hr.fact.retracted.v1", "hr.fact.restored.v1"),
}
"""Types that are recorded and decide nothing yet."""


def test_every_fact_that_decides_comes_often() -> None:
    kinds = Counter(event["type"] for event in EVENTS)
    undecisive = {"hr.introduction.answered.v1", "hr.introduction.requested.v1", "hr.introduction.held.v1"}
    undecisive |= NOT_YET
    rare = {"hr.payroll.line_settled.v1", "hr.candidate.erased.v1", "hr.candidate.unmerged.v1"}
    assert {kind for kind in FIELDS if kinds[kind] < 50} <= undecisive | rare


@pytest.mark.parametrize("same", [("time",), ("time", "sequence"), ("time", "sequence", "source")])
def test_ties_are_common(same: tuple[str, ...]) -> None:
    tied = sum(max(Counter(tuple(e.get(name) for name in same) for e in history).values()) > 1 for history in HISTORIES)
    assert tied > len(HISTORIES) / 10


@pytest.mark.parametrize(
    ("child", "parent", "key"),
    [
        ("hr.offer.accepted.v1", "hr.offer.extended.v1", "offer"),
        ("hr.application.rejected.v1", "hr.application.submitted.v1", "application"),
        ("hr.employment.ended.v1", "hr.employment.started.v1", "employment"),
        ("hr.requisition.updated.v1", "hr.requisition.opened.v1", "requisition"),
    ],
)
def test_facts_come_before_what_they_speak_of_and_without_it(child: str, parent: str, key: str) -> None:
    before = without = 0
    for history in HISTORIES:
        parents = {
            event["data"][key]: place for place, event in reversed([*enumerate(history)]) if event["type"] == parent
        }
        for place, event in enumerate(history):
            if event["type"] == child:
                known = parents.get(event["data"][key])
                without += known is None
                before += known is not None and known > place
    assert before > 5
    assert without > 4


def test_asks_fall_on_days_of_the_history_and_pushes_end_where_they_were_known() -> None:
    for seed, history in enumerate(HISTORIES):
        questions = asks(history, Random(seed), count=4)
        pushes = split_into_pushes(history, Random(seed), [known for _, known in questions])
        assert len(questions) == 4
        assert [event for push in pushes for event in push] == history
        ends = {sum(map(len, pushes[:count])) for count in range(len(pushes) + 1)}
        assert {known for _, known in questions} - {None} <= ends


def test_every_outcome_comes_and_none_drowns_the_others() -> None:
    outcomes: Counter[str] = Counter()
    for seed, history in enumerate(HISTORIES):
        facts = all_told(history)
        for as_of, known in asks(history, Random(seed), count=3):
            for row in decide(facts[:known], as_of, zone=ZoneInfo(TIMEZONES[seed % 3])):
                outcomes.update([row.entitlement, *row.reasons, row.waiting_for or "waits for nothing"])
    assert outcomes.keys() >= LOSSES | BARS | WAITS
    entitlements = ("earned", "waiting", "forfeited", "ineligible")
    assert all(outcomes[name] > outcomes.total() / 100 for name in entitlements)
    assert outcomes["ineligible"] < 2 * sum(outcomes[name] for name in entitlements if name != "ineligible")
