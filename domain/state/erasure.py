"""Erasures: who is erased, and which streams hold that person's data (spec/privacy.md §3). Pure, whatever the order."""

from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import datetime
from typing import NamedTuple, TypeGuard

from domain.facts.base import Fact, Recorded
from domain.facts.candidate import CandidateErased, CandidateMerged, CandidatePairing
from domain.facts.employee import EmployeeErased
from domain.facts.introduction import CONNECTED, INTRODUCED
from domain.facts.retraction import FactRetracted, RetractionFact
from domain.state.groups import Groups, join

Linked = Callable[[Collection[str]], Mapping[str, Collection[str]]]
"""Finds the streams that speak of each of the things, as `kind/id`."""
Lines = Callable[[str], Collection[str]]
"""Finds the streams of the payroll lines of a referral."""

ERASING = (CandidateErased, EmployeeErased)
"""The facts that ask for an erasure."""


class Erasure(NamedTuple):
    """An erasure: the stream of whom it asks for, its own time, the reference of the request."""

    of: str
    time: datetime
    request: str | None


def list_erasures(facts: Iterable[Recorded[Fact]]) -> list[Erasure]:
    """List the erasures that these facts ask for, the earliest first."""
    ordered = sorted(facts, key=lambda fact: fact.order)
    asked = ((fact.time, fact.data) for fact in ordered)
    return [Erasure(data.stream, time, data.request) for time, data in asked if isinstance(data, ERASING)]


def drop_retracted_pairings(
    facts: Iterable[Recorded[Fact]], said: Iterable[Recorded[RetractionFact]]
) -> list[Recorded[CandidatePairing]]:
    """Give the pairings among the facts, without those that stand retracted by what is `said` of them."""
    latest = {(each.source, each.data.fact): each.data for each in sorted(said, key=lambda each: each.order)}
    gone = {named for named, data in latest.items() if isinstance(data, FactRetracted)}
    return [fact for fact in facts if _pairs(fact) and (fact.source, fact.id) not in gone]


def _pairs(fact: Recorded[Fact]) -> TypeGuard[Recorded[CandidatePairing]]:
    return isinstance(fact.data, CandidatePairing)


def find_erased(erasures: Iterable[Erasure], pairings: Collection[Recorded[CandidatePairing]]) -> dict[str, Erasure]:
    """Find whose streams are erased, each with the earliest erasure that reaches it.

    One of a candidate reaches all that the candidate was joined with by merges in force at its time; of an employee,
    nobody else. Later merges spread nothing, and nothing undoes it.
    """
    erased: dict[str, Erasure] = {}
    for erasure in sorted(erasures, key=lambda each: (each.time, each.of)):
        kind, _, name = erasure.of.partition("/")
        reached = _join_by(pairings, erasure.time).get(name, {name}) if kind == "candidate" else {name}
        for each in reached:
            erased.setdefault(f"{kind}/{each}", erasure)
    return erased


def _join_by(pairings: Collection[Recorded[CandidatePairing]], time: datetime) -> Groups:
    """Join the candidates whose latest pairing up to an instant says that they are one."""
    told = sorted((each for each in pairings if each.time <= time), key=lambda each: each.order)
    latest = {(each.data.losing, each.data.winning): each.data for each in told}
    groups: Groups = {}
    for (losing, winning), fact in latest.items():
        if isinstance(fact, CandidateMerged):
            join(groups, losing, winning)
    return groups


def spread(erased: Mapping[str, Erasure], linked: Linked, lines: Lines) -> dict[str, Erasure]:
    """Find every stream that holds data of the erased, each with its erasure."""
    found = dict(erased)

    def follow(things: Collection[str], kinds: Collection[str]) -> list[str]:
        reached = []
        for thing, streams in linked(things).items() if things else ():
            for stream in streams:
                if _kind(stream) in kinds and stream not in found:
                    found[stream] = found[thing] if thing in found else erased[_whose(thing, erased)]
                    reached.append(stream)
        return reached

    candidates, employees = ([each for each in erased if _kind(each) == kind] for kind in ("candidate", "employee"))
    direct = follow(candidates, ("referral", "application", "employment"))
    follow([each for each in direct if _kind(each) == "application"], ("offer", "interview", "employment"))
    follow(employees, ("employment",))
    follow([f"{INTRODUCED}/{_name(each)}" for each in erased], ("introduction",))
    follow([f"{CONNECTED}/{_name(each)}" for each in employees], ("introduction",))
    for referral in [each for each in direct if _kind(each) == "referral"]:
        for line in lines(_name(referral)):
            found.setdefault(line, found[referral])
    return found


def _whose(thing: str, erased: Mapping[str, Erasure]) -> str:
    """Name the stream of the erased person that introductions name by the bare id."""
    name = _name(thing)
    return next(each for each in (f"candidate/{name}", f"employee/{name}") if each in erased)


def _kind(stream: str) -> str:
    return stream.partition("/")[0]


def _name(stream: str) -> str:
    return stream.partition("/")[2]


def is_erasing(fact: Fact) -> bool:
    """Tell whether a fact asks for an erasure."""
    return isinstance(fact, ERASING)
