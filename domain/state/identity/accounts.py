"""Accounts: which worker each is, by a declared link, else by its latest number and its latest address."""

from collections.abc import Callable, Sequence

from domain.facts.account import AccountRecorded
from domain.facts.base import Fact
from domain.facts.keys import address_key, number_key
from domain.state.by_thing import Sorted
from domain.state.entry import Entry, of_kind
from domain.state.identity.declared import Declared
from domain.state.identity.match import Match, declared, found_by_both, name_by
from domain.state.identity.workers import Workers


def match_accounts(facts: Sorted, links: Declared, workers: Workers) -> dict[str, Match]:
    """Match every account that was announced or is linked (spec/vendors.md §2, 1 and 3)."""
    told = {account: of_kind(entries, AccountRecorded) for account, entries in facts.of("accounts").items()}
    found = {
        account: declared(workers.name_of[entry.data.employee], entry)
        for account, entry in links.links("account").items()
    }
    denied = _denied(links, workers)
    for account, entries in told.items():
        if account not in found:
            found[account] = _match(entries, workers, denied.get(account, set()))
    return found


def _denied(links: Declared, workers: Workers) -> dict[str, set[str]]:
    denied: dict[str, set[str]] = {}
    for kind, account, employee in links.denied:
        if kind == "account":
            denied.setdefault(account, set()).update(workers.names_of([employee]))
    return denied


def _match(entries: Sequence[Entry[AccountRecorded]], workers: Workers, denied: set[str]) -> Match:
    number, says_number = _latest(entries, lambda fact: fact.number)
    address, says_address = _latest(entries, lambda fact: fact.email)
    return found_by_both(
        name_by(workers.by_number, number_key(number), says_number, denied),
        name_by(workers.by_address, address_key(address), says_address, denied),
    )


def _latest(
    entries: Sequence[Entry[AccountRecorded]], field: Callable[[AccountRecorded], str | None]
) -> tuple[str | None, tuple[Entry[Fact], ...]]:
    """The latest value of a field, and the fact that gives it: an empty text clears it."""
    for entry in reversed(entries):
        value = field(entry.data)
        if value is not None:
            return value, (entry,)
    return None, (entries[-1],)
