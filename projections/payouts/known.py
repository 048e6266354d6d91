"""What an act or a question about money knows: rows of bonuses, who is one with whom, and the ledger."""

from collections.abc import Collection
from datetime import date

from domain.facts.payout import PAYOUTS
from domain.payouts.ledger import Booked, Ledger, fold
from domain.payouts.owed import BonusRow
from domain.state.days import day_in
from projections.bonuses.queries import WithHire, all_with_hires, bonuses_with_hires
from projections.decoding import decode_each
from projections.engine.asking.reader import Moment, Reader
from projections.engine.asking.subject_lookup import find_ids, find_own_subjects, find_subjects_of_kinds
from projections.payout_book.loading import Loading


class Workers:
    """Tells the worker that an employee's id stands for, by what was known up to a position."""

    def __init__(self, reader: Reader, up_to: int | None) -> None:
        self._reader = reader
        self._up_to = up_to
        self._found: dict[str, str] = {}
        linked = find_subjects_of_kinds(reader.connection, ("account", "identity"))
        self._linked = set(find_ids(reader.database, reader.connection, linked, "employee")) if linked else set()

    def __call__(self, employee: str) -> str:
        """Find the worker; whoever was never linked to anybody is one of their own."""
        if employee not in self._linked:
            return employee
        if employee not in self._found:
            self._found[employee] = self._reader.find_worker(employee, self._up_to)
        return self._found[employee]

    def note(self, worker: str) -> None:
        """Note that an id is that of a worker already, as in all that was decided by the same facts."""
        self._found[worker] = worker


class BonusRows:
    """The port of payouts to the decision: the rows as known up to a position."""

    def __init__(self, reader: Reader, workers: Workers, up_to: int | None) -> None:
        self._reader = reader
        self._workers = workers
        self._up_to = up_to

    def __call__(self, referrals: Collection[str] | None, as_of: date, position: int) -> list[BonusRow]:
        """The rows of these referrals (None: of all) for a day. `position` must be the one that was asked from."""
        assert position == self._reader.limit(self._up_to)
        if referrals is None:
            return self._make(all_with_hires(self._reader, as_of, self._up_to))
        nodes = [f"referral/{referral}" for referral in referrals]
        subjects = find_own_subjects(self._reader.database, self._reader.connection, nodes)
        moment = Moment(as_of, position)
        return self._make(bonuses_with_hires(self._reader, moment, subjects, frozenset(referrals)))

    def _make(self, found: list[WithHire]) -> list[BonusRow]:
        for each in found:
            self._workers.note(each.row.referrer)
            if each.hire is not None:
                self._workers.note(each.hire)
        return [BonusRow(each.row, each.hire, each.person) for each in found]


def load_ledger(reader: Reader, up_to: int | None, until: date | None) -> Ledger:
    """Load the ledger by what was recorded up to a position, of acts of days up to `until`; None: of all."""
    loading = Loading(reader.database, reader.connection, reader.store)
    if up_to is None and until is None:
        return loading.everything()
    ledger = fold(read_acts(reader, up_to), until=until)
    loading.add_said(ledger, up_to=reader.limit(up_to))
    return ledger


def read_acts(reader: Reader, up_to: int | None) -> list[Booked]:
    """Read all acts recorded up to a position, in their order."""
    day_of = day_in(reader.zone)
    rows = sorted(reader.store.read_streams([PAYOUTS], reader.limit(up_to)))
    return [
        Booked(row.position, day_of(fact.time), fact)
        for row, fact, _ in decode_each(reader.store, rows)
        if fact is not None
    ]
