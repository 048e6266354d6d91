"""The people of a small world: referrers and managers with their records, and candidates who turn out to be one."""

from typing import Any

from tests.support.world.spells import end, gap_after, start
from tests.support.world.world import FIRST_DAY, LONG_AGO, World, iso

ROLES: tuple[list[str], ...] = ([], ["recruiter"], ["executive"], ["hr", "first aider"])


def employ_referrers(world: World) -> None:
    """Gives the referrers their own contracts: none on record, one for years, left around a pivot, come back."""
    for referrer in world.referrers:
        if world.oddly(0.25):
            continue
        began = world.pivot() if world.oddly(0.2) else LONG_AGO
        employment = start(world, {"employee": referrer}, began)
        if world.maybe(0.35):
            left = world.pivot()
            end(world, employment, left)
            if world.maybe(0.5):
                start(world, {"employee": referrer}, left + gap_after(world))


def record_employees(world: World) -> None:
    """Records managers (cycles among them) and roles, dated around the pivots; hires have records too."""
    people = [*world.referrers, *world.hired, *world.hired, "M-1"]
    for _ in range(world.rng.randint(1, len(people) + 2)):
        employee = world.rng.choice(people)
        effective = LONG_AGO if world.maybe(0.4) else world.pivot()
        facts: dict[str, Any] = {"employee": employee, "effective_on": iso(effective)}
        if world.maybe(0.75):
            facts["manager"] = world.rng.choice((*world.referrers, "M-1", "M-1", ""))
        if world.oddly(0.5):
            facts["roles"] = world.rng.choice(ROLES)
        world.tell("employee.recorded", world.told(effective), facts)


def identify(world: World) -> None:
    """Announces some candidates as themselves, and erases a few (which changes no decision)."""
    for candidate in world.candidates:
        if world.maybe(0.3):
            world.tell("candidate.identified", FIRST_DAY + world.rng.randrange(60), {"candidate": candidate})
        if world.maybe(0.04):
            world.tell("candidate.erased", world.pivot(), {"candidate": candidate, "request": None})


def say_other_things(world: World) -> None:
    """Facts that no bonus decision looks at: introductions, and a settlement of a line that is not known."""
    if world.maybe(0.1):
        asked = {
            "introduction": "I/1",
            "requester": world.referrers[0],
            "contact": "P-1",
            "closeness": 3,
            "ask": "advice",
        }
        world.tell("introduction.requested", world.pivot(), asked)
        world.tell("introduction.held", world.pivot(), {"introduction": "I/1", "on": iso(world.pivot())})
    if world.maybe(0.05):
        settled = {"line": "PL-1", "outcome": "paid", "settled_on": iso(world.pivot())}
        world.tell("payroll.line_settled", world.pivot(), settled | {"amount": {"amount": "9.99", "currency": "USD"}})


def merge(world: World) -> None:
    """Merges candidates (in chains, both ways, into themselves) and takes some of the merges apart again."""
    rng = world.rng
    while world.oddly(0.7):
        losing, winning = rng.choice(world.candidates), rng.choice(world.candidates)
        if losing == winning and world.maybe(0.9):
            continue
        both = {"losing": losing, "winning": winning}
        day = world.pivot()
        if world.maybe(0.9):
            world.tell("candidate.merged", day, both)
        if world.maybe(0.35):
            world.tell("candidate.unmerged", rng.choice((day, world.pivot())), both)
        if world.maybe(0.1):
            world.tell("candidate.merged", world.pivot(), both)
