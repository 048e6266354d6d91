"""A fact changes rows that are not of its own subject: whoever depends on it is decided again, however it comes."""

from collections.abc import Sequence
from datetime import date
from itertools import permutations
from typing import NamedTuple

import pytest

from domain.rules.decide import decide
from domain.rules.row import Row
from projections.bonuses.queries import bonus_report
from tests.support.flat import differences, flat_content, held_content
from tests.support.houses import Event, House, Houses
from tests.support.story import (
    accepted,
    applied,
    employed,
    fact,
    hired,
    offered,
    opened,
    programme,
    recorded,
    referred,
    started,
)
from tests.support.told import all_told

DAY = date(2026, 7, 1)
CHAIN = {"management_chain": "all"}


class Change(NamedTuple):
    """What had been told, what is told then, and how the first row reads after it."""

    title: str
    before: Sequence[Event]
    then: Sequence[Event]
    reads: tuple[str, tuple[str, ...], str]


def _ended(employment: str, last_day: str, day: str | None = None) -> Event:
    return fact("employment.ended", day or last_day, employment=employment, last_day=last_day)


def _manager(employee: str, manager: str, day: str = "2026-01-01") -> Event:
    return recorded(employee, day, manager=manager)


PLAIN = [programme(), employed("E-1"), opened(), *hired()]
UNDER = [programme(referrer=CHAIN), employed("E-1"), opened(), *hired()]
EARNED = ("earned", (), "1000.00")

CHANGES = [
    Change(
        "the referrer leaves before the milestone, told later",
        PLAIN,
        [_ended("EM-E-1", "2026-05-30")],
        ("forfeited", ("referrer_left_before_milestone",), "0.00"),
    ),
    Change(
        "the referrer's spell is told last",
        [programme(), opened(), *hired()],
        [employed("E-1"), _ended("EM-E-1", "2026-01-11")],
        ("ineligible", ("referrer_not_employed",), "0.00"),
    ),
    Change(
        "the referrer was a recruiter",
        PLAIN,
        [recorded("E-1", "2026-01-01", roles=["recruiter"])],
        ("ineligible", ("referrer_role_excluded",), "0.00"),
    ),
    Change(
        "the requisition gets a bonus of its own",
        PLAIN,
        [fact("requisition.updated", "2026-01-12", requisition="Q-1", effective_on="2026-01-10",
              bonus={"amount": "2500.00", "currency": "EUR"})],
        ("earned", (), "2500.00"),
    ),
    Change(
        "the requisition is opened last, with another hiring manager than was thought",
        [programme(), employed("E-1"), *hired()],
        [opened(hiring_manager="E-1")],
        ("ineligible", ("referrer_is_hiring_manager",), "0.00"),
    ),
    Change(
        "the post had been closed before the referral",
        [programme(ownership={"requisition_must_be_open": True}), employed("E-1"), opened(), *hired()],
        [fact("requisition.closed", "2026-01-10", requisition="Q-1", closed_on="2026-01-10")],
        ("ineligible", ("requisition_not_open",), "0.00"),
    ),
    Change(
        "the referrer is the hire's manager, told later",
        UNDER,
        [_manager("H-1", "E-1")],
        ("ineligible", ("referrer_in_management_chain",), "0.00"),
    ),
    Change(
        "the chain of managers is closed two levels up",
        [*UNDER, _manager("H-1", "E-5"), _manager("E-5", "E-6")],
        [_manager("E-6", "E-1")],
        ("ineligible", ("referrer_in_management_chain",), "0.00"),
    ),
    Change(
        "the chain of managers is closed in its middle",
        [*UNDER, _manager("E-6", "E-1"), _manager("H-1", "E-5")],
        [_manager("E-5", "E-6")],
        ("ineligible", ("referrer_in_management_chain",), "0.00"),
    ),
    Change(
        "the chain of managers is changed two levels up",
        [*UNDER, _manager("H-1", "E-5"), _manager("E-5", "E-6"), _manager("E-6", "E-1")],
        [_manager("E-6", "E-7", "2026-02-01")],
        EARNED,
    ),
    Change(
        "managers go in a circle",
        [*UNDER, _manager("H-1", "E-5"), _manager("E-5", "H-1")],
        [_manager("E-5", "E-6", "2026-01-02"), _manager("E-6", "E-5"), _manager("E-5", "E-1", "2026-01-03")],
        ("ineligible", ("referrer_in_management_chain",), "0.00"),
    ),
    Change("a first programme is told last", PLAIN[1:], [programme()], EARNED),
    Change(
        "a programme is dated back",
        PLAIN,
        [programme(2, "2026-01-12", "2026-06-01", amount={"currency": "USD", "default": "400.00"})],
        ("earned", (), "400.00"),
    ),
    Change(
        "an earlier publication of the same version shows up, and it takes effect later",
        [programme(1, "2026-01-01", "2025-12-02"), *PLAIN[1:]],
        [programme(1, "2026-02-01", "2025-12-01")],
        ("ineligible", ("no_programme",), "0"),
    ),
    Change(
        "the candidate turns out to be somebody who had applied before",
        [programme(candidate={"not_applied_within_days": 180}), *PLAIN[1:], applied(2, "2026-01-02")],
        [fact("candidate.merged", "2026-06-01", losing="C-2", winning="C-1")],
        ("ineligible", ("candidate_recent_applicant",), "0.00"),
    ),
    Change(
        "the candidate turns out to be an employee of old",
        [*PLAIN, started(2, "2021-01-04", employee="H-2")],
        [fact("candidate.merged", "2026-06-01", losing="C-2", winning="C-1")],
        ("ineligible", ("candidate_is_employee",), "0.00"),
    ),
    Change(
        "a merge is taken back",
        [
            *PLAIN,
            started(2, "2021-01-04", employee="H-2"),
            fact("candidate.merged", "2026-06-01", losing="C-2", winning="C-1"),
        ],
        [fact("candidate.unmerged", "2026-06-02", losing="C-2", winning="C-1")],
        EARNED,
    ),
    Change(
        "another candidate's spell turns out to be the same employee's",
        PLAIN,
        [started(2, "2025-12-01", employee="H-1")],
        ("ineligible", ("candidate_is_employee",), "0.00"),
    ),
    Change(
        "a spell that names nobody but the employee ends the gap in the hire's stretch",
        [*PLAIN, _ended("EM-1", "2026-04-10")],
        [fact("employment.started", "2026-04-11", employment="EM-X", employee="H-1", start_date="2026-04-11")],
        EARNED,
    ),
    Change(
        "an earlier referral of the same candidate is told later",
        PLAIN,
        [employed("E-2"), fact("referral.made", "2026-01-08", referral="R-0", referrer="E-2", candidate="C-1")],
        EARNED,  # R-0, which sorts before R-1
    ),
    Change(
        "an earlier bonus of the same referrer fills the cap",
        [programme(cap={"bonuses": 1, "per": "calendar_year"}), employed("E-1"), opened(), *hired(2)],
        [*hired(1)],
        EARNED,
    ),
]  # fmt: skip


