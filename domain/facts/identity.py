"""Facts about who is who: an account, a candidate or another employee's record is this employee, or is not."""

from typing import ClassVar

from domain.facts.base import Fact, Folded, Misfit, link
from domain.facts.fields import Id, OptionalId, PersonalText


class IdentityFact(Fact, frozen=True, kw_only=True):
    """Any fact about an identity. Exactly one of `account`, `candidate` and `same_as` (an employee) is given."""

    KIND: ClassVar[str] = "identity"
    FOLDED_INTO: ClassVar[Folded | None] = "identities"

    employee: Id
    account: OptionalId = None
    candidate: OptionalId = None
    same_as: OptionalId = None
    reason: PersonalText = None

    @property
    def given(self) -> tuple[tuple[str, str], ...]:
        """What is said to be the employee: the kind of thing and its id; one pair in a fact without fault."""
        named = (("account", self.account), ("candidate", self.candidate), ("employee", self.same_as))
        return tuple((kind, id_) for kind, id_ in named if id_)

    @property
    def other(self) -> str:
        """The id of what is said to be the employee."""
        return self.given[0][1]

    @property
    def thing(self) -> str:
        """What is said to be the employee, by kind and id: all that is said of it is in one stream."""
        kind, id_ = self.given[0]
        return f"{kind}/{id_}"

    @property
    def links(self) -> tuple[str, ...]:
        """The employee's stream, and that of what is said to be the employee; an account's stands for an employee's."""
        return (*self.told_in, *link("employee", self.account))

    @property
    def told_in(self) -> tuple[str, ...]:
        """The timelines of both."""
        kind, id_ = self.given[0]
        return (*link("employee", self.employee), *link(kind, id_))

    def fault(self) -> Misfit | None:
        """Find whether none or several are given."""
        if len(self.given) == 1:
            return None
        return Misfit("", "not_exactly_one", "must have exactly one of `account`, `candidate` and `same_as`")


class IdentityLinked(IdentityFact, frozen=True, kw_only=True):
    """The two are one human being."""

    TOPIC: ClassVar[str] = "hr.identity.linked.v1"

    def describe(self) -> str:
        """Say who is who."""
        return f"{self.other} is employee {self.employee}."


class IdentityUnlinked(IdentityFact, frozen=True, kw_only=True):
    """They are not, whatever else may suggest it."""

    TOPIC: ClassVar[str] = "hr.identity.unlinked.v1"

    def describe(self) -> str:
        """Say who is not who."""
        return f"{self.other} is not employee {self.employee}."
