"""Hiring managers of open posts, and which of them are no employee on record: the bar on their referrals cannot fire.

A post does not belong with its manager, so the two are joined when asked.
"""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from domain.facts.requisition import RequisitionOpened
from domain.state.organisation import Organisation
from domain.state.requisition import Requisition, Telling
from projections.engine.asking.reader import Reader
from projections.engine.asking.subject_lookup import find_subject
from projections.exceptions.found import name_facts


class Managed(NamedTuple):
    """An open post, its hiring manager on the day, and since when the two have stood so."""

    requisition: str
    manager: str
    since: date
    facts: tuple[str, ...]


def find_managed(requisition: Requisition, day: date) -> Managed | None:
    """Find the hiring manager of a post that is open on the day; None where it is not, or has none."""
    door = requisition.door_on(day)
    if door is None or not isinstance(door.data, RequisitionOpened):
        return None
    manager = requisition.on(day, _manager)
    if manager is None:
        return None
    told = [entry for entry in requisition.fields.up_to(day) if entry.data.hiring_manager == manager]
    since = max(door.data.opened_on, _find_in_force_since(requisition, day))
    return Managed(requisition.requisition, manager, since, name_facts([*told, door]))


def _manager(fact: Telling) -> str | None:
    return fact.hiring_manager


def _find_in_force_since(requisition: Requisition, day: date) -> date:
    """Find the day from which the manager of the day has been in force without a break."""
    managers = requisition.fields.values(_manager)[: len(requisition.fields.up_to(day))]
    first = len(managers) - 1
    while first and managers[first - 1] == managers[first]:
        first -= 1
    return requisition.fields.days[first]


def find_unknown(reader: Reader, managers: Iterable[str], as_of: date, up_to: int | None) -> set[str]:
    """Find those who are no employee on record on the day: nothing is recorded of them, and they are not employed.

    Only the facts of the managers are read.
    """
    unknown = set(managers)
    homes: dict[int, set[str]] = {}
    for manager in unknown:
        subject = find_subject(reader.connection, f"employee/{manager}")
        if subject is not None:
            homes.setdefault(subject, set()).add(manager)
    for slice_ in reader.slices(sorted(homes), as_of, up_to):
        mine = {manager for subject in slice_.subjects for manager in homes[subject]}
        unknown -= {manager for manager in mine if _is_on_record(manager, slice_.organisation)}
    return unknown


def _is_on_record(manager: str, organisation: Organisation) -> bool:
    worker = organisation.identities.worker_of(manager)
    if organisation.stretches_of_employee(worker, 0):
        return True
    return any(organisation.employee(each).fields.days for each in organisation.identities.ids_of(worker))
