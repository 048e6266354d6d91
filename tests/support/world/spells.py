"""Contracts of a small world: begun, corrected, changed, cancelled, ended, followed by another; and their leaves."""

from typing import Any

from tests.support.world.leaves import take_leaves
from tests.support.world.world import World, iso

TYPES = (None, None, "regular")
ODD_TYPES = ("temporary", "contractor", "intern", "per_diem", "")
SCHEDULES = (None, None, "full_time", "part_time", "")
FTES = (None, None, "0.6", "0.25", "1", "")
REASONS = ("resigned", "redundant", "dismissed", "deceased", None)
# Days from the anchor (an acceptance, a submission, a referral) to the first day: mostly some weeks, and every border
# of the rules that look for the application of a spell.
NOTICE = (0, 1, 7, 14, 14, 21, 30, 30, 31, 60, 119, 120, 121, 364, 365, 366, -1, -7, -29, -30, -31)


def hire(world: World, candidate: str, application: str | None, anchor: int) -> None:
    """A spell of a candidate, by any of the ways of naming it, and what becomes of it."""
    first_day = anchor + world.usual((7, 14, 21), NOTICE, 0.7)
    named = _named(world, candidate, application) | {"employee": _employee(world)}
    employment = start(world, named, first_day)
    milestones = [first_day + tenure for tenure in world.tenures]
    world.pivots += [first_day, first_day, *milestones[-3:]]
    if world.maybe(0.5):
        _amend(world, employment, named, first_day)
    if world.maybe(0.35):
        _leave_the_firm(world, employment, named, world.rng.choice(milestones) + world.rng.choice((-1, -1, 0, 1)))
    elif world.maybe(0.15):
        start(world, _renamed(world, named), first_day + world.rng.choice((-30, -1, 0, 0, 1, 30, 100)))
    take_leaves(world, employment, first_day, world.rng.choice(milestones))


def employ_before(world: World, candidate: str, referred: int) -> None:
    """A spell of the candidate that ended before the day of a referral, by a border of how long ago it has to be."""
    last_day = referred - world.rng.choice((1, 1, 2, 20, 29, 30, 31, 364, 365, 366))
    earlier = start(world, {"candidate": candidate, "employee": _employee(world)}, last_day - 100)
    end(world, earlier, last_day)


def start(world: World, named: dict[str, Any], first_day: int) -> str:
    """Tells that a contract begins; answers with its id."""
    rng = world.rng
    employment = world.new("EM")
    facts = {"employment": employment, **named, "start_date": iso(first_day)}
    facts |= {
        "employment_type": world.usual(TYPES, ODD_TYPES, 0.4),
        "schedule": rng.choice(SCHEDULES),
        "fte": rng.choice(FTES),
    }
    world.tell("employment.started", world.told(first_day), facts)
    return employment


def end(world: World, employment: str, last_day: int) -> None:
    """Tells that it ends; the end is sometimes corrected, sometimes taken back."""
    rng = world.rng
    facts = {"employment": employment, "last_day": iso(last_day), "reason": rng.choice(REASONS)}
    world.tell("employment.ended", world.told(last_day), facts)
    if world.maybe(0.2):
        corrected = iso(last_day + rng.choice((-10, 1, 30)))
        world.tell("employment.ended", world.told(last_day), {"employment": employment, "last_day": corrected})
    if world.maybe(0.15):
        world.tell("employment.end_cancelled", world.told(last_day), {"employment": employment})


def gap_after(world: World) -> int:
    """Days from a last day to the next first day, around what a transfer may take."""
    return world.rng.choice((1, 1, world.rng.choice(world.gaps) + world.rng.choice((0, 1, 2)), 30, 31))


def _leave_the_firm(world: World, employment: str, named: dict[str, Any], last_day: int) -> None:
    world.pivots.append(last_day)
    end(world, employment, last_day)
    if world.maybe(0.5):
        following = last_day + gap_after(world)
        renewed = start(world, _renamed(world, named), following)
        if world.maybe(0.3):
            end(world, renewed, following + world.rng.choice((0, 10, 60)))
        take_leaves(world, renewed, following, following + 60)


def _amend(world: World, employment: str, named: dict[str, Any], first_day: int) -> None:
    rng = world.rng
    if world.maybe(0.3):
        corrected = first_day + rng.choice((-14, -1, 1, 14))
        told = rng.choice((world.told(first_day), corrected, world.pivot()))
        world.tell("employment.start_corrected", told, {"employment": employment, "start_date": iso(corrected)})
    if world.maybe(0.4):
        effective = rng.choice((first_day - 1, first_day, world.pivot()))
        facts: dict[str, Any] = {"employment": employment, "effective_on": iso(effective)}
        facts |= {
            "schedule": rng.choice(SCHEDULES),
            "fte": rng.choice(FTES),
            "employment_type": world.usual(TYPES, ODD_TYPES, 0.4),
        }
        world.tell("employment.changed", world.told(effective), facts)
    if world.maybe(0.3):
        told = first_day + rng.choice((-7, -1, 0, 1, 7))
        world.tell("employment.cancelled", told, {"employment": employment, "reason": "no show"})
        if world.maybe(0.4):
            again = {"employment": employment, **named, "start_date": iso(first_day + rng.choice((0, 30)))}
            world.tell("employment.started", told + rng.choice((-1, 0, 0, 1, 30)), again)


def _named(world: World, candidate: str, application: str | None) -> dict[str, Any]:
    way = world.rng.random()
    if way < 0.45 or application is None:
        return {"candidate": candidate} if way < 0.9 else {}
    return {"application": application} if way < 0.7 else {"candidate": candidate, "application": application}


def _renamed(world: World, named: dict[str, Any]) -> dict[str, Any]:
    """The next contract of the same person: under the old number or a new one, naming what it likes."""
    kept = {name: value for name, value in named.items() if world.maybe(0.6)}
    return {"employee": named["employee"] if world.maybe(0.6) else _employee(world)} | kept


def _employee(world: World) -> str:
    """A new number mostly; or one that another hire, or a referrer, has."""
    if world.oddly(0.15):
        return world.rng.choice((*world.hired, *world.hired, *world.hired, *world.referrers))
    world.hired.append(employee := world.new("H"))
    return employee
