"""Workers: employee ids that are one human being, under one name, with the keys by which others find them."""

from collections.abc import Iterable, Iterator

from domain.facts.base import Fact
from domain.facts.employee import EmployeeRecorded
from domain.facts.employment import EmploymentStarted
from domain.facts.identity import IdentityFact
from domain.facts.keys import address_key, number_key
from domain.state.by_thing import Sorted
from domain.state.entry import Entry, of_kind
from domain.state.groups import Groups, join
from domain.state.identity.declared import Declared

Evidence = dict[str, dict[str, Entry[Fact]]]
"""A key, the workers that it names, and the fact that says so of each."""


class Workers:
    """Everybody who was announced as an employee or is linked to somebody, by all that is known."""

    def __init__(self, facts: Sorted, declared: Declared) -> None:
        self._first = _first_announced(facts)
        self._same = declared.same
        self.ids_of: dict[str, frozenset[str]] = {}
        self.name_of: dict[str, str] = {}
        self.by_number: Evidence = {}
        self.by_address: Evidence = {}
        self._name(self._first.keys() | declared.employees)
        self._find_keys(facts.of("employees"))

    def names_of(self, employees: Iterable[str]) -> set[str]:
        """The names of the workers that have these ids."""
        return {self.name_of[employee] for employee in employees if employee in self.name_of}

    def joining(self, worker: str) -> list[Entry[IdentityFact]]:
        """The facts that say that the worker's ids are one."""
        ids = self.ids_of.get(worker, frozenset())
        return [entry for entry in self._same if entry.data.employee in ids]

    def _name(self, ids: Iterable[str]) -> None:
        groups: Groups = {}
        for entry in self._same:
            join(groups, entry.data.employee, entry.data.other)
        for id_ in ids:
            if id_ not in self.name_of:
                group = groups.get(id_, {id_})
                name = max(group, key=self._announced)
                self.ids_of[name] = frozenset(group)
                self.name_of.update(dict.fromkeys(group, name))

    def _announced(self, id_: str) -> tuple[tuple[object, ...], str]:
        """Where an id's first announcement stands; an id that was only linked stands before them all."""
        first = self._first.get(id_)
        return ((1, *first.order) if first is not None else (0,), id_)

    def _find_keys(self, records: dict[str, list[Entry[Fact]]]) -> None:
        for id_, name in self.name_of.items():
            if (first := self._first.get(id_)) is not None:
                _add(self.by_number, number_key(id_), name, first)
            for entry in of_kind(records.get(id_, ()), EmployeeRecorded):
                _add(self.by_number, number_key(entry.data.number), name, entry)
                _add(self.by_address, address_key(entry.data.email), name, entry)
                _add(self.by_address, address_key(entry.data.personal_email), name, entry)


def _add(evidence: Evidence, key: str, name: str, entry: Entry[Fact]) -> None:
    if key:
        evidence.setdefault(key, {}).setdefault(name, entry)


def _first_announced(facts: Sorted) -> dict[str, Entry[Fact]]:
    first: dict[str, Entry[Fact]] = {}
    for id_, entry in _announcements(facts):
        if id_ not in first or entry.order < first[id_].order:
            first[id_] = entry
    return first


def _announcements(facts: Sorted) -> Iterator[tuple[str, Entry[Fact]]]:
    for id_, entries in facts.of("employees").items():
        yield id_, entries[0]
    for entries in facts.of("employments").values():
        for entry in of_kind(entries, EmploymentStarted):
            yield entry.data.employee, entry
