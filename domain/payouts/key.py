"""The key of money: for whom, for what, in which currency; and who is one with whom."""

from collections.abc import Callable
from typing import NamedTuple

Worker = Callable[[str], str]
"""An employee id to the worker it belongs to: employees joined by links are one."""


class Key(NamedTuple):
    """(referral, instalment, referrer, currency): what entitlement and lines are counted by."""

    referral: str
    instalment: str
    referrer: str
    currency: str


def alone(employee: str) -> str:
    """Return the worker of an employee where no links are known: the same id."""
    return employee
