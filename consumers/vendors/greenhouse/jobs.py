"""Greenhouse's jobs, which are Vouch's requisitions, and the users who hire for them."""

from collections.abc import Iterator

from consumers.vendors.applying import read_schedule
from consumers.vendors.node import Node
from consumers.vendors.outcomes import Parked
from consumers.vendors.statements import Opened, Told
from domain.facts.account import AccountRecorded
from domain.facts.requisition import RequisitionClosed, RequisitionOpened


def read_job(opened: Opened, payload: Node) -> Iterator[Told]:
    """A job is made, approved or changed: announced again, and closed where it is."""
    job = payload["job"]
    requisition, team = opened.named(job["id"].id()), job["hiring_team"]
    managers, recruiters = list(team["hiring_managers"]), list(team["recruiters"])
    began = job["opened_at"] or job["created_at"]
    words = job["custom_fields"]["employment_type"]["value"].maybe()
    announced = RequisitionOpened(
        requisition=requisition,
        title=job["name"].text(),
        hiring_manager=_name_manager(opened, managers, team),
        opened_on=began.day(),
        schedules=(read_schedule(opened, words),),
        department=job["departments"].first()["name"].maybe(),
        location=job["offices"].first()["name"].maybe(),
        recruiters=tuple(_name_user(opened, each) for each in recruiters) or None,
        openings=len(list(job["openings"])) or None,
    )
    yield Told(announced, opened.moment(began), opened.receipt())
    for user in (*managers, *recruiters):
        number = user["employee_id"].optional(Node.id)
        yield Told(AccountRecorded(account=_name_user(opened, user), number=number), opened.receipt())
    if job["status"].maybe() == "closed" or job["closed_at"]:
        closed = RequisitionClosed(requisition=requisition, closed_on=job["closed_at"].day())
        yield Told(closed, opened.moment(job["closed_at"]))


def _name_user(opened: Opened, user: Node) -> str:
    return opened.named(f"user/{user['user_id'].id()}")


def _name_manager(opened: Opened, managers: list[Node], team: Node) -> str:
    """Name the first hiring manager; without one, the setting `default_hiring_manager`."""
    if managers:
        return _name_user(opened, managers[0])
    default = opened.setting("default_hiring_manager")
    if not isinstance(default, str) or not default:
        raise Parked(f"missing:{team['hiring_managers'].path}")
    return default
