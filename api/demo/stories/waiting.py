"""Bonuses that wait on the last day of the year, for each of the things there are to wait for."""

from api.demo.contracts import Hired, bring_in, interview, take_leave
from api.demo.scene import Scene


def for_an_application(scene: Scene) -> None:
    """Referred two weeks ago; she has not applied yet."""
    scene.refer(scene.staff.take().number, scene.identify_candidate(15), 15, "coordinator")


def for_an_offer(scene: Scene) -> None:
    """In the midst of her interviews."""
    who = scene.identify_candidate(40)
    scene.refer(scene.staff.take().number, who, 40, "support")
    interview(scene, scene.apply(who, "support", 36), "support", applied=36, started=-20, stages=4)


def for_an_acceptance(scene: Scene) -> None:
    """Offered this week."""
    who = scene.identify_candidate(46)
    scene.refer(scene.staff.take().number, who, 46, "senior_nurse")
    application = scene.apply(who, "senior_nurse", 41)
    interview(scene, application, "senior_nurse", applied=41, started=-28)
    scene.offer(application, 3)


def for_the_first_day(scene: Scene) -> Hired:
    """Accepted, to start in three weeks."""
    who = scene.identify_candidate(54)
    scene.refer(scene.staff.take().number, who, 54, "carer")
    return bring_in(scene, who, "carer", applied=49, started=-21)


def for_the_milestone(scene: Scene) -> Hired:
    """Started twelve days ago; thirty are asked for."""
    who = scene.identify_candidate(70)
    scene.refer(scene.staff.take().number, who, 70, "therapist")
    return bring_in(scene, who, "therapist", applied=65, started=12)


def for_the_end_of_a_leave(scene: Scene) -> None:
    """An unpaid leave with no end in sight keeps the milestone open."""
    who = scene.identify_candidate(152)
    scene.refer(scene.staff.take().number, who, 152, "physio")
    hired = bring_in(scene, who, "physio", applied=148, started=102)
    take_leave(scene, hired.employment, 74, None, paid=False)


STORIES = (
    for_an_application,
    for_an_offer,
    for_an_acceptance,
    for_the_first_day,
    for_the_milestone,
    for_the_end_of_a_leave,
)
