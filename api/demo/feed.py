"""The demo's feed: working days counted back from the last one, readable ids, and the envelopes of the facts told."""

from collections import Counter
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from typing import Any, NamedTuple

# Which of the organisation's systems tells what; the beginning of the ids that it gives to its events.
SOURCES = {
    "fact": ("/hr", "hr"),
    "identity": ("/hr", "hr"),
    "employee": ("/hr", "hr"),
    "employment": ("/hr", "hr"),
    "leave": ("/hr", "hr"),
    "bonus_program": ("/policies", "policy"),
    "referral": ("/referrals", "ref"),
    "introduction": ("/referrals", "ref"),
}
APPLICANT_TRACKING = ("/ats", "ats")
FRIDAY = 4
EVENING = time(20)
"""When the systems send what they were told during the day (UTC)."""
BEGINNING = 365
"""Days before the end of the year on which Vouch was set up: what happened before was recorded on that evening."""


class ToldFact(NamedTuple):
    """A fact as it was told, with the id of its event; `arrives` is when the feed brings it, perhaps late."""

    time: datetime
    kind: str
    data: dict[str, Any]
    arrives: datetime
    source: str
    id: str


class Arrival(NamedTuple):
    """An event of the feed as it arrives: a structured CloudEvent, and when it is recorded."""

    recorded_at: datetime
    event: dict[str, Any]


class Feed:
    """Collects the facts of the year that ends on a day. Ids are given in the order of telling, whatever the day."""

    def __init__(self, ending_on: date) -> None:
        self.ending_on = ending_on
        self._told: list[ToldFact] = []
        self._facts_of_day: Counter[date] = Counter()
        self._things: Counter[str] = Counter()
        self._events: Counter[str] = Counter()

    def day(self, ago: int) -> date:
        """Find the working day `ago` days before the end (negative: after it); a weekend gives its Friday."""
        day = self.ending_on - timedelta(days=ago)
        return day - timedelta(days=max(0, day.weekday() - FRIDAY))

    def new(self, letters: str, after: int = 0) -> str:
        """Make a readable id that nothing has yet: kind and running number, beginning behind the number `after`."""
        self._things[letters] = max(self._things[letters], after) + 1
        return f"{letters}-{self._things[letters]:03}"

    def tell(self, kind: str, day: date, *, arrives: int = 0, **data: Any) -> str:
        """Add the fact `hr.KIND.v1`, later in the day than those before; `arrives`: days late. None is left out.

        Returns the id of its event.
        """
        source, prefix = SOURCES.get(kind.partition(".")[0], APPLICANT_TRACKING)
        self._events[prefix] += 1
        moment = self._find_office_hours(day)
        filled = {name: value for name, value in data.items() if value is not None}
        told = ToldFact(
            moment, kind, filled, moment + timedelta(days=arrives), source, f"{prefix}-{self._events[prefix]:05}"
        )
        self._told.append(told)
        return told.id

    def list_arrivals(self, rng: Random) -> list[Arrival]:
        """List the events as they arrive: by time, but for some that are late. None comes after the last evening."""
        last, first = (datetime.combine(self.day(ago), EVENING, UTC) for ago in (0, BEGINNING))
        drawn = [(told.arrives + _draw_delay(rng), told) for told in self._told]
        arrivals = []
        for arrives, told in sorted(drawn, key=lambda each: (each[0], each[1].time)):
            evening = datetime.combine(arrives.date(), EVENING, UTC)
            arrivals.append(Arrival(min(max(evening, first), last), _make_envelope(told)))
        return arrivals

    def _find_office_hours(self, day: date) -> datetime:
        """Find the next free moment of the day, from eight in the morning (UTC) on."""
        count = self._facts_of_day[day]
        self._facts_of_day[day] += 1
        return datetime.combine(day, time(8)) + timedelta(minutes=6 * count, seconds=(37 * count + day.day) % 60)


def _make_envelope(told: ToldFact) -> dict[str, Any]:
    return {
        "specversion": "1.0",
        "id": told.id,
        "source": told.source,
        "type": f"hr.{told.kind}.v1",
        "time": f"{told.time.isoformat()}Z",
        "datacontenttype": "application/json",
        "data": told.data,
    }


def _draw_delay(rng: Random) -> timedelta:
    """Draw how late a fact arrives: most on the same evening, one in twenty-five by days."""
    return timedelta(days=rng.choice((1, 2, 5, 12, 30)) if rng.random() < 0.04 else 0)
