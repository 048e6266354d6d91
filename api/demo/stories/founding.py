"""The story that Vouch began with."""

from api.demo.contracts import interview
from api.demo.scene import Scene

REFERRED = 110
FOUNDING_REFERRAL = "R-001"
"""Its referral: of all that are told, the first."""


def the_founding_story(scene: Scene) -> str:
    """A neighbour is referred before the post is open, accepts a part-time offer, and undoes it for a rival one."""
    referrer = scene.staff.take().number
    who = scene.identify_candidate(REFERRED)
    facts = {"relationship": "neighbour", "preferred_schedule": "part_time"}
    referral = scene.refer(referrer, who, REFERRED, **facts)
    application = scene.apply(who, "analyst", ago=96)
    interview(scene, application, "analyst", applied=96, started=60, stages=4)
    offer = scene.offer(application, ago=74, schedule="part_time")
    scene.answer(offer, ago=70)
    scene.answer(offer, ago=62, how="acceptance_withdrawn", reason="took another offer")
    return referral
