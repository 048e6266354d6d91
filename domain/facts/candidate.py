"""Facts about candidates: who they are, and which records are one person."""

from typing import ClassVar

from domain.facts.base import Fact, link
from domain.facts.fields import Id, OptionalText, PersonalText


class CandidateIdentified(Fact, frozen=True, kw_only=True):
    """What is on record about a candidate."""

    TOPIC: ClassVar[str] = "hr.candidate.identified.v1"

    candidate: Id
    name: PersonalText = None
    email: PersonalText = None
    phone: PersonalText = None

    @property
    def stream(self) -> str:
        """The candidate's."""
        return f"candidate/{self.candidate}"


class CandidatePairing(Fact, frozen=True, kw_only=True):
    """Two candidate records are said to be, or not to be, one person."""

    losing: Id
    winning: Id

    @property
    def stream(self) -> str:
        """That of the losing record."""
        return f"candidate/{self.losing}"

    @property
    def links(self) -> tuple[str, ...]:
        """That of the winning record."""
        return link("candidate", self.winning)


class CandidateMerged(CandidatePairing, frozen=True, kw_only=True):
    """The two are one person."""

    TOPIC: ClassVar[str] = "hr.candidate.merged.v1"


class CandidateUnmerged(CandidatePairing, frozen=True, kw_only=True):
    """They are not, after all."""

    TOPIC: ClassVar[str] = "hr.candidate.unmerged.v1"


class CandidateErased(Fact, frozen=True, kw_only=True):
    """An erasure was asked for. Recorded; changes no decision."""

    TOPIC: ClassVar[str] = "hr.candidate.erased.v1"

    candidate: Id
    request: OptionalText = None

    @property
    def stream(self) -> str:
        """The candidate's."""
        return f"candidate/{self.candidate}"
