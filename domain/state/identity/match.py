"""A match: which worker an account or a person was found to be, by what; or why it was not."""

from collections.abc import Iterable, Set
from typing import Literal, NamedTuple, get_args

from domain.facts.base import Fact
from domain.state.entry import Entry

By = Literal["declared", "number", "address", "number_and_address"]
State = Literal["linked", "several", "conflict", "unidentified"]
STATES: tuple[State, ...] = get_args(State)


class Match(NamedTuple):
    """What was found. `worker`: the one, if it is linked. `named`: all that its keys name."""

    state: State
    worker: str | None
    by: By | None
    named: tuple[str, ...]
    facts: tuple[Entry[Fact], ...]


class Naming(NamedTuple):
    """The workers that a key names, each by a fact; without those that are denied. `told`: who has the key."""

    workers: dict[str, Entry[Fact]]
    told: tuple[Entry[Fact], ...]

    def facts(self, workers: Iterable[str]) -> tuple[Entry[Fact], ...]:
        """The facts by which these workers are named."""
        return (*self.told, *(self.workers[worker] for worker in workers))


def name_by(
    evidence: dict[str, dict[str, Entry[Fact]]], key: str, told: tuple[Entry[Fact], ...], denied: Set[str]
) -> Naming:
    """Find the workers that a key names, without those denied; an empty key names nobody."""
    found = evidence.get(key, {}) if key else {}
    return Naming({worker: entry for worker, entry in found.items() if worker not in denied}, told)


def declared(worker: str, entry: Entry[Fact]) -> Match:
    """A declared link."""
    return Match("linked", worker, "declared", (worker,), (entry,))


def found(naming: Naming, by: By) -> Match:
    """What one kind of key tells: exactly one worker is linked."""
    workers = sorted(naming.workers)
    facts = naming.facts(workers)
    if len(workers) == 1:
        return Match("linked", workers[0], by, (workers[0],), facts)
    return Match("several" if workers else "unidentified", None, by if workers else None, tuple(workers), facts)


def found_by_both(number: Naming, address: Naming) -> Match:
    """What a number and an address tell together: those that both name, where both name any."""
    if not number.workers or not address.workers:
        return found(number, "number") if number.workers else found(address, "address")
    both = sorted(number.workers.keys() & address.workers.keys())
    named = tuple(both or sorted(number.workers.keys() | address.workers.keys()))
    facts = (
        *number.facts(each for each in named if each in number.workers),
        *address.facts(each for each in named if each in address.workers),
    )
    if len(both) == 1:
        return Match("linked", both[0], "number_and_address", named, facts)
    return Match("several" if both else "conflict", None, "number_and_address", named, facts)
