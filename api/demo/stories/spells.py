"""What contracts go through without losing a bonus: corrections, leaves, transfers, other hours."""

from typing import Any

from api.demo.contracts import Hired, bring_in, end, renew, take_leave
from api.demo.scene import Scene


def unpaid_leave(scene: Scene) -> None:
    """Thirty days of unpaid leave put the second milestone off by as many; a paid leave does not."""
    _, hired = _brought(scene, 345, "nurse", 300)
    take_leave(scene, hired.employment, 192, 163, paid=False)
    take_leave(scene, hired.employment, 110, 101, paid=True)
    mistaken = take_leave(scene, hired.employment, 150, 140, paid=False)
    cancelled: dict[str, Any] = {"leave": mistaken, "employment": hired.employment}
    scene.feed.tell("leave.cancelled", scene.feed.day(148), **cancelled)


def start_corrected_late(scene: Scene) -> None:
    """Weeks after the first milestone HR learns that she began a fortnight later than was said."""
    _, hired = _brought(scene, 300, "engineer", 256)
    start_date = scene.feed.day(242).isoformat()
    scene.feed.tell(
        "employment.start_corrected", scene.feed.day(145), employment=hired.employment, start_date=start_date
    )


def end_taken_back(scene: Scene) -> None:
    """She resigns, and stays."""
    _, hired = _brought(scene, 315, "carer", 271)
    end(scene, hired.employment, 186, told=200)
    scene.feed.tell("employment.end_cancelled", scene.feed.day(194), employment=hired.employment)


def transferred(scene: Scene) -> Hired:
    """One contract ends and the next begins on the following working day: she never left."""
    who, hired = _brought(scene, 318, "physio", 275)
    return renew(scene, "therapist", end(scene, hired.employment, 200, "contract_end"), who, hired.employee)


def new_number(scene: Scene) -> Hired:
    """She moves to the sister company, under another employee number: still the same stretch."""
    who, hired = _brought(scene, 312, "support", 267)
    return renew(scene, "support", end(scene, hired.employment, 190, "contract_end"), who)


def temporary_then_permanent(scene: Scene) -> Hired:
    """A temp who is kept: the permanent contract is the hire."""
    who, hired = _brought(scene, 304, "porter", 262, employment_type="temporary")
    return renew(scene, "porter", end(scene, hired.employment, 205, "contract_end"), who, hired.employee)


def part_time_then_full(scene: Scene) -> None:
    """Half a bonus at the first milestone; full-time by the second, which pays in full."""
    _, hired = _brought(scene, 344, "carer", 302, schedule="part_time")
    effective_on = scene.feed.day(188).isoformat()
    changed: dict[str, Any] = {"employment": hired.employment, "effective_on": effective_on, "schedule": "full_time"}
    scene.feed.tell("employment.changed", scene.feed.day(195), **changed)


def three_days_a_week(scene: Scene) -> Hired:
    """Under the third programme the bonus goes by the hours: 0.6 of it."""
    return _brought(scene, 73, "senior_nurse", 34, schedule="part_time", fte="0.6")[1]


def _brought(scene: Scene, referred: int, post: str, started: int, **contract: str) -> tuple[str, Hired]:
    who = scene.identify_candidate(referred)
    scene.refer(scene.staff.take().number, who, referred, post)
    return who, bring_in(scene, who, post, applied=referred - 4, started=started, **contract)


STORIES = (
    unpaid_leave,
    start_corrected_late,
    end_taken_back,
    transferred,
    new_number,
    temporary_then_permanent,
    part_time_then_full,
    three_days_a_week,
)
