"""Random histories of a small world, for properties: every clause of the bonus rules, at its borders, all at once."""

from collections.abc import Collection, Iterable
from datetime import date, timedelta
from itertools import pairwise
from random import Random
from typing import Any

from hypothesis import strategies

from tests.support.world.applying import apply
from tests.support.world.identities import say_who_is_who
from tests.support.world.people import employ_referrers, identify, merge, record_employees, say_other_things
from tests.support.world.posts import change_posts, open_posts
from tests.support.world.referring import refer
from tests.support.world.spells import employ_before, hire
from tests.support.world.terms import publish
from tests.support.world.world import FIRST_DAY, Event, World

TIMEZONES = ("UTC", "Pacific/Auckland", "America/Los_Angeles")
# Facts that announce a thing; without them what else is told of it are orphans.
ANNOUNCING = ("offer.extended", "application.submitted", "employment.started", "requisition.opened", "referral.made")
# From a referral to the submission: the same day and before it, within grace and not, within the window and not.
UNTIL_APPLIED = (1, 2, 7, 14)
ODDLY_UNTIL_APPLIED = (0, 0, 1, 2, 7, 7, 14, 14, 15, 30, 31, 60, 89, 90, 91, 180, 181, -1, -1, -3, -4, -30, -200, -366)
DATED = ("start_date", "last_day", "first_day", "effective_on", "effective_from", "opened_on", "closed_on")


def histories(timezone: str = "UTC") -> strategies.SearchStrategy[list[Event]]:
    """Random histories as a hypothesis strategy."""
    return strategies.integers(0, 2**48).map(lambda seed: random_history(Random(seed), timezone=timezone))


def random_history(
    rng: Random,
    *,
    candidates: int | None = None,
    referrers: int | None = None,
    requisitions: int | None = None,
    versions: int | None = None,
    timezone: str = "UTC",
) -> list[Event]:
    """Canonical events of a small world within about 18 months, in the order of arrival (mostly that of time).

    Counts left out are drawn: 2 to 5 candidates, 1 to 4 referrers, 1 to 3 requisitions, 1 to 3 programme versions. The
    borders of the days are those of the time zone, one of TIMEZONES.
    """
    world = World(rng, timezone)
    world.candidates = [world.new("C") for _ in range(candidates or rng.choice((2, 2, 2, 3, 3, 4, 5)))]
    world.referrers = [world.new("E") for _ in range(referrers or rng.choice((1, 1, 2, 3, 4)))]
    publish(world, versions or rng.choice((1, 1, 2, 3)))
    open_posts(world, requisitions or rng.randint(1, 3))
    for candidate in world.candidates:
        _follow(world, candidate)
    employ_referrers(world)
    record_employees(world)
    change_posts(world)
    identify(world)
    merge(world)
    say_other_things(world)
    say_who_is_who(world)
    return _arrive(rng, _without_some_announcements(rng, world.events))


def asks(history: list[Event], rng: Random, count: int = 6) -> list[tuple[date, int | None]]:
    """Questions: days on which something turns, and neighbours; with how many events are known (None: all)."""
    days = sorted(day for day in _turning_days(history) if day.toordinal() >= FIRST_DAY - 60)
    chosen = [rng.choice(days) + timedelta(days=rng.choice((-1, 0, 0, 1))) for _ in range(count - 1)]
    return [(day, _known(history, rng)) for day in (*chosen, days[-1] + timedelta(days=400))]


def split_into_pushes(history: list[Event], rng: Random, cuts: Collection[int | None] = ()) -> list[list[Event]]:
    """The history, in its order, in batches of random sizes; a batch ends after each number of events in `cuts`.

    Given the numbers known of `asks`, what was known is what the first batches hold.
    """
    drawn = {rng.randint(0, len(history)) for _ in range(rng.choice((0, 1, 3, 10)))}
    edges = sorted({0, len(history), *drawn, *(cut for cut in cuts if cut is not None)})
    return [history[begin:end] for begin, end in pairwise(edges)]


def _follow(world: World, candidate: str) -> None:
    """What befalls a candidate: once or twice a round of referrals, applications and a hire."""
    rng = world.rng
    day = FIRST_DAY + rng.randrange(200)
    if world.maybe(0.08):
        employ_before(world, candidate, day)
    for _ in range(world.usual((1,), (2,), 0.5)):
        for _ in range(world.usual((1, 1, 2), (0, 1, 3), 0.5)):
            refer(world, candidate, day + world.usual((0, 0, 1), (0, 1, 5, 20), 0.5))
        submitted = anchor = day + world.usual(UNTIL_APPLIED, ODDLY_UNTIL_APPLIED, 0.7)
        application = None
        if not world.oddly(0.3):
            application, anchor = apply(world, candidate, submitted)
        if world.oddly(0.35):
            apply(world, candidate, submitted + rng.choice((-366, -90, -2, 0, 0, 3, 40, 120)))
        if world.maybe(0.75):
            hire(world, candidate, application, anchor)
        day += rng.choice((14, 60, 120, 200))


def _without_some_announcements(rng: Random, events: list[Event]) -> list[Event]:
    """Leaves a few announcements out, so that what was said of the thing waits for ever."""
    topics = {f"hr.{kind}.v1" for kind in ANNOUNCING}
    return [event for event in events if event["type"] not in topics or rng.random() > 0.03]


def _arrive(rng: Random, events: list[Event]) -> list[Event]:
    """Most facts arrive in the order of time; a few early or late, by up to some months."""
    delayed = [(_day(event["time"]).toordinal() + _delay(rng), index) for index, event in enumerate(events)]
    return [events[index] for _, index in sorted(delayed)]


def _delay(rng: Random) -> int:
    return 0 if rng.random() < 0.75 else rng.randint(-60, 120)


def _known(history: list[Event], rng: Random) -> int | None:
    """How many events were recorded: all, or mostly many of them."""
    return None if rng.random() < 0.5 else rng.randint(rng.choice((0, len(history) // 2)), len(history))


def _day(text: str) -> date:
    return date.fromisoformat(text[:10])


def _turning_days(history: list[Event]) -> set[date]:
    days = {_day(event["time"]) for event in history}
    days |= {_day(event["data"][field]) for event in history for field in DATED if event["data"].get(field)}
    starts = {_day(event["data"]["start_date"]) for event in history if event["data"].get("start_date")}
    referred = {_day(event["time"]) for event in history if event["type"] == "hr.referral.made.v1"}
    terms = [event["data"]["terms"] for event in history if "terms" in event["data"]]
    days |= {start + timedelta(days=tenure) for start in starts for tenure in _tenures(terms)}
    return days | {day + timedelta(days=window + 1) for day in referred for window in _windows(terms)}


def _tenures(terms: Iterable[dict[str, Any]]) -> set[int]:
    return {90} | {part["tenure_days"] for each in terms for part in each.get("instalments", ())}


def _windows(terms: Iterable[dict[str, Any]]) -> set[int]:
    return {each.get("ownership", {}).get("window_days") or 180 for each in terms}
