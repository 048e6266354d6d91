"""A believable organisation over twelve months, as the canonical feed would tell it: one for each seed and last day."""

from datetime import UTC, date, datetime
from random import Random
from typing import Any

from api.demo.crowd import add_crowd
from api.demo.employees import employ_everyone
from api.demo.feed import APPLICANT_TRACKING, EVENING, Arrival, Feed
from api.demo.programmes import publish_programmes
from api.demo.requisitions import open_posts
from api.demo.scene import Scene
from api.demo.stories import STORIES

UNREADABLE = 16
"""Days before the end of the year on which something came that nobody could read."""


def make_believable_year(seed: int = 2026, *, ending_on: date) -> list[Arrival]:
    """Make the events of the twelve months that end on a day, in the order of arrival; ids hang on the seed alone."""
    feed = Feed(ending_on)
    staff = employ_everyone(feed, _make_dice(seed, "staff"))
    publish_programmes(feed)
    scene = Scene(feed, staff, open_posts(feed, staff))
    for story in STORIES:
        story(scene)
    add_crowd(scene, _make_dice(seed, "crowd"))
    return feed.list_arrivals(_make_dice(seed, "arrival"))


def make_unreadable_event(*, ending_on: date) -> Arrival:
    """Make an event that cannot be read, as a system that leaves a field out would send it: it ends up parked."""
    evening = datetime.combine(Feed(ending_on).day(UNREADABLE), EVENING, UTC)
    event: dict[str, Any] = {"specversion": "1.0", "id": "ats-unreadable", "source": APPLICANT_TRACKING[0]}
    event |= {"type": "hr.offer.extended.v1", "time": evening.isoformat(), "data": {"offer": "O-unreadable"}}
    return Arrival(evening, event)


def _make_dice(seed: int, purpose: str) -> Random:
    """Make random numbers of their own for each purpose, so that a change to one leaves the others as they are."""
    return Random(f"{seed}/{purpose}")  # noqa: S311  # a tale, not a secret
