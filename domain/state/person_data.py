"""One person's data as they are handed out: everybody else's ids replaced (spec/privacy.md §3). Pure."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import datetime

import msgspec
from msgspec import Struct

from domain.facts.base import Fact, Recorded
from domain.facts.employment import EmploymentStarted
from domain.facts.person import PersonExported
from domain.state.erasure import Erasure

EMPLOYEES = frozenset(("employee", "referrer", "manager", "interviewers", "connector"))
"""The fields that name employees, or accounts of theirs."""
PEOPLE = frozenset(("candidate", "losing", "winning", "requester", "contact"))
"""The fields that name candidates, or somebody who may be either."""


class Person(Struct, frozen=True):
    """Whose data they are: the id that was asked for, and all ids of the same person of its kind."""

    kind: str
    id: str
    ids: list[str]


class Told(Struct, frozen=True):
    """A fact as it is handed out; `data` opened."""

    type: str
    time: datetime
    source: str
    id: str
    recorded_at: datetime
    data: dict[str, object]


class Look(Struct, frozen=True):
    """An earlier export: when, and by whom."""

    at: datetime
    by: str


class Asked(Struct, frozen=True):
    """An erasure that reaches the person: of whom, as of when, on which request."""

    of: str
    time: datetime
    request: str | None


class PersonData(Struct, frozen=True):
    """Everything that is held of one person."""

    person: Person
    facts: list[Told]
    looks: list[Look]
    erasures: list[Asked]


def gather(
    person: Person,
    facts: Collection[Recorded[Fact]],
    looks: Iterable[Recorded[PersonExported]],
    erasures: Iterable[Erasure],
) -> PersonData:
    """Gather what is handed out of these facts, earlier exports and erasures, each in the order of its time."""
    own = {*person.ids, *_find_own(facts)}
    told = sorted(facts, key=lambda fact: (*fact.order, fact.stream))
    return PersonData(
        person,
        [_tell(fact, own) for fact in told],
        [Look(look.time, _name(look.data.by, own)) for look in sorted(looks, key=lambda look: look.order)],
        [Asked(_name(each.of, own), each.time, each.request) for each in sorted(set(erasures), key=_order)],
    )


def encode(data: PersonData) -> bytes:
    """Write the data as JSON: the keys of every object sorted, so that the same facts give the same bytes."""
    return msgspec.json.encode(data, order="sorted")


def _find_own(facts: Iterable[Recorded[Fact]]) -> Iterator[str]:
    """Find the person's ids on the other side of a hire: a spell names employee and candidate, who are one."""
    for fact in facts:
        if isinstance(fact.data, EmploymentStarted):
            yield from filter(None, (fact.data.employee, fact.data.candidate))


def _tell(fact: Recorded[Fact], own: Collection[str]) -> Told:
    data = msgspec.to_builtins(fact.data)
    return Told(fact.data.TOPIC, fact.time, fact.source, fact.id, fact.recorded_at, dict(_replace_others(data, own)))


def _replace_others(data: Mapping[str, object], own: Collection[str]) -> Iterator[tuple[str, object]]:
    for name, value in data.items():
        word = "employee" if name in EMPLOYEES else "person" if name in PEOPLE else None
        if word is None:
            yield name, value
        elif isinstance(value, list | tuple):
            yield name, [each if each in own else word for each in value]
        else:
            yield name, value if value in own or not value else word


def _name(whose: str, own: Collection[str]) -> str:
    """Name somebody who is known by kind and id: the person in full, others by a word."""
    kind, _, id_ = whose.partition("/")
    if kind in ("candidate", "employee") and id_ in own:
        return whose
    return "employee" if kind == "employee" else "person"


def _order(erasure: Erasure) -> tuple[datetime, str, str]:
    return (erasure.time, erasure.of, erasure.request or "")
