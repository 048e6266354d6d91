"""Addresses that very many share, an employee among them: placeholders, which make one big subject of them all."""

from collections.abc import Iterator

from domain.facts.base import Fact
from domain.facts.candidate import CandidateIdentified
from domain.facts.employee import EmployeeRecorded
from domain.facts.keys import address_key
from domain.state.entry import Entry, of_kind
from domain.state.organisation import Organisation
from projections.exceptions.found import Found, name_facts

MOST_SHARING = 20

_MEND = "Look whether this is a placeholder; have the address left out, or each person's own sent."


def list_shared_addresses(organisation: Organisation) -> Iterator[Found]:
    """List the employees who have an address that too many candidates gave by the day; the address is not shown."""
    if not organisation.identities:
        return
    holders = _find_holders(organisation)
    crowded = {address: given for address, given in holders.items() if len(given) > MOST_SHARING}
    if not crowded:
        return
    for employee, entries in organisation.facts.of("employees").items():
        for entry in of_kind(entries, EmployeeRecorded):
            addresses = {address_key(each) for each in (entry.data.email, entry.data.personal_email) if each}
            shared = sorted(addresses & crowded.keys())
            if entry.day <= organisation.as_of and shared:
                yield _tell(employee, entry, crowded[shared[0]])
                break


def _find_holders(organisation: Organisation) -> dict[str, list[Entry[Fact]]]:
    """Find for each address the fact by which each candidate first gave it, by the day."""
    holders: dict[str, dict[str, Entry[Fact]]] = {}
    for candidate, entries in organisation.facts.of("candidates").items():
        for entry in of_kind(entries, CandidateIdentified):
            if entry.data.email and entry.day <= organisation.as_of:
                holders.setdefault(address_key(entry.data.email), {}).setdefault(candidate, entry)
    return {
        address: sorted(given.values(), key=lambda entry: entry.order) for address, given in holders.items() if address
    }


def _tell(employee: str, record: Entry[Fact], given: list[Entry[Fact]]) -> Found:
    since = max(record.day, given[MOST_SHARING].day)
    says = f"{len(given)} candidates gave an address that employee {employee} has."
    facts = name_facts([record, *given])
    home = f"employee/{employee}"
    return Found(
        "suspiciously_many", home, "employee", employee, None, since, since, says, _MEND, facts, part="address"
    )
