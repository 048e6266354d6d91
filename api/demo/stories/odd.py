"""Odd ways in, and facts that arrive before what they speak of."""

from typing import Any

from api.demo.contracts import Hired, bring_in, employ, end, interview
from api.demo.scene import Scene

SISTER_COMPANY = "SISTER-017"


def reopened(scene: Scene) -> Hired:
    """Rejected by mistake, reopened, hired; a timer expires the offer that she had already accepted."""
    who = scene.identify_candidate(295)
    scene.refer(scene.staff.take().number, who, 295, "therapist")
    application = scene.apply(who, "therapist", 290)
    scene.close(application, 281)
    scene.feed.tell("application.reopened", scene.feed.day(278), application=application)
    interview(scene, application, "therapist", applied=277, started=230)
    offer = scene.offer(application, 250)
    scene.answer(offer, 245)
    scene.answer(offer, 240, "expired")
    return employ(scene, "therapist", 230, contract={"candidate": who, "application": application})


def told_backwards(scene: Scene) -> Hired:
    """The acceptance arrives before its offer, the contract before its application; one answer's offer never comes."""
    who = scene.identify_candidate(286)
    scene.refer(scene.staff.take().number, who, 286, "engineer")
    application = scene.apply(who, "engineer", 281, arrives=60)
    offer = scene.offer(application, 253, arrives=9)
    scene.answer(offer, 248)
    scene.answer("O-unknown", 246, "declined")
    return employ(scene, "engineer", 236, contract={"application": application})


def paid_in_yen(scene: Scene) -> Hired:
    """A post with a bonus of its own, in its own currency."""
    return _brought(scene, 292, "interpreter", 248, scene.staff.take().number)


def unknown_referrer(scene: Scene) -> Hired:
    """Somebody from the sister company refers, of whom there is no record: earned, with a warning."""
    return _brought(scene, 308, "nurse", 264, SISTER_COMPANY)


def excused(scene: Scene) -> Hired:
    """The referrer is made redundant before the milestone, which this programme excuses."""
    referrer = scene.staff.take()
    end(scene, referrer.employment, 250, "redundant")
    return _brought(scene, 332, "senior_nurse", 289, referrer.number)


def no_application(scene: Scene) -> Hired:
    """Hired without the applicant system: the contract, which names her, stands for the application."""
    who = scene.identify_candidate(282)
    scene.refer(scene.staff.take().number, who, 282)
    return employ(scene, "carer", 239, contract={"candidate": who})


def within_grace(scene: Scene) -> Hired:
    """She applied some hours before she was referred, inside the grace."""
    who = scene.identify_candidate(284)
    hired = bring_in(scene, who, "support", applied=284, started=238, source="careers_site")
    scene.refer(scene.staff.take().number, who, 284, "support")
    return hired


def rejected_here_hired_there(scene: Scene) -> Hired:
    """Rejected for the post that she was referred to, hired into another: the referral follows the person."""
    who = scene.identify_candidate(302)
    scene.refer(scene.staff.take().number, who, 302, "controller")
    scene.close(scene.apply(who, "controller", 298), 283)
    return bring_in(scene, who, "engineer", applied=276, started=232)


def introduced(scene: Scene) -> None:
    """A colleague introduces somebody from outside, who is then referred and interviewed."""
    connector, who, day = scene.staff.take().number, scene.identify_candidate(84), scene.feed.day
    introduction = scene.feed.new("IN")
    asked: dict[str, Any] = {"requester": who, "contact": scene.posts["analyst"].manager, "connector": connector}
    asked |= {"ask": "hiring_meeting", "purpose": "to hear about the team"}
    scene.feed.tell("introduction.requested", day(92), introduction=introduction, closeness=4, **asked)
    scene.feed.tell("introduction.answered", day(90), introduction=introduction, outcome="accepted")
    scene.feed.tell("introduction.held", day(86), introduction=introduction, on=day(86).isoformat())
    scene.refer(connector, who, 84, "analyst", introduction=introduction, relationship="acquaintance")
    application = scene.apply(who, "analyst", 80)
    interview(scene, application, "analyst", applied=80, started=30, stages=3)
    scene.close(application, 58, "withdrawn")


def _brought(scene: Scene, referred: int, post: str, started: int, referrer: str) -> Hired:
    who = scene.identify_candidate(referred)
    scene.refer(referrer, who, referred, post)
    return bring_in(scene, who, post, applied=referred - 4, started=started)


STORIES = (
    reopened,
    told_backwards,
    paid_in_yen,
    unknown_referrer,
    excused,
    no_application,
    within_grace,
    rejected_here_hired_there,
    introduced,
)
