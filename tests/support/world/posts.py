"""Requisitions of a small world: opened, changed (also from a date in the past), closed."""

from typing import Any

from tests.support.world.world import FIRST_DAY, World, iso

LEVELS = ("senior", "junior", None)
DEPARTMENTS = ("nursing", "it", None)
BONUSES: tuple[dict[str, str] | None, ...] = (
    None, None, None, None,
    {"amount": "150000", "currency": "JPY"}, {"amount": "777.77", "currency": "USD"},
    {"amount": "0", "currency": "KWD"}, {},
)  # fmt: skip


def open_posts(world: World, requisitions: int) -> None:
    """Opens the requisitions; the managers are referrers or the hires' own managers."""
    for _ in range(requisitions):
        world.requisitions.append(requisition := world.new("Q"))
        opened = FIRST_DAY + world.rng.choice((-30, 0, 30, 60, 120))
        world.pivots.append(opened)
        facts: dict[str, Any] = {"requisition": requisition, "title": "Analyst", "hiring_manager": _manager(world)}
        facts |= {"opened_on": iso(opened), "schedules": ["full_time", "part_time"]}
        world.tell("requisition.opened", world.told(opened), facts | _worth(world))
    world.requisitions.append("Q-unheard-of")


def change_posts(world: World) -> None:
    """Changes and closings around the pivots."""
    for requisition in world.requisitions:
        if world.maybe(0.45):
            _update(world, requisition)
        if world.maybe(0.2):
            _update(world, requisition)
        if world.maybe(0.3):
            closed = world.pivot()
            facts: dict[str, Any] = {
                "requisition": requisition,
                "closed_on": iso(closed),
                "reason": world.rng.choice(("filled", None)),
            }
            world.tell("requisition.closed", world.told(closed), facts)


def _update(world: World, requisition: str) -> None:
    effective = world.pivot()
    facts: dict[str, Any] = {"requisition": requisition, "effective_on": iso(effective)}
    if world.maybe(0.5):
        facts["hiring_manager"] = _manager(world)
    if world.maybe(0.6):
        facts |= _worth(world)
    if world.maybe(0.2):
        facts |= {"level": "", "department": ""}
    world.tell("requisition.updated", world.told(effective), facts)


def _worth(world: World) -> dict[str, Any]:
    rng = world.rng
    return {"level": rng.choice(LEVELS), "department": rng.choice(DEPARTMENTS), "bonus": rng.choice(BONUSES)}


def _manager(world: World) -> str:
    return world.usual(("M-1", "M-2"), world.referrers, 0.6)
