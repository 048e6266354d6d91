"""Updating the book: the acts of a batch are applied to the runs and lines that they name, by the domain's own fold."""

from collections.abc import Iterable, Sequence
from datetime import UTC, tzinfo
from typing import Any, NamedTuple

from sqlalchemy import Connection, Table, delete

from domain.facts import payout
from domain.facts.base import Recorded
from domain.facts.payroll import PayrollLineSettled
from domain.facts.retraction import FactRestored, FactRetracted, RetractionFact
from domain.payouts.ledger import Booked
from domain.payouts.settlement import read_settlement
from domain.state.days import day_in
from domain.store.port import EventStore
from domain.store.values import StoredRow
from projections.database import Database
from projections.decoding import decode_each
from projections.payout_book import tables
from projections.payout_book.loading import Loading
from projections.payout_book.storing import Stored, store_line, store_run, store_settlement

ACTS = frozenset(
    cls.TOPIC
    for cls in vars(payout).values()
    if isinstance(cls, type) and issubclass(cls, payout.PayoutFact) and "TOPIC" in vars(cls)
)
"""The topics of all acts."""
_BESIDE = frozenset((PayrollLineSettled.TOPIC, FactRetracted.TOPIC, FactRestored.TOPIC))


class Named(NamedTuple):
    """The runs and the lines that acts say something of; of a run all of its lines."""

    runs: set[str]
    lines: set[str]


def update_payout_book(
    database: Database, connection: Connection, rows: Sequence[StoredRow], store: EventStore, zone: tzinfo
) -> None:
    """Take the acts and settlements of a batch into the book."""
    wanted = [row for row in rows if row.topic in ACTS or row.topic in _BESIDE]
    if not wanted:
        return
    day_of = day_in(zone)
    booked = [
        Booked(row.position, day_of(fact.time), fact) for row, fact, _ in decode_each(store, wanted) if fact is not None
    ]
    acts = [each for each in booked if isinstance(each.fact.data, payout.PayoutFact)]
    if acts:
        _apply(database, connection, store, acts)
    _insert_beside(database, connection, booked)


def _apply(database: Database, connection: Connection, store: EventStore, acts: Sequence[Booked]) -> None:
    named = _find_named(each.fact.data for each in acts)
    ledger, places = Loading(database, connection, store).only(named.runs, named.lines)
    known = set(ledger.runs)
    for each in acts:
        ledger.add(each)
    for name in ledger.runs.keys() - known:
        places |= {line.line: place for place, line in enumerate(ledger.runs[name].lines)}
    _replace(database, connection, tables.runs, "run", [store_run(run) for run in ledger.runs.values()])
    stored = [store_line(line, places[line.line]) for line in ledger.lines.values()]
    _replace(database, connection, tables.lines, "line", stored)


def _find_named(acts: Iterable[payout.PayoutFact]) -> Named:
    """Find what acts say something of."""
    named = Named(set(), set())
    for act in acts:
        if isinstance(act, payout.PayoutApproved | payout.PayoutExported | payout.PayoutCancelled):
            named.runs.add(act.run)
        elif isinstance(act, payout.PayoutProposed):
            named.lines.update(each.line for each in act.left_out)
        elif isinstance(act, payout.LineFact):
            named.lines.add(act.line)
    return named


def _replace(database: Database, connection: Connection, table: Table, key: str, rows: list[Stored]) -> None:
    if rows:
        keys = [row[0] for row in rows]
        connection.execute(delete(table).where(database.any_of(table.c[key], keys)))
        database.insert(connection, table, rows)


def _insert_beside(database: Database, connection: Connection, booked: Sequence[Booked]) -> None:
    """Insert what is only ever added: settlements, what is said of facts, and the files that were read."""
    said = [
        store_settlement(read_settlement(each.fact, each.position))
        for each in booked
        if isinstance(each.fact.data, PayrollLineSettled)
    ]
    of_facts = [_retraction(each.fact, each.position) for each in booked if isinstance(each.fact.data, RetractionFact)]
    read = [
        (each.fact.data.settlements, each.position)
        for each in booked
        if isinstance(each.fact.data, payout.PayrollFileSettled)
    ]
    for table, rows in ((tables.settlements, said), (tables.retractions, of_facts), (tables.files, read)):
        database.insert(connection, table, rows)


def _retraction(fact: Recorded[Any], position: int) -> Stored:
    retracts = int(isinstance(fact.data, FactRetracted))
    at = fact.time.astimezone(UTC).isoformat()
    return (fact.data.fact, position, fact.source, retracts, at, fact.sequence, fact.id)
