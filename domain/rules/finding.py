"""What a rule found: its verdict, the values it compared and the facts it used (spec/bonus.md §7)."""

from collections.abc import Iterable, Mapping
from typing import Literal, NamedTuple

from domain.facts.base import Fact
from domain.state.entry import Entry

Verdict = Literal["passes", "bars", "waits", "loses", "earns", "not_tested"]


class Finding(NamedTuple):
    """One tested rule, in words that a person can read."""

    rule: str
    verdict: Verdict
    says: str
    values: Mapping[str, object]
    facts: tuple[Entry[Fact], ...] = ()


def passes(rule: str, says: str, facts: Iterable[Entry[Fact]] = (), **values: object) -> Finding:
    """Report that the rule was tested and is no obstacle."""
    return Finding(rule, "passes", says, values, tuple(facts))


def bars(rule: str, says: str, facts: Iterable[Entry[Fact]] = (), **values: object) -> Finding:
    """Report that the rule makes the referral ineligible."""
    return Finding(rule, "bars", says, values, tuple(facts))


def not_tested(rule: str, says: str) -> Finding:
    """Report that there was nothing to test the rule on, or the terms have it switched off."""
    return Finding(rule, "not_tested", says, {}, ())


def days(count: int) -> str:
    """Write a number of days in words."""
    return "1 day" if count == 1 else f"{count} days"
