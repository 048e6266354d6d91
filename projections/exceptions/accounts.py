"""Accounts that are no employee: nothing names one, or what names them does not agree (spec/vendors.md §2)."""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from domain.facts.base import Fact
from domain.state.entry import Entry
from domain.state.identity.match import Match
from domain.state.organisation import Organisation
from projections.exceptions.found import Code, Found, name_facts

_MEND = (
    "Say who it is: `vouch identities link account {account} EMPLOYEE`; "
    "or have the employee's number or address sent with the account."
)


class Known(NamedTuple):
    """An account that was announced, and what was found of it."""

    account: str
    announced: Entry[Fact]
    match: Match

    @property
    def since(self) -> date:
        """The day from which it was known."""
        return self.announced.day


def list_accounts(organisation: Organisation) -> Iterator[Known]:
    """List the accounts that were announced by the day and have no employee's own id."""
    for account, entries in organisation.facts.of("accounts").items():
        match = organisation.identities.match_of_account(account)
        if match is not None and entries[0].day <= organisation.as_of:
            yield Known(account, entries[0], match)


def list_unknown_accounts(organisation: Organisation) -> Iterator[Found]:
    """List the accounts, announced by the day, that are found to be no employee."""
    for account, announced, match in list_accounts(organisation):
        if match.worker is None:
            code, says = _tell(account, match)
            mend, facts = _MEND.format(account=account), name_facts([announced, *match.facts])
            since = announced.day
            yield Found(code, f"account/{account}", "account", account, None, since, since, says, mend, facts)


def _tell(account: str, match: Match) -> tuple[Code, str]:
    if not match.named:
        return "account_unidentified", f"Account {account} is no employee: nothing on record names one."
    named = ", ".join(match.named)
    if match.state == "conflict":
        return "account_conflict", f"The number of account {account} and its address name different employees: {named}."
    return "account_conflict", f"Several employees are named by what is known of account {account}: {named}."
