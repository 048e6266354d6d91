"""What becomes of a delivery (spec/vendors.md §1)."""

from typing import Literal

Outcome = Literal["translated", "repeated", "ignored", "parked", "refused"]

IGNORED = (
    "ping",
    "handshake",
    "not_needed",
    "companion",
    "prospect",
    "offer_not_sent",
    "superseded",
    "stale",
    "gone",
    "record_deleted",
    "not_approved",
    "nothing_new",
)
"""Reasons for which a delivery is known and not for us."""


class TranslationEnded(Exception):  # noqa: N818 - not an error: it says what became of a delivery
    """Ends the translation of one delivery."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Ignored(TranslationEnded):
    """It is known and not for us."""


class Parked(TranslationEnded):
    """It is not understood, or something has to be fetched first: nothing of it is recorded."""


class Refused(TranslationEnded):
    """Its signature or its timestamp does not hold."""
