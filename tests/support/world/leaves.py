"""Leaves of a small world: paid and unpaid, open, overlapping, replaced, taken back."""

from typing import Any

from tests.support.world.world import World, iso


def take_leaves(world: World, employment: str, first_day: int, milestone: int) -> None:
    """Some leaves between the first day and a milestone; their ids are their spell's own affair."""
    if world.maybe(0.6):
        return
    for leave in world.rng.sample(("L-1", "L-2", "L-3"), world.rng.randint(1, 2)):
        _record(world, employment, leave, first_day, milestone)
        if world.maybe(0.2):
            _record(world, employment, leave, first_day, milestone)
        if world.maybe(0.2):
            told = world.rng.choice((first_day, milestone))
            world.tell("leave.cancelled", told, {"leave": leave, "employment": employment})


def _record(world: World, employment: str, leave: str, first_day: int, milestone: int) -> None:
    rng = world.rng
    begins = rng.choice((first_day - 3, first_day, first_day + 1, first_day + 10, milestone - 5, milestone))
    facts: dict[str, Any] = {"leave": leave, "employment": employment, "first_day": iso(begins)}
    if world.maybe(0.8):
        facts["last_day"] = iso(begins + rng.choice((0, 1, 9, 30)))
    world.tell("leave.recorded", world.told(begins), facts | {"paid": world.maybe(0.25)})
