"""Facts about accounts: users of other systems, say whoever an applicant tracking system gives the credit to."""

from typing import ClassVar

from domain.facts.base import Fact, Folded, link
from domain.facts.fields import Id, OptionalText, PersonalText
from domain.facts.keys import Key, list_keys


class AccountRecorded(Fact, frozen=True, kw_only=True):
    """What is on record about an account. Which employee it is, no account says: identities are facts of their own."""

    TOPIC: ClassVar[str] = "hr.account.recorded.v1"
    KIND: ClassVar[str] = "account"
    FOLDED_INTO: ClassVar[Folded | None] = "accounts"

    account: Id
    number: OptionalText = None
    email: PersonalText = None
    name: PersonalText = None

    @property
    def thing(self) -> str:
        """The account's id."""
        return self.account

    @property
    def links(self) -> tuple[str, ...]:
        """The employee's stream of the same id: an account may stand wherever an employee does."""
        return link("employee", self.account)

    @property
    def keys(self) -> tuple[Key, ...]:
        """Its number and its address."""
        return list_keys(self.number, (self.email,))
