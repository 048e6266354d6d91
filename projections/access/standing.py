"""An employee's standing: all numbers of the person, and whether they have left. Told by the facts as of today."""

from collections.abc import Collection
from datetime import date
from typing import NamedTuple

from domain.state.organisation import Organisation
from domain.state.stretch import find_holding
from projections.engine.asking.reader import Reader
from projections.engine.asking.subject_lookup import SubjectState, find_state

MOST_KEPT = 10_000
USUAL_GAP_DAYS = 3
"""Days over which spells are joined while no programme says it."""


class Standing(NamedTuple):
    """All ids of an employee (joined by links they are one), and whether a stretch is known of which none holds."""

    numbers: Collection[str]
    has_left: bool


class Standings:
    """Standings of employees, each kept as long as nothing new is told of it and the day is the same."""

    def __init__(self) -> None:
        self._kept: dict[str, tuple[SubjectState, date, Standing]] = {}

    def find(self, reader: Reader, employee: str, today: date) -> Standing:
        """Find the standing of an employee by any id of theirs; one that nothing is known of has not left."""
        state = find_state(reader.connection, f"employee/{employee}")
        if state is None:
            return Standing((employee,), has_left=False)
        kept = self._kept.get(employee)
        if kept is not None and kept[:2] == (state, today):
            return kept[2]
        standing = _fold(reader, state.subject, employee, today)
        if len(self._kept) >= MOST_KEPT:
            self._kept.clear()
        self._kept[employee] = (state, today, standing)
        return standing


def _fold(reader: Reader, subject: int, employee: str, today: date) -> Standing:
    for slice_ in reader.slices([subject], today, None):
        organisation = slice_.organisation
        worker = organisation.worker(employee)
        numbers = {worker, employee, *organisation.identities.ids_of(worker), *_list_accounts(organisation, worker)}
        stretches = organisation.stretches_of_employee(worker, _find_gap(organisation, today))
        return Standing(numbers, has_left=bool(stretches) and find_holding(stretches, today) is None)
    return Standing((employee,), has_left=False)


def _list_accounts(organisation: Organisation, worker: str) -> list[str]:
    return [account for account, match in organisation.identities.accounts.items() if match.worker == worker]


def _find_gap(organisation: Organisation, today: date) -> int:
    version = organisation.programme.in_force_on(today)
    return USUAL_GAP_DAYS if version is None else version.terms.transfer_gap_days
