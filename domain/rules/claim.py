"""A claim: a referral with the terms that govern it. A referral that no version governs has none."""

from datetime import date, timedelta
from functools import cached_property

from domain.facts.terms import Terms
from domain.state.days import plus
from domain.state.hires import Hires
from domain.state.organisation import Organisation
from domain.state.person import Person
from domain.state.programme import Version
from domain.state.referral import Referral


class Claim:
    """One governed referral: who is claimed, by which terms, and by when the person has to apply."""

    def __init__(self, referral: Referral, version: Version, organisation: Organisation) -> None:
        self.referral = referral
        self.version = version
        self.terms: Terms = version.terms
        self.organisation = organisation
        self.as_of: date = organisation.as_of
        self.person: Person = organisation.person(referral.candidate)
        self.day: date = referral.day

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
    def hires(self) -> Hires:
        """The hires of applications, by the types of employment that the terms pay for."""
        return self.organisation.hires(self.terms.candidate.employment_types)

    @property
    def expired(self) -> bool:
        """Whether the day asked about is after the window's last day."""
        return self.window_ends_on is not None and self.as_of > self.window_ends_on

    @property
    def gap_days(self) -> int:
        """How many days between two spells break no employment."""
        return self.terms.transfer_gap_days
