"""Vouch's own events about bonuses: what was earned or lost as days passed. No answer depends on them."""

from datetime import date
from typing import ClassVar

from domain.facts.base import Fact, instalment_id
from domain.facts.fields import AmountText, CurrencyCode, Id, Texts


def bonus_stream(referral: str, instalment: str) -> str:
    """Name the stream that says what becomes of a referral's instalment."""
    return f"{BonusFact.KIND}/{instalment_id(referral, instalment)}"


class BonusFact(Fact, frozen=True, kw_only=True):
    """Any event about a referral's instalment, as it was decided for a day (`as_of`)."""

    KIND: ClassVar[str] = "bonus"

    referral: Id
    instalment: Id
    referrer: Id
    as_of: date

    @property
    def thing(self) -> str:
        """The referral's instalment."""
        return instalment_id(self.referral, self.instalment)


class BonusEarned(BonusFact, frozen=True, kw_only=True):
    """The instalment is earned, or earned with another amount than was said before."""

    TOPIC: ClassVar[str] = "vouch.bonus.earned.v1"
    PUBLIC_TYPE: ClassVar[str | None] = "vouch.bonus.earned"

    earned_on: date
    amount: AmountText
    currency: CurrencyCode


class BonusLost(BonusFact, frozen=True, kw_only=True):
    """The instalment is lost for the reasons given, or is not earned after all."""

    TOPIC: ClassVar[str] = "vouch.bonus.lost.v1"
    PUBLIC_TYPE: ClassVar[str | None] = "vouch.bonus.lost"

    reasons: Texts = ()
