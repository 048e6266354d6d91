"""Applications and offers of a small world: every order in which their facts may come, and orphans."""

from typing import Any

from tests.support.world.world import World, iso

ORIGINS = ("referral", "careers_site", "internal", None, "")
STAGES = ("screening", "interview", "reference check")
ENDINGS = ("declined", "withdrawn", "acceptance_withdrawn", "expired")
# Days between neighbouring facts: short, so that they often fall on one day, and out of order now and then.
STEPS = (0, 0, 0, 1, 1, 3, 10, -1)


def apply(world: World, candidate: str, day: int) -> tuple[str, int]:
    """An application with what befalls it; answers with its id and the day of its latest acceptance, else its own."""
    rng = world.rng
    world.applications.append(application := world.new("A"))
    facts: dict[str, Any] = {"application": application, "candidate": candidate}
    facts |= {"requisition": rng.choice(world.requisitions), "source": world.usual(ORIGINS, ("agency",), 0.4)}
    world.tell("application.submitted", day, facts)
    world.pivots.append(day)
    if world.oddly(0.15):
        world.tell("application.submitted", day + rng.choice((-1, 0, 1, 30)), facts | _changed(world))
    _interview(world, application, day)
    anchor = day
    for _ in range(world.usual((1,), (0, 1, 2), 0.8)):
        anchor = _offer(world, application, anchor + rng.choice(STEPS))
    _close(world, application, anchor)
    return application, anchor


def _changed(world: World) -> dict[str, Any]:
    rng = world.rng
    changes: tuple[dict[str, Any], ...] = (
        {"candidate": rng.choice(world.candidates)},
        {"requisition": rng.choice(world.requisitions)},
        {"source": rng.choice(ORIGINS), "schedule": "part_time"},
        {},
    )
    return rng.choice(changes)


def _interview(world: World, application: str, day: int) -> None:
    rng = world.rng
    if world.maybe(0.4):
        step = {"application": application, "stage": rng.choice(STAGES)}
        world.tell("application.stage_changed", day + rng.choice(STEPS), step)
    if world.maybe(0.15):
        facts = {"interview": world.new("I"), "application": application, "interviewers": world.referrers[:1]}
        world.tell("interview.scheduled", day + rng.choice(STEPS), facts | {"at": f"{iso(day)}T09:00:00+02:00"})
        world.tell("interview.completed", day + rng.choice(STEPS), facts)


def _offer(world: World, application: str, day: int) -> int:
    """An offer with its facts, some told before it; answers with the day of its acceptance, else its own."""
    rng = world.rng
    offer = world.new("O")
    _extend(world, offer, application, day)
    anchor = day
    if world.maybe(0.75):
        anchor = day + rng.choice(STEPS)
        world.tell("offer.accepted", anchor, {"offer": offer})
        world.pivots.append(anchor)
    for _ in range(rng.choice((0, 0, 0, 1, 1, 2))):
        told = world.tell
        if world.maybe(0.2):
            _extend(world, offer, application, anchor + rng.choice(STEPS))
        elif world.maybe(0.2):
            told("offer.accepted", anchor + rng.choice(STEPS), {"offer": offer})
        else:
            told(f"offer.{rng.choice(ENDINGS)}", anchor + rng.choice(STEPS), {"offer": offer, "reason": None})
    return anchor


def _extend(world: World, offer: str, application: str, day: int) -> None:
    rng = world.rng
    if world.oddly(0.06):
        application = rng.choice(world.applications)
    facts: dict[str, Any] = {"offer": offer, "application": application}
    facts |= {"schedule": rng.choice(("full_time", "part_time")), "fte": rng.choice((None, None, "0.6", "1", ""))}
    world.tell("offer.extended", day, facts | {"start_date": iso(day + 30) if world.maybe(0.2) else None})


def _close(world: World, application: str, day: int) -> None:
    rng = world.rng
    if not world.maybe(0.3):
        return
    ended = day + rng.choice((*STEPS, 40))
    world.tell(f"application.{rng.choice(('rejected', 'rejected', 'withdrawn'))}", ended, {"application": application})
    if world.maybe(0.35):
        world.tell("application.reopened", ended + rng.choice(STEPS), {"application": application})
