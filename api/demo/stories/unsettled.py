"""What needs a person on the last day of the year: `vouch report exceptions` has every code."""

from typing import Any

from api.demo.contracts import employ, take_leave
from api.demo.employees import Personal
from api.demo.requisitions import hand_over
from api.demo.scene import Scene

DAY_LABOUR = "E-TEMP"
SHORT_CONTRACTS = 22
SISTER_MANAGER = "SISTER-004"


def account_of_nobody(scene: Scene) -> None:
    """A user of the applicant tracking system refers, and nothing says who that is."""
    _refer_by(scene, scene.record_account(33), 32)


def account_of_two(scene: Scene) -> None:
    """A user has the number of one colleague and the address of another."""
    one, other = scene.staff.take().number, scene.staff.take().number
    address = "colleague-2@firm.example"
    scene.tell_address(other, 90, email=address)
    _refer_by(scene, scene.record_account(38, number=one, email=address), 37)


def start_of_nobody(scene: Scene) -> None:
    """She accepted, and somebody of the same name started: HR has not said that they are one."""
    who = scene.identify_candidate(58)
    scene.refer(scene.staff.take().number, who, 58, "support")
    offer = scene.offer(scene.apply(who, "support", 54), 26)
    scene.answer(offer, 22)
    employ(scene, "support", 9, contract={}, personal=Personal(name=scene.name_of(who)))


def leave_turned_round(scene: Scene) -> None:
    """A leave is entered with its days the wrong way round."""
    take_leave(scene, scene.staff.take().employment, 18, 25, paid=True)


def manager_from_elsewhere(scene: Scene) -> None:
    """A post is handed over to somebody of the sister company, of whom there is no record."""
    hand_over(scene.feed, scene.posts["interpreter"], 24, SISTER_MANAGER)


def day_labour(scene: Scene) -> None:
    """Temporary help is booked under one number, week after week: no employee, but a placeholder."""
    for week in range(SHORT_CONTRACTS):
        first = 350 - 7 * week
        contract: dict[str, Any] = {"employment_type": "temporary"}
        hired = employ(scene, "porter", first, employee=DAY_LABOUR, contract=contract, personal=None)
        last_day = scene.feed.day(first - 3).isoformat()
        scene.feed.tell("employment.ended", scene.feed.day(first), employment=hired.employment, last_day=last_day)


def _refer_by(scene: Scene, account: str, ago: int) -> None:
    scene.refer(account, scene.identify_candidate(ago), ago, "nurse")


STORIES = (
    account_of_nobody,
    account_of_two,
    start_of_nobody,
    leave_turned_round,
    manager_from_elsewhere,
    day_labour,
)
