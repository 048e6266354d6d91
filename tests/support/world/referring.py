"""Referrals of a small world: several for a person, by several and by the same, withdrawn and told again."""

from typing import Any

from tests.support.world.world import World

RELATIONSHIPS = ("friend", "former_colleague", None, "")


def refer(world: World, candidate: str, day: int) -> None:
    """A referral of the candidate, perhaps withdrawn, before or after anything that follows."""
    rng = world.rng
    referral = world.new("R")
    facts: dict[str, Any] = {"referral": referral, "referrer": rng.choice(world.referrers), "candidate": candidate}
    if world.maybe(0.5):
        facts["requisition"] = rng.choice(world.requisitions)
    facts["relationship"] = world.usual(RELATIONSHIPS, ("family",), 0.4)
    world.tell("referral.made", day, facts)
    world.pivots += [day, day, day + rng.choice(world.windows)]
    if world.oddly(0.25):
        world.tell("referral.made", day + rng.choice((-1, 0, 1, 20)), facts | _changed(world))
    if world.oddly(0.25):
        world.tell("referral.withdrawn", day + rng.choice((-1, 0, 0, 3, 20, 100)), {"referral": referral})


def _changed(world: World) -> dict[str, Any]:
    rng = world.rng
    changes: tuple[dict[str, Any], ...] = (
        {"relationship": "family"},
        {"requisition": rng.choice((*world.requisitions, ""))},
        {"referrer": rng.choice(world.referrers)},
        {"candidate": rng.choice(world.candidates)},
        {},
    )
    return rng.choice(changes)
