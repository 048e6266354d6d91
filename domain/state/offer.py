"""An offer: extended, accepted, undone. Where it stands is read off its facts in order."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from domain.facts.offer import OfferAccepted, OfferExpired, OfferExtended
from domain.state.entry import Entry, carried

DEFAULT_FTE = {"full_time": Decimal(1), "part_time": Decimal("0.5")}
"""The full-time equivalent that a schedule stands for where none is given (spec/feed.md, "Types")."""


class Hours:
    """Schedule and full-time equivalent, carried from fact to fact: a schedule without an fte sets its default."""

    __slots__ = ("fte", "schedule")

    def __init__(self) -> None:
        self.schedule = "full_time"
        self.fte = DEFAULT_FTE["full_time"]

    def carry(self, fact: Any) -> None:
        """Take what a fact carries; an empty text clears to the default, and is itself no schedule to carry."""
        if fact.schedule is not None:
            self.schedule = fact.schedule or "full_time"
        if fact.schedule:
            self.fte = DEFAULT_FTE[fact.schedule]
        if fact.fte is not None:
            self.fte = Decimal(fact.fte) if fact.fte else DEFAULT_FTE[self.schedule]


class Offer:
    """One offer's counted facts, at least one of them `extended`."""

    __slots__ = ("application", "entries", "extensions", "offer")

    def __init__(self, offer: str, entries: Sequence[Entry], extensions: Sequence[Entry]) -> None:
        self.offer = offer
        self.entries = entries
        self.extensions = extensions
        self.application: str = carried(extensions, "application")

    @property
    def hours(self) -> Hours:
        """What the offer offers: its fields count even where an extension is passed over."""
        hours = Hours()
        for entry in self.extensions:
            hours.carry(entry.data)
        return hours

    def field(self, name: str) -> Any:
        """A shown field such as `start_date` or `expires_on`: the latest that was carried."""
        return carried(self.extensions, name)


def offer_from(offer: str, entries: Sequence[Entry], as_of: date) -> Offer | None:
    """The offer as of the day, or None while no extension is known."""
    counted = [entry for entry in entries if entry.day <= as_of]
    extensions = [entry for entry in counted if isinstance(entry.data, OfferExtended)]
    return Offer(offer, counted, extensions) if extensions else None


def stands_after(stands: str | None, fact: Any) -> tuple[bool, str | None]:
    """Whether a fact is walked (not passed over), and how the offer stands after it.

    `expired` is passed over unless the offer stands extended, `extended` while it stands accepted: spec/bonus.md,
    "Offer".
    """
    match fact:
        case OfferExpired():
            return (True, None) if stands == "extended" else (False, stands)
        case OfferExtended():
            return (False, stands) if stands == "accepted" else (True, "extended")
        case OfferAccepted():
            return True, "accepted"
        case _:
            return True, None
