"""Vouch's own events about bonuses: what was earned or lost as days passed. No answer depends on them."""

from datetime import date
from typing import ClassVar

from domain.facts.base import Fact, instalment_stream
from domain.facts.fields import AmountText, CurrencyCode, Id, Texts


def bonus_stream(referral: str, instalment: str) -> str:
    """The stream in which is told what becomes of a referral's instalment."""
    return instalment_stream("bonus", referral, instalment)


class BonusFact(Fact, frozen=True, kw_only=True):
    """Any event about a referral's instalment, as it was decided for a day (`as_of`)."""

    referral: Id
    instalment: Id
    referrer: Id
    as_of: date

    @property
    def stream(self) -> str:
        """That of the referral's instalment."""
        return bonus_stream(self.referral, self.instalment)


class BonusEarned(BonusFact, frozen=True, kw_only=True):
    """The instalment is earned, or earned with another amount than was said before."""

    TOPIC: ClassVar[str] = "vouch.bonus.earned.v1"

    earned_on: date
    amount: AmountText
    currency: CurrencyCode


class BonusLost(BonusFact, frozen=True, kw_only=True):
    """The instalment is lost for the reasons given, or is not earned after all."""

    TOPIC: ClassVar[str] = "vouch.bonus.lost.v1"

    reasons: Texts = ()
