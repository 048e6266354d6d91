"""Declared links: what somebody, or a source, has said of who is who; and what they have denied."""

from collections.abc import Iterable

from domain.facts.identity import IdentityFact, IdentityLinked
from domain.state.entry import Entry

Pair = tuple[str, str, str]
"""The kind of thing that is linked (`account`, `candidate`, `employee`), its id, and the employee's."""


class Declared:
    """The links that stand, and the pairs that are denied: by the latest of linked and unlinked for each pair."""

    def __init__(self, entries: Iterable[Entry[IdentityFact]]) -> None:
        latest: dict[Pair, Entry[IdentityFact]] = {_pair(entry): entry for entry in entries}
        standing = {pair: entry for pair, entry in latest.items() if isinstance(entry.data, IdentityLinked)}
        self.denied: set[Pair] = latest.keys() - standing.keys()
        self.same: list[Entry[IdentityFact]] = [entry for (kind, _, _), entry in standing.items() if kind == "employee"]
        self._links: dict[str, dict[str, Entry[IdentityFact]]] = {"account": {}, "candidate": {}}
        self.employees: set[str] = set()
        for (kind, other, employee), entry in sorted(standing.items(), key=lambda pair: pair[1].order):
            self.employees.add(employee)
            if kind == "employee":
                self.employees.add(other)
            else:
                self._links[kind][other] = entry  # of several the last in order

    def links(self, kind: str) -> dict[str, Entry[IdentityFact]]:
        """The link that counts of each account, or of each candidate."""
        return self._links[kind]


def _pair(entry: Entry[IdentityFact]) -> Pair:
    kind, other = entry.data.given[0]
    employee: str = entry.data.employee
    if kind == "employee" and other > employee:  # whoever is the same as another is so both ways round
        return (kind, employee, other)
    return (kind, other, employee)
