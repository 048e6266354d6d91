"""A small world while its history is written: what exists in it, and the days on which something turns."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from random import Random
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

Event = dict[str, Any]
T = TypeVar("T")

FIRST_DAY = date(2025, 6, 1).toordinal()
LONG_AGO = date(2020, 1, 6).toordinal()

# Times of day in the organisation's zone: few, so that facts often share an instant; the borders of a day among them.
TIMES_OF_DAY = (
    time(9), time(9), time(9), time(9, 0, 0, 1), time(15), time(0), time(0), time(23, 59, 59, 999999),
)  # fmt: skip
SEQUENCES = (None, None, None, None, None, "", "1", "2", "10")
# Texts are ordered by code point: capitals before small letters, "10" before "9", accents last.
EVENT_PREFIXES = ("e", "e", "E", "é")
SOURCES = ("/hr", "/hr", "/ats", "/HR")
# How odd a world is: where everything is odd at once, most referrals are barred and little else is seen.
TEMPERS = (0.05, 0.1, 0.2, 0.4, 1.0)
# How long before (or after) its day a dated fact is told.
DELAYS = (0,)
ODD_DELAYS = (-30, -7, -1, 1, 7, 30)


@cache
def iso(day: int) -> str:
    """The civil date of an ordinal day, as the feed writes it."""
    return date.fromordinal(day).isoformat()


@cache
def instant(timezone: str, day: int, slot: int) -> str:
    """The instant of one of the times of day, on a day in a zone, as the feed writes it (UTC)."""
    local = datetime.combine(date.fromordinal(day), TIMES_OF_DAY[slot], ZoneInfo(timezone))
    return local.astimezone(UTC).isoformat().replace("+00:00", "Z")


@cache
def spelled_otherwise(text: str) -> str:
    """The same instant, written with another offset."""
    moment = datetime.fromisoformat(text) + timedelta(hours=2)
    return moment.replace(tzinfo=None).isoformat() + "+02:00"


def _filled(data: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in data.items() if value is not None}


class World:
    """Facts told so far, ids that exist, and the pivots: days around which answers change."""

    def __init__(self, rng: Random, timezone: str) -> None:
        self.rng = rng
        self.timezone = timezone
        self.temper = rng.choice(TEMPERS)
        self.events: list[Event] = []
        self.pivots: list[int] = []
        self.tenures: list[int] = [90]
        self.windows: list[int] = [180]
        self.gaps: list[int] = [3]
        self.counts: dict[str, int] = {}
        self.referrers: list[str] = []
        self.hired: list[str] = []
        self.candidates: list[str] = []
        self.requisitions: list[str] = []
        self.applications: list[str] = []

    def maybe(self, probability: float) -> bool:
        """True with this probability."""
        return self.rng.random() < probability

    def oddly(self, probability: float) -> bool:
        """True with this probability in the oddest of worlds, less often in others."""
        return self.rng.random() < probability * self.temper

    def usual(self, usual: Sequence[T], odd: Sequence[T], probability: float) -> T:
        """One of the usual values; in odd worlds, with this probability, one of the odd."""
        return self.rng.choice(odd if self.oddly(probability) else usual)

    def new(self, prefix: str) -> str:
        """An id not used yet; its case and separator vary, since ids are compared as texts."""
        number = self.counts[prefix] = self.counts.get(prefix, 0) + 1
        spelling = self.rng.random()
        if spelling < 0.8:
            return f"{prefix}-{number}"
        return f"{prefix.lower()}-{number}" if spelling < 0.9 else f"{prefix}/{number}"

    def pivot(self) -> int:
        """A day on which something turns, or its neighbour."""
        return self.rng.choice(self.pivots) + self.rng.choice((-1, 0, 0, 0, 1))

    def told(self, day: int) -> int:
        """The day on which a fact that bears this date is told: mostly the same."""
        return day + self.usual(DELAYS, ODD_DELAYS, 0.5)

    def tell(self, kind: str, day: int, data: dict[str, Any]) -> None:
        """Adds the fact `hr.KIND.v1`, told on this day of the zone; None is mostly left out, else null."""
        rng = self.rng
        moment = instant(self.timezone, day, rng.randrange(len(TIMES_OF_DAY)))
        number = self.counts["event"] = self.counts.get("event", 0) + 1
        event: Event = {
            "specversion": "1.0",
            "id": f"{rng.choice(EVENT_PREFIXES)}{number}",
            "source": rng.choice(SOURCES),
            "type": f"hr.{kind}.v1",
            "time": moment if rng.random() < 0.95 else spelled_otherwise(moment),
            "data": _filled(data) if rng.random() < 0.95 else data,
        }
        if (sequence := rng.choice(SEQUENCES)) is not None:
            event["sequence"] = sequence
        self.events.append(event)
