"""An offer: extended, accepted, undone. Where it stands is read off its facts in order."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from domain.facts.base import Fact
from domain.facts.employment import EmploymentChanged, EmploymentStarted
from domain.facts.offer import OfferAccepted, OfferExpired, OfferExtended
from domain.state.entry import Entry, carried, of_kind

DEFAULT_FTE = {"full_time": Decimal(1), "part_time": Decimal("0.5")}
"""The full-time equivalent that a schedule stands for where none is given (spec/feed.md, "Types")."""


GivesHours = OfferExtended | EmploymentStarted | EmploymentChanged
"""Facts that give a schedule and a full-time equivalent."""


class Hours:
    """Schedule and full-time equivalent, carried from fact to fact: a schedule without an fte sets its default."""

    __slots__ = ("fte", "schedule")

    def __init__(self) -> None:
        self.schedule = "full_time"
        self.fte = DEFAULT_FTE["full_time"]

    def carry(self, fact: GivesHours) -> None:
        """Take what a fact carries; an empty text clears to the default, and is itself no schedule to carry."""
        if fact.schedule is not None:
            self.schedule = fact.schedule or "full_time"
        if fact.schedule:
            self.fte = DEFAULT_FTE[fact.schedule]
        if fact.fte is not None:
            self.fte = Decimal(fact.fte) if fact.fte else DEFAULT_FTE[self.schedule]


class Offer:
    """One offer's counted facts, at least one of them `extended`."""

    __slots__ = ("_hours", "application", "entries", "extensions", "offer")

    def __init__(self, offer: str, entries: Sequence[Entry[Fact]], extensions: Sequence[Entry[OfferExtended]]) -> None:
        self.offer = offer
        self.entries = entries
        self.extensions = extensions
        self._hours: Hours | None = None
        self.application = extensions[-1].data.application

    @property
    def hours(self) -> Hours:
        """What the offer offers: its fields count even where an extension is passed over."""
        if self._hours is None:
            self._hours = Hours()
            for entry in self.extensions:
                self._hours.carry(entry.data)
        return self._hours

    @property
    def start_date(self) -> date | None:
        """The day on which the work is to begin, if the offer says so."""
        return _read_day(carried(self.extensions, lambda fact: fact.start_date))

    @property
    def expires_on(self) -> date | None:
        """The last day on which the offer is open, if it says so."""
        return _read_day(carried(self.extensions, lambda fact: fact.expires_on))


def _read_day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def fold_offer(offer: str, entries: Sequence[Entry[Fact]], as_of: date) -> Offer | None:
    """Fold the offer as of the day, or None while no extension is known."""
    counted = [entry for entry in entries if entry.day <= as_of]
    extensions = of_kind(counted, OfferExtended)
    return Offer(offer, counted, extensions) if extensions else None


def stands_after(stands: str | None, fact: Fact) -> tuple[bool, str | None]:
    """Tell whether a fact is walked (not passed over), and how the offer stands after it.

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