def _rows(house: House) -> list[Row]:
    with house.engine().reader() as reader:
        return bonus_report(reader, DAY)


def _check(house: House, events: Sequence[Event]) -> None:
    facts = all_told(events)
    assert _rows(house) == decide(facts, DAY, zone=house.zone)
    with house.engine(DAY).reader() as reader:
        held = held_content(house.models(), reader, DAY)
    assert differences(held, flat_content(house.models(), facts, DAY, house.zone)) == {}


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.title)
def test_whoever_depends_on_a_fact_is_decided_again(house: House, change: Change) -> None:
    engine = house.engine(DAY, route_batch=4, decide_batch=2)
    house.push(change.before)
    engine.catch_up()
    _check(house, change.before)
    before = _rows(house)
    house.push(change.then)
    engine.catch_up()
    after = _rows(house)
    assert (after[0].entitlement, after[0].reasons, after[0].amount) == change.reads
    assert after != before
    _check(house, [*change.before, *change.then])


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.title)
def test_what_was_told_then_may_as_well_come_first(houses_on_sqlite: Houses, change: Change) -> None:
    house = houses_on_sqlite("UTC")
    house.push(change.then)
    house.engine(DAY).catch_up()
    house.push(change.before)
    house.engine(DAY).catch_up()
    _check(house, [*change.then, *change.before])


ORPHANS = [referred(), applied(), offered(), accepted()]


@pytest.mark.parametrize("order", list(permutations(range(4))), ids=lambda order: "".join(map(str, order)))
def test_orphans_wait_for_what_they_speak_of_in_every_order(houses_on_sqlite: Houses, order: tuple[int, ...]) -> None:
    house = houses_on_sqlite("UTC")
    told = [programme(), employed("E-1"), opened()]
    house.push(told)
    for number in order:
        told.append(ORPHANS[number])
        house.push([ORPHANS[number]])
        house.engine(DAY, route_batch=1, decide_batch=1).catch_up()
        _check(house, told)
    assert [row.waiting_for for row in _rows(house)] == ["start"]


def test_an_employee_shared_by_two_candidates_makes_them_one_subject_and_not_one_person(house: House) -> None:
    told = [programme(), employed("E-1"), opened(), *hired(1), referred(2), applied(2), offered(2), accepted(2)]
    house.push(told)
    house.engine(DAY).catch_up()
    _check(house, told)
    second = started(2, "2026-03-09", employee="H-1")
    house.push([second])
    house.engine(DAY).catch_up()
    _check(house, [*told, second])
    with house.engine().reader() as reader:
        rows = {row.referral: row for row in bonus_report(reader, DAY)}
    assert (rows["R-1"].employment, rows["R-2"].employment) == ("EM-1", "EM-2")
