"""Facts about the bonus programme: its versions."""

from datetime import date
from typing import Annotated, ClassVar

from msgspec import Meta

from domain.facts.base import Fact, Folded, Misfit
from domain.facts.terms import Terms

_GREATEST = 2**53 - 1  # the greatest whole number that every JSON reader keeps exact


class BonusProgrammePublished(Fact, frozen=True, kw_only=True):
    """A version of the programme, in force from a day on; fixed by its first publication."""

    TOPIC: ClassVar[str] = "hr.bonus_program.published.v1"
    KIND: ClassVar[str] = "bonus_programme"
    THING: ClassVar[str] = "all"
    FOLDED_INTO: ClassVar[Folded | None] = "programme"

    version: Annotated[int, Meta(ge=1, le=_GREATEST)]
    effective_from: date
    terms: Terms

    @property
    def thing(self) -> str:
        """One for all versions: which is in force can only be said of all of them."""
        return self.THING

    def fault(self) -> Misfit | None:
        """Find where the terms do not go together."""
        if (wrong := self.terms.fault()) is None:
            return None
        return Misfit(f"terms.{wrong[0]}", "bad_terms", wrong[1])
