"""Facts about accounts: users of other systems, say whoever an applicant tracking system gives the credit to."""

from typing import ClassVar

from domain.facts.base import Fact
from domain.facts.fields import Id, OptionalText, PersonalText


class AccountRecorded(Fact, frozen=True, kw_only=True):
    """What is on record about an account. Which employee it is, no account says: identities are facts of their own."""

    TOPIC: ClassVar[str] = "hr.account.recorded.v1"
    KIND: ClassVar[str] = "account"

    account: Id
    number: OptionalText = None
    email: PersonalText = None
    name: PersonalText = None

    @property
    def thing(self) -> str:
        """The account's id."""
        return self.account
