"""Who is who: people whom the systems know under several ids (spec/vendors.md §2), and facts taken back."""

from api.demo.contracts import Hired, bring_in, employ, end
from api.demo.employees import Personal
from api.demo.scene import Scene


def found_by_number(scene: Scene) -> Hired:
    """A user of the applicant tracking system refers, who has an employee's number there."""
    account = scene.record_account(164, number=scene.staff.take().number)
    return _brought(scene, account, 162, "nurse", 118)


def found_by_address(scene: Scene) -> Hired:
    """The contract names nobody, but the new employee's private address is the one that the candidate gave."""
    address = "hire-1@mail.example"
    who = scene.identify_candidate(156, email=address)
    scene.refer(scene.staff.take().number, who, 156, "carer")
    return _start_unnamed(scene, who, "carer", 152, 110, address)


def linked_by_hand(scene: Scene) -> Hired:
    """The contract names nobody, and weeks later HR says who she is: only then the bonus is known to be earned."""
    who = scene.identify_candidate(150)
    scene.refer(scene.staff.take().number, who, 150, "support")
    hired = _start_unnamed(scene, who, "support", 146, 104)
    scene.feed.tell("identity.linked", scene.feed.day(31), employee=hired.employee, candidate=who)
    return hired


def renumbered(scene: Scene) -> None:
    """A new payroll gives the referrer another number; HR says that both are one, and the bonus stays hers."""
    referrer = scene.staff.take()
    _brought(scene, referrer.number, 136, "physio", 92)
    end(scene, referrer.employment, 90, "migrated", told=89)
    hired = employ(scene, "physio", 89, contract={})
    scene.feed.tell("identity.linked", scene.feed.day(80), employee=hired.employee, same_as=referrer.number)


def of_one_household(scene: Scene) -> None:
    """A candidate gave the address of a relative who works here; HR says that they are two people."""
    relative, address = scene.staff.take().number, "household-1@mail.example"
    scene.tell_address(relative, 130, personal_email=address)
    who = scene.identify_candidate(120, email=address)
    scene.refer(scene.staff.take().number, who, 120, "carer")
    scene.close(scene.apply(who, "carer", 116), 99)
    scene.feed.tell("identity.unlinked", scene.feed.day(112), employee=relative, candidate=who)


def ended_by_mistake(scene: Scene) -> None:
    """HR records the end of the wrong contract, and takes that back."""
    hired = _brought(scene, scene.staff.take().number, 168, "therapist", 124)
    mistaken = scene.feed.tell(
        "employment.ended", scene.feed.day(80), employment=hired.employment, last_day=scene.feed.day(78).isoformat()
    )
    scene.feed.tell("fact.retracted", scene.feed.day(70), fact=mistaken, reason="another contract was meant")


def taken_back_by_mistake(scene: Scene) -> None:
    """The end of a contract is taken back, and counts after all."""
    leaver = scene.staff.take()
    last_day = scene.feed.day(60).isoformat()
    told = scene.feed.tell("employment.ended", scene.feed.day(66), employment=leaver.employment, last_day=last_day)
    scene.feed.tell("fact.retracted", scene.feed.day(64), fact=told)
    scene.feed.tell("fact.restored", scene.feed.day(58), fact=told)


def _start_unnamed(scene: Scene, who: str, post: str, applied: int, started: int, address: str | None = None) -> Hired:
    application = scene.apply(who, post, applied)
    offer = scene.offer(application, started + 14, start_date=scene.feed.day(started).isoformat())
    scene.answer(offer, started + 10)
    return employ(scene, post, started, contract={}, personal=Personal(email=address))


def _brought(scene: Scene, referrer: str, referred: int, post: str, started: int) -> Hired:
    who = scene.identify_candidate(referred)
    scene.refer(referrer, who, referred, post)
    return bring_in(scene, who, post, applied=referred - 4, started=started)


STORIES = (
    found_by_number,
    found_by_address,
    linked_by_hand,
    renumbered,
    of_one_household,
    ended_by_mistake,
    taken_back_by_mistake,
)
