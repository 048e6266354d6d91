"""A referral's case: the claim, what it covers, what counts and who was hired, as of a day."""

from datetime import date
from functools import cached_property

from domain.rules import coverage
from domain.rules.claim import Claim
from domain.rules.covered import Covered, find_covered
from domain.state.application import Application
from domain.state.requisition import Requisition
from domain.state.spell import Spell
from domain.state.stretch import Stretch


class Case(Claim):
    """One claim with all that is to be known about it before its bars are tested."""

    @cached_property
    def covered(self) -> Covered:
        """The applications of the person that the referral covers."""
        return find_covered(self)

    @cached_property
    def counted(self) -> Application | None:
        """The covered application that counts (spec/bonus.md §1)."""
        return coverage.pick_counted(self, self.covered)

    @cached_property
    def hire(self) -> Spell | None:
        """The hire of the counted application."""
        return self.hires.of(self.counted) if self.counted is not None else None

    @cached_property
    def counting_day(self) -> date | None:
        """The hire's counting day: the first on which its type is one that the programme pays for."""
        return self.hires.counting_day(self.hire) if self.hire is not None else None

    @cached_property
    def stretch(self) -> Stretch | None:
        """The stretch of the person's that holds the hire."""
        return self.person.stretch_of(self.hire, self.gap_days) if self.hire is not None else None

    @property
    def hired(self) -> bool:
        """Whether there is a hire that has started by the day."""
        return self.hire is not None and self.hire.start_date <= self.as_of

    @property
    def requisition_id(self) -> str | None:
        """The counted application's requisition; of one that a spell stands for, or none counted, the referral's."""
        if self.counted is not None and self.counted.application is not None:
            return self.counted.requisition
        return self.referral.requisition

    @property
    def requisition(self) -> Requisition:
        """The requisition that pays: empty where it is none or not known."""
        return self.organisation.requisition(self.requisition_id)

    def referrer_stretches(self) -> list[Stretch]:
        """List the referrer's own stretches."""
        return self.organisation.stretches_of_employee(self.referral.referrer, self.gap_days)
