"""A command, and what is decided of it: facts, or the reasons for which it is refused."""

from collections.abc import Iterable, Sequence
from typing import ClassVar, Generic, NamedTuple, TypeVar

from msgspec import Struct

from domain.commands.reasons import Reason
from domain.facts.base import Fact
from domain.facts.fields import PersonalText, Text, Texts


class Body(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What is sent with a command: the fields of spec/feed.md, and the codes of the warnings acknowledged."""

    RECRUITERS_ONLY: ClassVar[frozenset[str]] = frozenset()
    """Fields that only recruiters and the command line have."""
    ADMINS_ONLY: ClassVar[frozenset[str]] = frozenset()
    """Fields that only administrators have."""
    ONE_OF: ClassVar[tuple[str, ...]] = ()
    """Fields of which exactly one is given."""
    GIVES_ID: ClassVar[str | None] = None
    """The field that may give the id of what is made."""

    acknowledge: Texts = ()


class NewPerson(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Somebody who is not a candidate yet."""

    name: Text
    email: PersonalText = None
    phone: PersonalText = None


B = TypeVar("B", bound=Body)


class Command(Struct, Generic[B], frozen=True):
    """A command of somebody.

    `id` names what it is about, or what it makes; `by` is the employee who commands, if it is one; `new_candidate` is
    the id that a new person gets.
    """

    id: str
    body: B
    by: str | None = None
    new_candidate: str = ""


class Accepted(NamedTuple):
    """The command is done by these facts; `acknowledged` are the warnings that applied."""

    facts: Sequence[Fact]
    acknowledged: tuple[str, ...] = ()


class Refusal(NamedTuple):
    """The command is refused; `reasons` are all that apply."""

    reasons: tuple[Reason, ...]


Decision = Accepted | Refusal


def settle(command: Command[B], reasons: Iterable[Reason], facts: Iterable[Fact]) -> Decision:
    """Decide: refused for the reasons that apply, unless all of them are warnings that are acknowledged.

    `facts` are made only where the command is not refused.
    """
    found = tuple(reasons)
    said = command.body.acknowledge
    if all(each.acknowledge and each.code in said for each in found):
        return Accepted(tuple(facts), tuple(each.code for each in found))
    return Refusal(found)
