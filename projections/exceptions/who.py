"""Who is not yet known to be whom: accounts, hires without a start, starts without a hire; guesses are for people."""

from datetime import date
from typing import NamedTuple

import msgspec
from msgspec import Struct

from domain.state.days import plus
from domain.state.identity.match import STATES, State
from projections.engine.asking.reader import Reader
from projections.exceptions.alike import APART_DAYS, Pair, Side, pair_alike
from projections.exceptions.fold import Exceptions
from projections.exceptions.tables import AccountRow, UnlinkedRow, account_rows, unlinked_rows
from projections.sealing import Names


class Guess(Struct, frozen=True):
    """Who somebody might be: an employee and a candidate, days apart, and how alike their names are (null: unknown)."""

    employee: str
    candidate: str
    days_apart: int
    alike: float | None


class Account(Struct, frozen=True):
    """A user of another system: the employee it is, or those whom its number and address name; and by what."""

    id: str
    state: State
    employee: str | None
    named: list[str]
    by: str | None
    since: date


class Unlinked(Struct, frozen=True):
    """A candidate who accepted and has not started, or a new employee who is no candidate; and who it might be."""

    id: str
    state: State
    thing: str
    name: str | None
    start_date: date
    guesses: list[Guess]


class Identities(Struct, frozen=True):
    """Who is whom, or not yet."""

    accounts: list[Account]
    candidates: list[Unlinked]
    employees: list[Unlinked]


class Asked(NamedTuple):
    """As of which day, up to which position (None: everything known); in which state (None: in any but linked)."""

    as_of: date
    up_to: int | None = None
    state: State | None = None

    @property
    def states(self) -> frozenset[str]:
        """The states that are asked for."""
        return frozenset([self.state]) if self.state else frozenset(STATES) - {"linked"}


def list_identities(reader: Reader, names: Names, asked: Asked) -> Identities:
    """List the accounts, the accepted candidates who have not started, and the new employees, in a state, by id."""
    having = {"state": asked.states}
    rows = reader.rows(Exceptions(names), account_rows, asked.as_of, up_to=asked.up_to, having=having)
    accounts = sorted((_view_account(AccountRow._make(row)) for row in rows), key=lambda account: account.id)
    candidates, employees = _list_unlinked(reader, names, asked.as_of, asked.up_to)
    return Identities(
        accounts,
        [each for each in candidates if each.state in asked.states],
        [each for each in employees if each.state in asked.states],
    )


def _view_account(row: AccountRow) -> Account:
    named = msgspec.json.decode(row.named, type=list[str])
    return Account(row.account, as_state(row.state), row.employee, named, row.found_by, date.fromisoformat(row.since))


def as_state(text: str | None) -> State:
    """Give the state that a text names."""
    return next(state for state in STATES if state == text)


def _list_unlinked(
    reader: Reader, names: Names, as_of: date, up_to: int | None
) -> tuple[list[Unlinked], list[Unlinked]]:
    """List accepted candidates who have not started, and new employees without a candidate, by id.

    New is who started in the last days in which a start is looked for, or near a hire that waits for one.
    """
    new_since = plus(as_of, -APART_DAYS)
    rows = [UnlinkedRow._make(row) for row in reader.rows(Exceptions(names), unlinked_rows, as_of, up_to=up_to)]
    hires = {row.id: (row, names.open(row.who, row.name)) for row in rows if row.side == "hire"}
    spells = {row.id: (row, names.open_employee(row.who, row.name)) for row in rows if row.side == "spell"}
    pairs = pair_alike(
        [Side(row.id, date.fromisoformat(row.day), name) for row, name in spells.values()],
        [Side(row.id, date.fromisoformat(row.day), name) for row, name in hires.values()],
    )
    of_hire: dict[str, list[Guess]] = {}
    of_spell: dict[str, list[Guess]] = {}
    for pair in pairs:
        guess = _guess(pair, spells[pair.start][0], hires[pair.hire][0])
        of_spell.setdefault(pair.start, []).append(guess)
        of_hire.setdefault(pair.hire, []).append(guess)
    return (
        [_view(row, name, of_hire.get(row.id, [])) for row, name in _by_person(hires)],
        [
            _view(row, name, of_spell.get(row.id, []))
            for row, name in _by_person(spells)
            if row.id in of_spell or date.fromisoformat(row.day) >= new_since
        ],
    )


def _by_person(sides: dict[str, tuple[UnlinkedRow, str | None]]) -> list[tuple[UnlinkedRow, str | None]]:
    return sorted(sides.values(), key=lambda side: (side[0].who, side[0].id))


def _guess(pair: Pair, spell: UnlinkedRow, hire: UnlinkedRow) -> Guess:
    return Guess(spell.who, hire.who, pair.apart, None if pair.alike is None else round(pair.alike, 2))


def _view(row: UnlinkedRow, name: str | None, guesses: list[Guess]) -> Unlinked:
    return Unlinked(row.who, as_state(row.state), row.id, name, date.fromisoformat(row.day), guesses)
