"""Several referrals of one person: who has the bonus, who shares it, and what joining candidates does to it."""

from api.demo.contracts import Hired, bring_in
from api.demo.scene import Scene


def first_one_wins(scene: Scene) -> Hired:
    """Two colleagues refer her three days apart; under the first programme the second is a duplicate."""
    who = scene.identify_candidate(280)
    for ago in (280, 277):
        scene.refer(scene.staff.take().number, who, ago, "senior_nurse")
    return bring_in(scene, who, "senior_nurse", applied=270, started=228)


def barred_rival(scene: Scene) -> Hired:
    """A recruiter refers her first; that bars nobody else."""
    who = scene.identify_candidate(272)
    scene.refer(scene.staff.recruiters[4].number, who, 272, "carer")
    scene.refer(scene.staff.take().number, who, 268, "carer")
    return bring_in(scene, who, "carer", applied=262, started=220)


def first_one_withdrew(scene: Scene) -> Hired:
    """The first takes the referral back before she applies; the second has it."""
    who = scene.identify_candidate(275)
    withdrawn = scene.refer(scene.staff.take().number, who, 275, "support")
    scene.feed.tell("referral.withdrawn", scene.feed.day(271), referral=withdrawn)
    scene.refer(scene.staff.take().number, who, 268, "support")
    return bring_in(scene, who, "support", applied=262, started=218)


def withdrawn_too_late(scene: Scene) -> Hired:
    """Withdrawn after she applied: the referral keeps its credit."""
    who = scene.identify_candidate(290)
    referral = scene.refer(scene.staff.take().number, who, 290, "physio")
    hired = bring_in(scene, who, "physio", applied=285, started=241)
    scene.feed.tell("referral.withdrawn", scene.feed.day(278), referral=referral)
    return hired


def shared_by_three(scene: Scene) -> Hired:
    """Three colleagues share, under the second programme; the cents add up."""
    who = scene.identify_candidate(171)
    for ago in (171, 168, 166):
        scene.refer(scene.staff.take().number, who, ago, "nurse")
    return bring_in(scene, who, "nurse", applied=160, started=118)


def the_same_twice(scene: Scene) -> Hired:
    """One colleague refers her twice where bonuses are shared: one share."""
    who, referrer = scene.identify_candidate(165), scene.staff.take().number
    for ago in (165, 150):
        scene.refer(referrer, who, ago, "carer")
    return bring_in(scene, who, "carer", applied=143, started=99)


def merged(scene: Scene) -> Hired:
    """Two records turn out to be one person, whom two colleagues have referred."""
    one, other = scene.identify_candidate(306), scene.identify_candidate(303)
    scene.refer(scene.staff.take().number, one, 306, "physio")
    scene.refer(scene.staff.take().number, other, 303, "physio")
    hired = bring_in(scene, other, "physio", applied=296, started=252)
    scene.feed.tell("candidate.merged", scene.feed.day(288), losing=other, winning=one)
    return hired


def merged_by_mistake(scene: Scene) -> None:
    """Two records are merged, and taken apart a fortnight later: two people after all."""
    one, other = scene.identify_candidate(240), scene.identify_candidate(238)
    scene.refer(scene.staff.take().number, one, 240, "carer")
    scene.refer(scene.staff.take().number, other, 238, "carer")
    scene.close(scene.apply(other, "carer", 234), 208)
    scene.feed.tell("candidate.merged", scene.feed.day(230), losing=other, winning=one)
    scene.feed.tell("candidate.unmerged", scene.feed.day(216), losing=other, winning=one)


STORIES = (
    first_one_wins,
    barred_rival,
    first_one_withdrew,
    withdrawn_too_late,
    shared_by_three,
    the_same_twice,
    merged,
    merged_by_mistake,
)
