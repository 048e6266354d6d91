"""A believable organisation over twelve months, as the canonical feed would tell it: one for each seed and last day."""

from datetime import date
from random import Random
from typing import Any

from api.demo.crowd import add_crowd
from api.demo.employees import employ_everyone
from api.demo.feed import Feed
from api.demo.programmes import publish_programmes
from api.demo.requisitions import open_posts
from api.demo.scene import Scene
from api.demo.stories import STORIES


def make_believable_year(seed: int = 2026, *, ending_on: date) -> list[dict[str, Any]]:
    """Make the structured CloudEvents of the twelve months that end on a day, in the order of arrival."""
    feed = Feed(ending_on)
    staff = employ_everyone(feed, _make_dice(seed, "staff"))
    publish_programmes(feed)
    scene = Scene(feed, staff, open_posts(feed, staff))
    for story in STORIES:
        story(scene)
    add_crowd(scene, _make_dice(seed, "crowd"))
    return feed.make_events(_make_dice(seed, "arrival"))


def _make_dice(seed: int, purpose: str) -> Random:
    """Make random numbers of their own for each purpose, so that a change to one leaves the others as they are."""
    return Random(f"{seed}/{purpose}")  # noqa: S311  # a tale, not a secret
