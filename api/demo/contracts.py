"""The demo's contracts: from an application to a first day in the ordinary way, and the changes of a contract."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from api.demo.employees import EMPLOYEES, ORDINARY, Personal, record_employee
from api.demo.feed import FRIDAY
from api.demo.scene import STAGES, Scene

# When, as parts of the way from the application to the first day, each stage, the offer and the acceptance come.
STAGE_AT = (0.06, 0.15, 0.30, 0.42, 0.52)
OFFER_AT, ACCEPTANCE_AT = 0.62, 0.70


@dataclass(frozen=True)
class Hired:
    """A hire: the contract and the employee, and the application and offer that led to it, if there are."""

    employment: str
    employee: str
    application: str = ""
    offer: str = ""


def interview(scene: Scene, application: str, post: str, applied: int, started: int, stages: int = len(STAGES)) -> None:
    """Tell of the first `stages` interview stages of an application, at an ordinary pace.

    `applied`, `started`: days before the end of the year on which the candidate applied and starts.
    """
    for stage, part in list(zip(STAGES, STAGE_AT, strict=True))[:stages]:
        scene.reach(application, post, stage, _interpolate(applied, started, part))


def bring_in(
    scene: Scene,
    candidate: str,
    post: str,
    applied: int,
    started: int,
    *,
    schedule: str = "full_time",
    fte: str | None = None,
    source: str = "referral",
    employee: str | None = None,
    **contract: str | None,
) -> Hired:
    """Hire a candidate in the ordinary way: applied, interviewed, offered, accepted, started.

    `applied`, `started`: days before the end of the year. `contract`: more fields of the contract.
    """
    application = scene.apply(candidate, post, applied, source)
    interview(scene, application, post, applied, started)
    offer = scene.offer(application, _interpolate(applied, started, OFFER_AT), schedule, fte)
    accepted = _interpolate(applied, started, ACCEPTANCE_AT)
    scene.answer(offer, accepted)
    told = started if started >= 0 else accepted
    contract |= {"candidate": candidate, "application": application, "schedule": schedule, "fte": fte}
    hired = employ(scene, post, started, told=told, contract=contract, employee=employee)
    return replace(hired, application=application, offer=offer)


def employ(
    scene: Scene,
    post: str,
    started: int,
    *,
    told: int | None = None,
    employee: str | None = None,
    contract: dict[str, str | None],
    personal: Personal | None = ORDINARY,
) -> Hired:
    """Tell of a contract and its personnel record; `personal` is more of that, None: there is none.

    `started`, `told`: days before the end of the year; without `told` it is told on its first day.
    """
    first_day = scene.feed.day(started)
    told_on = first_day if told is None else scene.feed.day(told)
    number = employee or scene.staff.make_next_number()
    employment = scene.feed.new("EM", after=EMPLOYEES)
    facts: dict[str, Any] = {"employment": employment, "employee": number, "start_date": first_day.isoformat()}
    scene.feed.tell("employment.started", told_on, **facts | contract)
    where = scene.posts[post]
    if personal is not None:
        record_employee(
            scene.feed, number, first_day, where.department, where.manager, told_on=told_on, personal=personal
        )
    return Hired(employment, number)


def end(scene: Scene, employment: str, ago: int, reason: str = "resigned", told: int | None = None) -> date:
    """Tell of the last day of a contract, `ago` days before the end of the year; returns that day.

    `told`: how many days before the end of the year it is told; without it, two weeks before the last day.
    """
    last_day = scene.feed.day(ago)
    told_on = scene.feed.day(ago + 14 if told is None else told)
    scene.feed.tell("employment.ended", told_on, employment=employment, last_day=last_day.isoformat(), reason=reason)
    return last_day


def renew(scene: Scene, post: str, last_day: date, candidate: str, employee: str | None = None) -> Hired:
    """Tell of the contract that follows on the next working day (a transfer); it names the candidate only."""
    following = last_day + timedelta(days=3 if last_day.weekday() == FRIDAY else 1)
    return employ(
        scene, post, (scene.feed.ending_on - following).days, contract={"candidate": candidate}, employee=employee
    )


def take_leave(scene: Scene, employment: str, first: int, last: int | None, *, paid: bool) -> str:
    """Tell of a leave of a contract, from `first` to `last` (days before the end of the year); None: it is open."""
    first_day = scene.feed.day(first)
    leave = scene.feed.new("L")
    scene.feed.tell(
        "leave.recorded",
        first_day,
        leave=leave,
        employment=employment,
        first_day=first_day.isoformat(),
        last_day=None if last is None else scene.feed.day(last).isoformat(),
        paid=paid,
    )
    return leave


def _interpolate(applied: int, started: int, part: float) -> int:
    return applied - round((applied - started) * part)
