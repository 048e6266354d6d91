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


class NeedsFetch(Parked):
    """Its API has to be asked first: `request` names what, such as `GET /path`."""

    def __init__(self, request: str) -> None:
        super().__init__("needs_fetch")
        self.request = request


class Refused(TranslationEnded):
    """Its signature or its timestamp does not hold."""
