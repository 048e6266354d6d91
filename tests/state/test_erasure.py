"""Erasures: who is reached by one, at the borders of time, and which streams hold the data of the erased."""

from collections.abc import Collection, Mapping, Sequence
from datetime import UTC, datetime

import pytest

from domain.facts.catalogue import FACTS, decode
from domain.state.erasure import (
    Erasure,
    drop_retracted_pairings,
    find_erased,
    is_erasing,
    list_erasures,
    spread,
)
from tests.facts.frozen import SAMPLES
from tests.support.borders import at
from tests.support.story import Event, fact
from tests.support.told import all_told

DAY = "2026-03-02"


def erased(candidate: str = "C-1", time: str = "09:00:00Z", **more: str) -> Event:
    return at(fact("candidate.erased", DAY, candidate=candidate, **more), time)


def erased_employee(employee: str = "E-1", time: str = "09:00:00Z") -> Event:
    return at(fact("employee.erased", DAY, employee=employee), time)


def merged(losing: str, winning: str, time: str = "08:00:00Z", kind: str = "merged") -> Event:
    return at(fact(f"candidate.{kind}", DAY, losing=losing, winning=winning), time)


def retracted(event: Event, time: str, kind: str = "retracted") -> Event:
    return at(fact(f"fact.{kind}", DAY, fact=event["id"]), time)


def an_erasure(of: str, hour: int = 9) -> Erasure:
    return Erasure(of, datetime(2026, 3, 2, hour, tzinfo=UTC), None)


def test_erasures_are_listed_the_earliest_first() -> None:
    events = [
        merged("C-2", "C-1"),
        erased(time="10:00:00Z", request="T-1"),
        erased_employee(),
        erased("C-2", "08:00:00Z"),
    ]
    assert list_erasures(all_told(events)) == [
        an_erasure("candidate/C-2", 8),
        an_erasure("employee/E-1"),
        an_erasure("candidate/C-1", 10)._replace(request="T-1"),
    ]


PAIR, OTHER = merged("C-2", "C-1"), merged("C-4", "C-3")


@pytest.mark.parametrize(
    ("said", "left"),
    [
        ([], [PAIR, OTHER]),
        ([retracted(PAIR, "10:00:00Z")], [OTHER]),
        ([retracted(PAIR, "10:00:00Z"), retracted(PAIR, "11:00:00Z", "restored")], [PAIR, OTHER]),
        ([retracted(PAIR, "11:00:00Z"), retracted(PAIR, "10:00:00Z", "restored")], [OTHER]),
        ([{**retracted(PAIR, "10:00:00Z"), "source": "/other"}], [PAIR, OTHER]),
    ],
    ids=["none", "retracted", "restored", "restored before that", "another source's"],
)
def test_a_pairing_that_stands_retracted_joins_nobody(said: list[Event], left: list[Event]) -> None:
    facts = all_told([erased(), PAIR, OTHER])
    assert [each.id for each in drop_retracted_pairings(facts, all_told(said))] == [each["id"] for each in left]


@pytest.mark.parametrize(
    ("pairings", "reached"),
    [
        ([], "C-1"),
        ([merged("C-2", "C-1")], "C-1 C-2"),
        ([merged("C-1", "C-2")], "C-1 C-2"),
        ([merged("C-2", "C-1", "09:00:00Z")], "C-1 C-2"),
        ([merged("C-2", "C-1", "09:00:01Z")], "C-1"),
        ([merged("C-2", "C-3"), merged("C-3", "C-1")], "C-1 C-2 C-3"),
        ([merged("C-2", "C-3")], "C-1"),
        ([merged("C-2", "C-1"), merged("C-2", "C-1", "08:30:00Z", "unmerged")], "C-1"),
        ([merged("C-2", "C-1"), merged("C-2", "C-1", "09:30:00Z", "unmerged")], "C-1 C-2"),
        ([merged("C-2", "C-1", "08:30:00Z"), merged("C-2", "C-1", "08:00:00Z", "unmerged")], "C-1 C-2"),
    ],
)
def test_an_erasure_reaches_whoever_was_joined_at_its_time(pairings: Sequence[Event], reached: str) -> None:
    told = drop_retracted_pairings(all_told(pairings), [])
    found = find_erased([an_erasure("candidate/C-1")], told)
    assert sorted(found) == [f"candidate/{each}" for each in reached.split()]


def test_each_has_the_earliest_erasure_that_reaches_it_and_an_employee_only_its_own() -> None:
    told = drop_retracted_pairings(all_told([merged("C-2", "C-1"), merged("E-2", "E-1")]), [])
    late, early, staff = an_erasure("candidate/C-1", 11), an_erasure("candidate/C-2", 10), an_erasure("employee/E-1")
    assert find_erased([late, early, staff], told) == {
        "candidate/C-1": early,
        "candidate/C-2": early,
        "employee/E-1": staff,
    }


LINKS: Mapping[str, Sequence[str]] = {
    "candidate/C-1": ("referral/R-1", "application/A-1", "employment/EM-1", "interview/I-9", "account/U-9"),
    "candidate/C-2": ("referral/R-1", "application/A-2"),
    "application/A-1": ("offer/O-1", "interview/I-1", "employment/EM-2", "referral/R-9"),
    "employee/E-1": ("employment/EM-3", "referral/R-9"),
    "introduced/C-1": ("introduction/N-1",),
    "introduced/E-1": ("introduction/N-2", "referral/R-9"),
    "connected/E-1": ("introduction/N-3",),
    "connected/C-1": ("introduction/N-9",),
    "referral/R-1": ("application/A-9",),
}
LINES = {"R-1": ("line/R-1/day-90/1", "line/R-1/day-90/2")}


def linked(things: Collection[str]) -> Mapping[str, Collection[str]]:
    assert things, "it is asked of something"
    return {thing: LINKS[thing] for thing in things if thing in LINKS}


def reached_from(*streams: str) -> dict[str, str]:
    asked = {stream: an_erasure(stream) for stream in streams}
    return {stream: each.of for stream, each in spread(asked, linked, lambda name: LINES.get(name, ())).items()}


OF_C_1 = ("candidate/C-1", "referral/R-1", "application/A-1", "employment/EM-1", "offer/O-1", "interview/I-1",
          "employment/EM-2", "introduction/N-1", *LINES["R-1"])  # fmt: skip
OF_E_1 = ("employee/E-1", "employment/EM-3", "introduction/N-2", "introduction/N-3")


def test_streams_of_a_candidate() -> None:
    assert reached_from("candidate/C-1") == dict.fromkeys(OF_C_1, "candidate/C-1")


def test_streams_of_an_employee() -> None:
    assert reached_from("employee/E-1") == dict.fromkeys(OF_E_1, "employee/E-1")


def test_each_stream_has_the_erasure_of_whom_it_speaks() -> None:
    assert reached_from("candidate/C-1", "employee/E-1", "candidate/C-2") == {
        **dict.fromkeys(OF_C_1, "candidate/C-1"),
        **dict.fromkeys(OF_E_1, "employee/E-1"),
        **dict.fromkeys(("candidate/C-2", "application/A-2"), "candidate/C-2"),
    }


@pytest.mark.parametrize("topic", FACTS)
def test_which_facts_erase(topic: str) -> None:
    assert is_erasing(decode(topic, SAMPLES[topic]).data) == (
        topic in ("hr.candidate.erased.v1", "hr.employee.erased.v1")
    )
