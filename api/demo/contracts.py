"""The demo's contracts: the ordinary way from an application to a first day, and what a contract goes through."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from api.demo.employees import record
from api.demo.feed import FRIDAY
from api.demo.scene import STAGES, Scene

# When, as parts of the way from the application to the first day, each stage, the offer and the acceptance come.
STAGE_AT = (0.06, 0.15, 0.30, 0.42, 0.52)
OFFER_AT, ACCEPTANCE_AT = 0.62, 0.70


@dataclass(frozen=True)
class Hired:
    """Who was brought in, by what."""

    employment: str
    employee: str
    application: str = ""
    offer: str = ""


def interview(scene: Scene, application: str, post: str, applied: int, started: int, stages: int = len(STAGES)) -> None:
    """So many stages of an application, at an ordinary pace."""
    for stage, part in list(zip(STAGES, STAGE_AT, strict=True))[:stages]:
        scene.reach(application, post, stage, _at(applied, started, part))


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
    """The ordinary way: applied, interviewed, offered, accepted, started."""
    application = scene.apply(candidate, post, applied, source)
    interview(scene, application, post, applied, started)
    offer = scene.offer(application, _at(applied, started, OFFER_AT), schedule, fte)
    accepted = _at(applied, started, ACCEPTANCE_AT)
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
) -> Hired:
    """A contract and its personnel record; told on its first day, unless said otherwise (of a start to come)."""
    first_day = scene.feed.day(started)
    told_on = first_day if told is None else scene.feed.day(told)
    number = employee or scene.staff.next_number()
    employment = scene.feed.new("EM", first_day)
    facts: dict[str, Any] = {"employment": employment, "employee": number, "start_date": first_day.isoformat()}
    scene.feed.tell("employment.started", told_on, **facts | contract)
    where = scene.posts[post]
    record(scene.feed, number, first_day, where.department, where.manager, told_on=told_on)
    return Hired(employment, number)


def end(scene: Scene, employment: str, ago: int, reason: str = "resigned", told: int | None = None) -> date:
    """The last day of a contract (told two weeks before, unless said otherwise); answers with it."""
    last_day = scene.feed.day(ago)
    told_on = scene.feed.day(ago + 14 if told is None else told)
    scene.feed.tell("employment.ended", told_on, employment=employment, last_day=last_day.isoformat(), reason=reason)
    return last_day


def renew(scene: Scene, post: str, last_day: date, candidate: str, employee: str | None = None) -> Hired:
    """The contract that follows on the next working day (a transfer); it names the candidate only."""
    following = last_day + timedelta(days=3 if last_day.weekday() == FRIDAY else 1)
    return employ(
        scene, post, (scene.feed.ending_on - following).days, contract={"candidate": candidate}, employee=employee
    )


def take_leave(scene: Scene, employment: str, first: int, last: int | None, *, paid: bool) -> str:
    """A leave of a contract; without a last day it is open."""
    first_day = scene.feed.day(first)
    leave = scene.feed.new("L", first_day)
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


def _at(applied: int, started: int, part: float) -> int:
    return applied - round((applied - started) * part)
