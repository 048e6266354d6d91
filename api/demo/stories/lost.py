"""Bonuses that were promised and then lost, in each of the ways there are (spec/bonus.md §3)."""

from api.demo.contracts import Hired, bring_in, end, interview
from api.demo.scene import Scene


def rejected(scene: Scene) -> None:
    """Interviewed and rejected; later she asks to be forgotten, which changes no decision."""
    who, application = _applied(scene, 150, "carer")
    interview(scene, application, "carer", applied=145, started=95, stages=3)
    scene.close(application, 119, reason="other candidate preferred")
    scene.feed.tell("candidate.erased", scene.feed.day(28), candidate=who, request="erasure-request-1")


def candidate_withdrew(scene: Scene) -> None:
    """She takes her application back."""
    _, application = _applied(scene, 140, "support")
    scene.close(application, 116, "withdrawn")


def offer_declined(scene: Scene) -> None:
    """She says no to the offer."""
    scene.answer(_offered(scene, 206, "engineer"), 160, "declined", "salary")


def offer_withdrawn(scene: Scene) -> None:
    """The employer takes the offer back, as the post is put on hold."""
    scene.answer(_offered(scene, 178, "controller"), 129, "withdrawn", "post on hold")


def offer_expired(scene: Scene) -> None:
    """She never answers."""
    scene.answer(_offered(scene, 132, "nurse"), 78, "expired")


def never_started(scene: Scene) -> None:
    """She does not come on her first day."""
    hired = _brought(scene, 252, "porter", 200)
    scene.feed.tell("employment.cancelled", scene.feed.day(198), employment=hired.employment, reason="no show")


def hire_left(scene: Scene) -> None:
    """The hire resigns after eight weeks."""
    end(scene, _brought(scene, 335, "support", 287).employment, 231)


def hire_left_between(scene: Scene) -> None:
    """The hire leaves between the two milestones: the first is earned, the second lost."""
    end(scene, _brought(scene, 355, "carer", 308).employment, 180, "dismissed")


def referrer_left(scene: Scene) -> None:
    """The referrer leaves before the first milestone."""
    referrer = scene.staff.take()
    _brought(scene, 322, "physio", 278, referrer.number)
    end(scene, referrer.employment, 214)


def over_the_cap(scene: Scene) -> None:
    """An eager colleague brings in four; the programme pays for three in any 365 days."""
    referrer = scene.staff.take().number
    for referred, started in ((354, 312), (349, 305), (344, 298), (339, 291)):
        _brought(scene, referred, "nurse", started, referrer)


def _applied(scene: Scene, referred: int, post: str) -> tuple[str, str]:
    who = scene.identify_candidate(referred)
    scene.refer(scene.staff.take().number, who, referred, post)
    return who, scene.apply(who, post, referred - 5)


def _offered(scene: Scene, referred: int, post: str) -> str:
    _, application = _applied(scene, referred, post)
    interview(scene, application, post, applied=referred - 5, started=referred - 55)
    return scene.offer(application, referred - 37)


def _brought(scene: Scene, referred: int, post: str, started: int, referrer: str | None = None) -> Hired:
    who = scene.identify_candidate(referred)
    scene.refer(referrer or scene.staff.take().number, who, referred, post)
    return bring_in(scene, who, post, applied=referred - 4, started=started)


STORIES = (
    rejected,
    candidate_withdrew,
    offer_declined,
    offer_withdrawn,
    offer_expired,
    never_started,
    hire_left,
    hire_left_between,
    referrer_left,
    over_the_cap,
)
