"""The demo's feed: working days counted back from the last one, readable ids, and the envelopes of the facts told."""

from collections import Counter
from datetime import date, datetime, time, timedelta
from random import Random
from typing import Any, NamedTuple

# Which of the organisation's systems tells what; the beginning of the ids that it gives to its events.
SOURCES = {
    "employee": ("/hr", "hr"),
    "employment": ("/hr", "hr"),
    "leave": ("/hr", "hr"),
    "bonus_program": ("/policies", "policy"),
    "referral": ("/referrals", "ref"),
    "introduction": ("/referrals", "ref"),
}
APPLICANT_TRACKING = ("/ats", "ats")
FRIDAY = 4


class ToldFact(NamedTuple):
    """A fact as it was told; `arrives` is when the feed brings it, early or late against its time."""

    time: datetime
    kind: str
    data: dict[str, Any]
    arrives: datetime


class Feed:
    """Collects the facts of the year that ends on a day."""

    def __init__(self, ending_on: date) -> None:
        self.ending_on = ending_on
        self._told: list[ToldFact] = []
        self._facts_of_day: Counter[date] = Counter()
        self._things_of_month: Counter[str] = Counter()

    def day(self, ago: int) -> date:
        """Find the working day `ago` days before the end (negative: after it); a weekend gives its Friday."""
        day = self.ending_on - timedelta(days=ago)
        return day - timedelta(days=max(0, day.weekday() - FRIDAY))

    def new(self, letter: str, day: date) -> str:
        """Make a readable id that nothing has yet: kind, year and month, running number in that month."""
        beginning = f"{letter}-{day:%y%m}"
        self._things_of_month[beginning] += 1
        return f"{beginning}-{self._things_of_month[beginning]:02}"

    def tell(self, kind: str, day: date, *, arrives: int = 0, **data: Any) -> None:
        """Add the fact `hr.KIND.v1`, later in the day than those before; `arrives`: days late. None is left out."""
        moment = self._find_office_hours(day)
        filled = {name: value for name, value in data.items() if value is not None}
        self._told.append(ToldFact(moment, kind, filled, moment + timedelta(days=arrives)))

    def make_events(self, rng: Random) -> list[dict[str, Any]]:
        """Make structured CloudEvents of the facts, in the order of arrival: by time, but for some early and late."""
        numbered = self._make_envelopes()
        arrivals = [(told.arrives + _draw_delay(rng), number, event) for number, (told, event) in enumerate(numbered)]
        return [event for _, _, event in sorted(arrivals, key=lambda arrival: arrival[:2])]

    def _make_envelopes(self) -> list[tuple[ToldFact, dict[str, Any]]]:
        numbers: Counter[str] = Counter()
        envelopes = []
        for told in sorted(self._told, key=lambda told: told.time):
            source, prefix = SOURCES.get(told.kind.partition(".")[0], APPLICANT_TRACKING)
            numbers[prefix] += 1
            envelopes.append((told, _make_envelope(told, source, f"{prefix}-{numbers[prefix]:05}")))
        return envelopes

    def _find_office_hours(self, day: date) -> datetime:
        """Find the next free moment of the day, from eight in the morning (UTC) on."""
        count = self._facts_of_day[day]
        self._facts_of_day[day] += 1
        return datetime.combine(day, time(8)) + timedelta(minutes=6 * count, seconds=(37 * count + day.day) % 60)


def _make_envelope(told: ToldFact, source: str, event_id: str) -> dict[str, Any]:
    return {
        "specversion": "1.0",
        "id": event_id,
        "source": source,
        "type": f"hr.{told.kind}.v1",
        "time": f"{told.time.isoformat()}Z",
        "datacontenttype": "application/json",
        "data": told.data,
    }


def _draw_delay(rng: Random) -> timedelta:
    """Draw how late (or early) a fact arrives: most at once, one in twenty-five by days."""
    return timedelta(days=rng.choice((-2, 1, 2, 5, 12)) if rng.random() < 0.04 else 0)
