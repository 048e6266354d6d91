"""Who is not yet known to be whom: hires without a start, starts without a hire; guesses are for people only."""

from datetime import date

from msgspec import Struct

from domain.state.days import plus
from projections.engine.asking.reader import Reader
from projections.exceptions.alike import APART_DAYS, Pair, Side, pair_alike
from projections.exceptions.fold import Exceptions
from projections.exceptions.tables import UnlinkedRow, unlinked_rows
from projections.sealing import Names


class Guess(Struct, frozen=True):
    """Who somebody might be: an employee and a candidate, days apart, and how alike their names are (null: unknown)."""

    employee: str
    candidate: str
    days_apart: int
    alike: float | None


class Unlinked(Struct, frozen=True):
    """A candidate who accepted and is no employee, or a new employee who is no candidate: name, start date, guesses."""

    id: str
    thing: str
    name: str | None
    start_date: date
    guesses: list[Guess]


class Identities(Struct, frozen=True):
    """Who is not yet known to be whom."""

    candidates: list[Unlinked]
    employees: list[Unlinked]


def list_unlinked(reader: Reader, names: Names, as_of: date, up_to: int | None = None) -> Identities:
    """List accepted candidates without an employee, and new employees without a candidate, by id.

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
    return Identities(
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
    return Unlinked(row.who, row.id, name, date.fromisoformat(row.day), guesses)
