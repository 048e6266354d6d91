"""The catalogue: every fact of the feed, every event that Vouch adds, and tables of what their classes say.

A class that has a `TOPIC` in one of the modules named here is in the catalogue: nothing else has to list it.
"""

from collections.abc import Callable, Iterable, Iterator
from types import ModuleType
from typing import Any

import msgspec

from domain.facts import (
    account,
    application,
    bonus,
    bonus_programme,
    candidate,
    employee,
    employment,
    history,
    identity,
    interview,
    introduction,
    leave,
    offer,
    payout,
    payroll,
    person,
    referral,
    requisition,
    retraction,
    tenure,
)
from domain.facts.base import Fact
from domain.facts.codec import Codec, Upcast

_OF_THE_FEED = (
    employee,
    account,
    identity,
    retraction,
    requisition,
    candidate,
    referral,
    application,
    interview,
    offer,
    employment,
    leave,
    bonus_programme,
    payroll,
    introduction,
)
_OF_VOUCH = (tenure, bonus, payout, history, person)


def _in_modules(modules: Iterable[ModuleType]) -> Iterator[type[Fact]]:
    for module in modules:
        for cls in vars(module).values():
            if isinstance(cls, type) and issubclass(cls, Fact) and "TOPIC" in vars(cls):
                yield cls


FACTS: dict[str, type[Fact]] = {cls.TOPIC: cls for cls in _in_modules(_OF_THE_FEED)}
"""What the feed brings, by topic: the types of spec/feed.md, "Types"."""

EVENTS: dict[str, type[Fact]] = {cls.TOPIC: cls for cls in _in_modules(_OF_VOUCH)}
"""What Vouch itself adds, by topic."""

CATALOGUE: dict[str, type[Fact]] = {**FACTS, **EVENTS}

LINKING = frozenset(topic for topic, cls in FACTS.items() if cls.links is not Fact.links or cls.uses is not Fact.uses)
"""The topics whose facts may name other streams: only these need to be decoded to be routed."""

KEYED = frozenset(topic for topic, cls in FACTS.items() if cls.keys is not Fact.keys)
"""The topics whose facts may hold a number or an address by which somebody is found."""

DATED = frozenset(
    cls for cls in FACTS.values() if cls.counts_from is not Fact.counts_from or cls.holds_until is not Fact.holds_until
)
"""The facts that hold a date on which something reads differently."""

SENTENCES: dict[type[Fact], Callable[[Any], str]] = {
    cls: cls.describe for cls in FACTS.values() if cls.describe is not Fact.describe
}
"""How the facts that are told in a timeline read there."""

TOLD_ELSEWHERE = frozenset(cls for cls in FACTS.values() if cls.told_in is not Fact.told_in)
"""The facts that are told in other timelines than that of the thing they are about."""

PUBLIC: dict[str, str] = {topic: cls.PUBLIC_TYPE for topic, cls in CATALOGUE.items() if cls.PUBLIC_TYPE is not None}
"""The stored events that other systems are told of, and what each is called outside."""

UPCASTS: dict[str, Upcast] = {}
"""Old topics that are still stored but no longer have a class, each with its way to a newer one."""

_codec = Codec(CATALOGUE.values(), UPCASTS)

decode = _codec.decode
"""The fact stored under a topic: typed, and of the newest version."""

encode = msgspec.json.Encoder().encode
"""A recorded fact as the state that is stored: JSON, what was not said left out."""
