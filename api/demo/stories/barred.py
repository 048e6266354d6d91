"""Referrals that pay nobody from the first: each bar of the rules (spec/bonus.md §2), but for the duplicate."""

from api.demo.contracts import bring_in, end, interview
from api.demo.programmes import FIRST
from api.demo.requisitions import hand_over
from api.demo.scene import Scene


def no_programme(scene: Scene) -> None:
    """Referred in the days before the first programme came into force."""
    scene.refer(scene.staff.take().number, scene.identify_candidate(FIRST + 5), FIRST + 5)


def referral_withdrawn(scene: Scene) -> None:
    """The referrer thinks better of it."""
    referral = scene.refer(scene.staff.take().number, scene.identify_candidate(100), 100)
    scene.feed.tell("referral.withdrawn", scene.feed.day(96), referral=referral)


def self_referral(scene: Scene) -> None:
    """A contractor refers her own profile and is hired under the number that she has."""
    contractor = scene.staff.contractors.pop().number
    who = scene.identify_candidate(300)
    scene.refer(contractor, who, 300, "support", relationship="other")
    bring_in(scene, who, "support", applied=296, started=250, employee=contractor)


def applied_before(scene: Scene) -> None:
    """She had applied a week before anybody referred her."""
    who = scene.identify_candidate(230)
    bring_in(scene, who, "carer", applied=230, started=185, source="careers_site")
    scene.refer(scene.staff.take().number, who, 222, "carer")


def expired(scene: Scene) -> None:
    """Nobody applies until the window has passed."""
    scene.refer(scene.staff.take().number, scene.identify_candidate(330), 330, "porter")


def post_not_open(scene: Scene) -> None:
    """The third programme pays only for posts that are open when the referral is made."""
    who = scene.identify_candidate(62)
    scene.refer(scene.staff.take().number, who, 62)
    interview(scene, scene.apply(who, "coordinator", 44), "coordinator", applied=44, started=4, stages=3)


def recent_applicant(scene: Scene) -> None:
    """She had been rejected for another post in the spring."""
    who = scene.identify_candidate(340)
    scene.close(scene.apply(who, "porter", 340, "careers_site"), 322)
    scene.refer(scene.staff.take().number, who, 262, "carer")
    bring_in(scene, who, "carer", applied=255, started=212)


def already_employed(scene: Scene) -> None:
    """A colleague is referred for an internal post, and moves."""
    colleague = scene.staff.take()
    who = scene.identify_candidate(200)
    scene.refer(scene.staff.take().number, who, 200, "physio")
    end(scene, colleague.employment, 151, "contract_end")
    bring_in(scene, who, "physio", applied=195, started=150, employee=colleague.number, source="internal")


def left_not_long_ago(scene: Scene) -> None:
    """A former employee is brought back after three months; the programme wants a year."""
    former = scene.staff.take()
    end(scene, former.employment, 300)
    who = scene.identify_candidate(208)
    scene.refer(scene.staff.take().number, who, 208, "support")
    bring_in(scene, who, "support", applied=204, started=160, employee=former.number)


def sent_by_an_agency(scene: Scene) -> None:
    """An agency had sent her first, at the beginning of the year."""
    who = scene.identify_candidate(358)
    scene.close(scene.apply(who, "engineer", 358, "agency"), 343)
    scene.refer(scene.staff.take().number, who, 170, "engineer")
    bring_in(scene, who, "engineer", applied=164, started=122)


def contractor_hired(scene: Scene) -> None:
    """The hire comes as a contractor."""
    who = scene.identify_candidate(310)
    scene.refer(scene.staff.take().number, who, 310, "engineer")
    bring_in(scene, who, "engineer", applied=305, started=262, employment_type="contractor")


def referrer_had_left(scene: Scene) -> None:
    """The referrer left the firm a month before referring."""
    referrer = scene.staff.take()
    end(scene, referrer.employment, 330)
    who = scene.identify_candidate(298)
    scene.refer(referrer.number, who, 298, "carer")
    bring_in(scene, who, "carer", applied=292, started=247)


def recruiter_refers(scene: Scene) -> None:
    """A recruiter refers, whose work it is."""
    who = scene.identify_candidate(320)
    scene.refer(scene.staff.recruiters[2].number, who, 320, "nurse")
    scene.close(scene.apply(who, "nurse", 316), 301)


def hiring_manager_refers(scene: Scene) -> None:
    """The referrer takes the post over as its hiring manager, ten days after referring to it."""
    lead = scene.staff.leads["therapy"][2].number
    who = scene.identify_candidate(250)
    scene.refer(lead, who, 250, "therapist")
    hand_over(scene.feed, scene.posts["therapist"], 240, lead)
    bring_in(scene, who, "therapist", applied=246, started=204)


def chain_of_command(scene: Scene) -> None:
    """The referrer is the manager of the hire's manager."""
    who = scene.identify_candidate(270)
    scene.refer(scene.staff.heads["nursing"].number, who, 270, "nurse")
    bring_in(scene, who, "nurse", applied=265, started=222)


def family(scene: Scene) -> None:
    """A relative."""
    who = scene.identify_candidate(260)
    scene.refer(scene.staff.take().number, who, 260, "carer", relationship="family")
    scene.close(scene.apply(who, "carer", 255), 240, "withdrawn")


STORIES = (
    no_programme,
    referral_withdrawn,
    self_referral,
    applied_before,
    expired,
    post_not_open,
    recent_applicant,
    already_employed,
    left_not_long_ago,
    sent_by_an_agency,
    contractor_hired,
    referrer_had_left,
    recruiter_refers,
    hiring_manager_refers,
    chain_of_command,
    family,
)
