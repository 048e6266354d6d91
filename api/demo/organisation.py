"""A believable organisation over twelve months, as the canonical feed would tell it: one for each seed and last day."""

from datetime import date
from random import Random
from typing import Any

from api.demo.crowd import the_crowd
from api.demo.employees import employ_everyone
from api.demo.feed import Feed
from api.demo.programmes import publish
from api.demo.requisitions import open_posts
from api.demo.scene import Scene
from api.demo.stories import STORIES


def believable_year(seed: int = 2026, *, ending_on: date) -> list[dict[str, Any]]:
    """Structured CloudEvents of the twelve months that end on a day, in the order of arrival (mostly that of time)."""
    feed = Feed(ending_on)
    staff = employ_everyone(feed, _dice(seed, "staff"))
    publish(feed)
    scene = Scene(feed, staff, open_posts(feed, staff))
    for story in STORIES:
        story(scene)
    the_crowd(scene, _dice(seed, "crowd"))
    return feed.events(_dice(seed, "arrival"))


def _dice(seed: int, purpose: str) -> Random:
    """Chance of its own for each purpose, so that a change to one leaves the others as they are."""
    return Random(f"{seed}/{purpose}")  # noqa: S311  # a tale, not a secret
