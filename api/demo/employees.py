"""The demo's employees: a chief, heads, leads and staff, each with a contract, a record and a manager."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random
from typing import NamedTuple

from api.demo.feed import Feed

DEPARTMENTS = ("nursing", "care", "therapy", "it", "finance", "people")
LEADS_PER_DEPARTMENT = 3
EMPLOYEES = 150
SITES = ("Riverside", "Hillside", "Old Town")
ROLES_IN_PEOPLE = (["recruiter"], ["hr"])


@dataclass(frozen=True)
class Employee:
    """Somebody who works here at the beginning of the year."""

    number: str
    department: str
    manager: str | None
    roles: tuple[str, ...] = ()
    employment_type: str = "regular"

    @property
    def employment(self) -> str:
        """The contract with which the year begins."""
        return self.number.replace("E-", "EM-", 1)


class Personal(NamedTuple):
    """What a personnel record may say besides: a name other than the usual one, and a private address."""

    name: str | None = None
    email: str | None = None


ORDINARY = Personal()


@dataclass
class Staff:
    """The people who can take part in a story; nobody is taken twice, so that no story touches another."""

    chief: Employee
    heads: dict[str, Employee]
    leads: dict[str, list[Employee]]
    staff: list[Employee] = field(default_factory=list)
    recruiters: list[Employee] = field(default_factory=list)
    contractors: list[Employee] = field(default_factory=list)
    count: int = EMPLOYEES

    def take(self) -> Employee:
        """Take an employee without reports or roles whom no story has taken yet."""
        return self.staff.pop(0)

    def make_next_number(self) -> str:
        """Make the employee number of the next hire."""
        self.count += 1
        return f"E-{self.count}"


def employ_everyone(feed: Feed, rng: Random) -> Staff:
    """Tell of everybody who works here when the year begins."""
    chief = Employee("E-001", "people", None, ("executive",))
    heads = {name: Employee(f"E-{n:03}", name, chief.number) for n, name in enumerate(DEPARTMENTS, start=2)}
    everyone = [chief, *heads.values()]
    leads: dict[str, list[Employee]] = {name: [] for name in DEPARTMENTS}
    for place in range(LEADS_PER_DEPARTMENT * len(DEPARTMENTS)):
        department = DEPARTMENTS[place % len(DEPARTMENTS)]
        leads[department].append(Employee(f"E-{len(everyone) + 1:03}", department, heads[department].number))
        everyone.append(leads[department][-1])
    staff = Staff(chief, heads, leads)
    while len(everyone) < EMPLOYEES:
        everyone.append(_enrol(staff, f"E-{len(everyone) + 1:03}", len(everyone)))
    for employee in everyone:
        _tell(feed, rng, employee)
    rng.shuffle(staff.staff)
    return staff


def _enrol(staff: Staff, number: str, place: int) -> Employee:
    department = DEPARTMENTS[place % len(DEPARTMENTS)]
    manager = staff.leads[department][place % LEADS_PER_DEPARTMENT].number
    if department == "people":
        roles = tuple(ROLES_IN_PEOPLE[len(staff.recruiters) % 2])
        staff.recruiters.append(Employee(number, department, manager, roles))
        return staff.recruiters[-1]
    if place % 40 == 0:
        staff.contractors.append(Employee(number, department, manager, employment_type="contractor"))
        return staff.contractors[-1]
    staff.staff.append(Employee(number, department, manager))
    return staff.staff[-1]


def _tell(feed: Feed, rng: Random, employee: Employee) -> None:
    day = _pick_first_day(feed, rng, employee)
    feed.tell(
        "employment.started",
        day,
        employment=employee.employment,
        employee=employee.number,
        start_date=day.isoformat(),
        employment_type=None if employee.employment_type == "regular" else employee.employment_type,
        schedule="part_time" if rng.random() < 0.15 and employee.manager else None,
    )
    record_employee(
        feed, employee.number, day, employee.department, employee.manager, employee.roles, rng.choice(SITES)
    )


def record_employee(
    feed: Feed,
    number: str,
    effective_on: date,
    department: str,
    manager: str | None,
    roles: tuple[str, ...] = (),
    location: str | None = None,
    told_on: date | None = None,
    personal: Personal = ORDINARY,
) -> None:
    """Tell what the personnel record says from a day on. `told_on`: the day on which it is told; None: that day."""
    feed.tell(
        "employee.recorded",
        told_on or effective_on,
        employee=number,
        effective_on=effective_on.isoformat(),
        name=personal.name or f"Employee {number.removeprefix('E-')}",
        department=department,
        manager=manager,
        roles=list(roles) or None,
        location=location,
        personal_email=personal.email,
    )


def _pick_first_day(feed: Feed, rng: Random, employee: Employee) -> date:
    """Pick a Monday one to twelve years before the year; the managers came first."""
    years = 15 if employee.manager is None else rng.uniform(1.2, 12)
    day = feed.day(365 + round(365 * years))
    return day - timedelta(days=day.weekday())
