"""Facts about candidates: who they are, and which records are one person."""

from typing import ClassVar

from domain.facts.base import Fact, Folded, link
from domain.facts.fields import Id, OptionalText, PersonalText
from domain.facts.keys import Key, list_keys


class CandidateIdentified(Fact, frozen=True, kw_only=True):
    """What is on record about a candidate."""

    TOPIC: ClassVar[str] = "hr.candidate.identified.v1"
    KIND: ClassVar[str] = "candidate"
    FOLDED_INTO: ClassVar[Folded | None] = "candidates"

    candidate: Id
    name: PersonalText = None
    email: PersonalText = None
    phone: PersonalText = None

    @property
    def thing(self) -> str:
        """The candidate's id."""
        return self.candidate

    @property
    def keys(self) -> tuple[Key, ...]:
        """The address."""
        return list_keys(None, (self.email,))

    def describe(self) -> str:
        """Say that somebody is on record."""
        return f"{self.candidate} identified."


class CandidatePairing(Fact, frozen=True, kw_only=True):
    """Two candidate records are said to be, or not to be, one person."""

    KIND: ClassVar[str] = "candidate"
    FOLDED_INTO: ClassVar[Folded | None] = "merges"

    losing: Id
    winning: Id

    @property
    def thing(self) -> str:
        """The losing candidate's id."""
        return self.losing

    @property
    def links(self) -> tuple[str, ...]:
        """The winning candidate's stream."""
        return link("candidate", self.winning)

    @property
    def told_in(self) -> tuple[str, ...]:
        """The timelines of both."""
        return link("candidate", self.losing, self.winning)


class CandidateMerged(CandidatePairing, frozen=True, kw_only=True):
    """The two are one person."""

    TOPIC: ClassVar[str] = "hr.candidate.merged.v1"

    def describe(self) -> str:
        """Say that the two are one."""
        return f"{self.losing} merged into {self.winning}: one person."


class CandidateUnmerged(CandidatePairing, frozen=True, kw_only=True):
    """They are not, after all."""

    TOPIC: ClassVar[str] = "hr.candidate.unmerged.v1"

    def describe(self) -> str:
        """Say that the two are not one."""
        return f"{self.losing} and {self.winning} are two people after all."


class CandidateErased(Fact, frozen=True, kw_only=True):
    """An erasure was asked for. Recorded; changes no decision."""

    TOPIC: ClassVar[str] = "hr.candidate.erased.v1"
    KIND: ClassVar[str] = "candidate"

    candidate: Id
    request: OptionalText = None

    @property
    def thing(self) -> str:
        """The candidate's id."""
        return self.candidate

    def describe(self) -> str:
        """Say that an erasure was asked for."""
        return f"Personal data of {self.candidate} erased on request."
