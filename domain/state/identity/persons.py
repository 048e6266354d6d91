"""Persons: candidates joined by the merges that are known, whatever their day; and which worker each person is."""

from collections.abc import Iterable

from domain.facts.base import Fact
from domain.facts.candidate import CandidateIdentified, CandidateMerged, CandidatePairing
from domain.facts.identity import IdentityFact
from domain.facts.keys import address_key
from domain.state.by_thing import Sorted
from domain.state.entry import Entry, of_kind
from domain.state.groups import Groups, join
from domain.state.identity.declared import Declared
from domain.state.identity.match import Match, Naming, declared, found
from domain.state.identity.workers import Workers

Candidates = frozenset[str]
"""A person: all of its candidates."""


def match_persons(facts: Sorted, links: Declared, workers: Workers) -> dict[Candidates, Match]:
    """Match every person who has a declared link, or an address that names a worker (spec/vendors.md §2, 1 and 4)."""
    addresses = _addresses(facts, workers)
    persons = _Persons(of_kind(facts.all_of("merges"), CandidatePairing))
    matches = {
        person: declared(workers.name_of[entry.data.employee], entry)
        for person, entry in _last_of_each(links.links("candidate"), persons).items()
    }
    denied = _denied(links, persons, workers)
    for person, naming in _named(addresses, persons, workers).items():
        if person not in matches:
            left = {worker: entry for worker, entry in naming.workers.items() if worker not in denied.get(person, ())}
            matches[person] = found(Naming(left, naming.told), "address")
    return matches


class _Persons:
    def __init__(self, merges: Iterable[Entry[CandidatePairing]]) -> None:
        groups: Groups = {}
        latest = {(entry.data.losing, entry.data.winning): entry for entry in merges}
        for (losing, winning), entry in latest.items():
            if isinstance(entry.data, CandidateMerged):
                join(groups, losing, winning)
        frozen = {id(group): frozenset(group) for group in groups.values()}
        self._of = {candidate: frozen[id(group)] for candidate, group in groups.items()}

    def of(self, candidate: str) -> Candidates:
        return self._of.get(candidate) or frozenset((candidate,))


def _last_of_each(links: dict[str, Entry[IdentityFact]], persons: _Persons) -> dict[Candidates, Entry[IdentityFact]]:
    """The declared link that counts of each person: of several the last in order."""
    last: dict[Candidates, Entry[IdentityFact]] = {}
    for candidate, entry in sorted(links.items(), key=lambda link: link[1].order):
        last[persons.of(candidate)] = entry
    return last


def _denied(links: Declared, persons: _Persons, workers: Workers) -> dict[Candidates, set[str]]:
    denied: dict[Candidates, set[str]] = {}
    for kind, candidate, employee in links.denied:
        if kind == "candidate":
            denied.setdefault(persons.of(candidate), set()).update(workers.names_of([employee]))
    return denied


def _addresses(facts: Sorted, workers: Workers) -> dict[str, dict[str, Entry[Fact]]]:
    """The addresses that name a worker, with the candidates that have each and the fact that says so."""
    holders: dict[str, dict[str, Entry[Fact]]] = {}
    for candidate, entries in facts.of("candidates").items():
        for entry in of_kind(entries, CandidateIdentified):
            address = address_key(entry.data.email)
            if address in workers.by_address:
                holders.setdefault(address, {}).setdefault(candidate, entry)
    return holders


def _named(
    addresses: dict[str, dict[str, Entry[Fact]]], persons: _Persons, workers: Workers
) -> dict[Candidates, Naming]:
    """The workers that each person's own addresses name: those that no other person has."""
    found: dict[Candidates, Naming] = {}
    for address, holders in sorted(addresses.items()):
        having = {persons.of(candidate) for candidate in holders}
        if len(having) == 1:
            (person,) = having
            before = found.get(person, Naming({}, ()))
            named = {**workers.by_address[address], **before.workers}
            found[person] = Naming(named, (*before.told, *holders.values()))
    return found
