"""What a rule found: its verdict, the values it compared and the facts it used (spec/bonus.md §7)."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Literal, NamedTuple

from domain.facts.base import Fact
from domain.state.entry import Entry

Verdict = Literal["passes", "bars", "waits", "loses", "earns", "not_tested"]


class Cited:
    """Facts of a finding that are listed only when somebody asks why.

    Ten thousand referrals may rest on the same ten thousand facts: each finding keeps how to list them, not the list.
    """

    __slots__ = ("_listing",)

    def __init__(self, listing: Callable[[], Iterable[Entry[Fact]]]) -> None:
        self._listing = listing

    def __iter__(self) -> Iterator[Entry[Fact]]:
        """Go through the facts."""
        return iter(self._listing())


class Finding(NamedTuple):
    """One tested rule, in words that a person can read. A value that is long is a function that gives it."""

    rule: str
    verdict: Verdict
    says: str
    values: Mapping[str, object]
    facts: Iterable[Entry[Fact]] = ()

    def give_values(self) -> dict[str, object]:
        """Give all the values that were compared."""
        return {name: value() if callable(value) else value for name, value in self.values.items()}


def passes(rule: str, says: str, facts: Iterable[Entry[Fact]] = (), **values: object) -> Finding:
    """Report that the rule was tested and is no obstacle."""
    return Finding(rule, "passes", says, values, facts)


def bars(rule: str, says: str, facts: Iterable[Entry[Fact]] = (), **values: object) -> Finding:
    """Report that the rule makes the referral ineligible."""
    return Finding(rule, "bars", says, values, facts)


def not_tested(rule: str, says: str) -> Finding:
    """Report that there was nothing to test the rule on, or the terms have it switched off."""
    return Finding(rule, "not_tested", says, {}, ())


def days(count: int) -> str:
    """Write a number of days in words."""
    return "1 day" if count == 1 else f"{count} days"
