"""Identities: who everybody is, by all that is known: answers hang on when a link was recorded, never on the day."""

from collections.abc import Iterable, Mapping

from domain.facts.candidate import CandidateIdentified
from domain.facts.employee import EmployeeRecorded
from domain.facts.identity import IdentityFact
from domain.facts.keys import address_key
from domain.state.by_thing import Sorted
from domain.state.entry import Entry, of_kind
from domain.state.identity.accounts import match_accounts
from domain.state.identity.declared import Declared
from domain.state.identity.match import Match
from domain.state.identity.persons import Candidates, match_persons
from domain.state.identity.workers import Workers


class Identities:
    """The workers, and who was found to be one. spec/bonus.md is read with workers for employees."""

    def __init__(
        self,
        workers: Workers | None,
        accounts: Mapping[str, Match],
        persons: Mapping[Candidates, Match],
        announced: Iterable[str] = (),
    ) -> None:
        self._workers = workers
        self._announced = frozenset(announced)
        self.accounts = accounts
        self.persons = persons
        self.candidates: dict[str, list[str]] = {}
        for person, match in persons.items():
            if match.worker is not None:
                self.candidates.setdefault(match.worker, []).extend(person)
        self._lead = {worker: min(linked) for worker, linked in self.candidates.items()}
        self._person_of = {candidate: person for person in persons for candidate in person}
        self._name = self._find_names()

    def __bool__(self) -> bool:
        """Tell whether anybody may be somebody else."""
        return self._workers is not None

    def _find_names(self) -> dict[str, str]:
        accounts = {account: match.worker for account, match in self.accounts.items() if match.worker is not None}
        # An id that is an employee's is that employee, whatever account has the same.
        return {**accounts, **self._workers.name_of} if self._workers is not None else {}

    def worker_of(self, id_: str) -> str:
        """The name of the worker that an employee's or an account's id stands for; itself if it is nobody's."""
        return self._name.get(id_, id_)

    def ids_of(self, worker: str) -> frozenset[str]:
        """All employee ids of the worker of that name."""
        known = self._workers.ids_of if self._workers is not None else {}
        return known.get(worker) or frozenset((worker,))

    def lead_of(self, worker: str) -> str | None:
        """The candidate whom a spell of the worker's that names nobody is taken to name: the least that is linked."""
        return self._lead.get(worker)

    def is_unidentified(self, id_: str) -> bool:
        """Tell whether the id is an account's, announced, that is no employee."""
        return id_ in self._announced and id_ not in self._name

    def match_of_account(self, id_: str) -> Match | None:
        """What was found of an account; None for an employee's id, and for one that nothing is known of."""
        if self._workers is None or id_ in self._workers.name_of:
            return None
        return self.accounts.get(id_)

    def match_of_candidate(self, candidate: str) -> Match | None:
        """What was found of the person that a candidate is; None where there was nothing to find anybody by."""
        person = self._person_of.get(candidate)
        return self.persons[person] if person is not None else None

    def joining(self, worker: str) -> list[Entry[IdentityFact]]:
        """The facts that say that the worker's employee ids are one."""
        return self._workers.joining(worker) if self._workers is not None else []


NOBODY = Identities(None, {}, {})
"""Everybody is who the feed says."""


def fold_identities(facts: Sorted) -> Identities:
    """Find who is who. Nothing is folded where there is no account, no link, and no address that two share."""
    if not (facts.of("accounts") or facts.of("identities") or _share_an_address(facts)):
        return NOBODY
    declared = Declared(of_kind(facts.all_of("identities"), IdentityFact))
    workers = Workers(facts, declared)
    accounts = match_accounts(facts, declared, workers)
    return Identities(workers, accounts, match_persons(facts, declared, workers), facts.of("accounts"))


def _share_an_address(facts: Sorted) -> bool:
    """Tell whether a candidate has an address of an employee's."""
    candidates = facts.of("candidates").values()
    identified = (entry.data for entries in candidates for entry in of_kind(entries, CandidateIdentified))
    given = {fact.email for fact in identified if fact.email}
    if not given:
        return False
    theirs = {
        address_key(address)
        for entries in facts.of("employees").values()
        for entry in of_kind(entries, EmployeeRecorded)
        for address in (entry.data.email, entry.data.personal_email)
        if address
    }
    return not theirs.isdisjoint(map(address_key, given))
