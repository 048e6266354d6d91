"""A referral's case: the referral with its terms, what it covers, what counts and who was hired, as of a day."""

from datetime import date, timedelta
from functools import cached_property

from domain.facts.terms import Terms
from domain.rules import coverage
from domain.state.application import Application
from domain.state.days import plus
from domain.state.organisation import Organisation
from domain.state.person import Person
from domain.state.programme import Version
from domain.state.referral import Referral
from domain.state.requisition import Requisition
from domain.state.spell import Spell
from domain.state.stretch import Stretch


class Case:
    """One referral, judged by its own terms."""

    def __init__(self, referral: Referral, organisation: Organisation) -> None:
        self.referral = referral
        self.organisation = organisation
        self.as_of: date = organisation.as_of
        self.person: Person = organisation.person(referral.candidate)
        self.day: date = referral.day
        self.version: Version | None = organisation.programme.in_force_on(self.day)
        if self.version is not None:
            # The terms that govern the referral for good; never asked of a referral without a version.
            self.terms: Terms = self.version.terms

    @cached_property
    def grace(self) -> timedelta:
        """How much later than the application a referral may come."""
        return timedelta(hours=self.terms.ownership.grace_hours)

    @cached_property
    def window_ends_on(self) -> date | None:
        """The last day on which an application is covered; None: never expires."""
        days = self.terms.ownership.window_days
        return None if days is None else plus(self.day, days)

    @property
    def expired(self) -> bool:
        """Whether the day asked about is after the window's last day."""
        return self.window_ends_on is not None and self.as_of > self.window_ends_on

    @cached_property
    def covered(self) -> list[Application]:
        """The applications of the person that the referral covers."""
        if self.version is None:
            return []
        return [application for application in self.person.applications if coverage.covers(self, application)]

    @cached_property
    def counted(self) -> Application | None:
        """The covered application that counts (spec/bonus.md §1)."""
        return coverage.counted(self)

    @cached_property
    def hire(self) -> Spell | None:
        """The hire of the counted application."""
        return coverage.hire(self, self.counted) if self.counted is not None else None

    @cached_property
    def counting_day(self) -> date | None:
        """The hire's counting day: the first on which its type is one that the programme pays for."""
        return coverage.counting_day(self, self.hire) if self.hire is not None else None

    @cached_property
    def stretch(self) -> Stretch | None:
        """The stretch of the person's that holds the hire."""
        return self.person.stretch_of(self.hire, self.gap_days) if self.hire is not None else None

    @property
    def hired(self) -> bool:
        """Whether there is a hire that has started by the day."""
        return self.hire is not None and self.hire.start_date <= self.as_of

    @property
    def gap_days(self) -> int:
        """How many days between two spells break no employment."""
        return self.terms.transfer_gap_days

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
        """The referrer's own stretches."""
        return self.organisation.stretches_of_employee(self.referral.referrer, self.gap_days)
