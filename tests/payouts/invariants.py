"""What must hold at every moment, whatever was recorded and whoever acted."""

from datetime import date

from domain.facts.payout import PayoutApproved, PayoutExported
from domain.payouts.acts.act import Done
from domain.payouts.books import Books
from domain.payouts.line import Line
from domain.payouts.owed import NOTHING, OnDay
from domain.payouts.sent_file import make_file
from domain.payouts.views.balance import gather_amounts
from tests.support.till import Till

MADE = Line.__struct_fields__[: Line.__struct_fields__.index("fate")]


def check_balance(books: Books, owed: OnDay) -> None:
    """entitled = paid + in_flight + open - kept, for every key; and no key has two pending lines."""
    for key in {*owed, *map(books.key, books.ledger.lines.values())}:
        now = gather_amounts(books, key, owed.get(key, NOTHING))
        assert now.entitled == now.paid + now.in_flight + now.open - now.kept, key
        assert now.kept >= 0
        assert len(books.pending(key)) <= 1, key


def check_moment(till: Till, on: date) -> None:
    """What holds by now, as of a day and as of an earlier one."""
    for day in (on, date.fromordinal(on.toordinal() - 45)):
        check_balance(till.books(day), till.owed(day))


def check_record(till: Till) -> None:
    """Nothing made is ever edited, nothing is sent twice, and what was sent had been approved."""
    sent: list[str] = []
    approved: dict[str, set[str]] = {}
    for fact in till.recorded:
        if isinstance(fact.data, PayoutApproved):
            approved[fact.data.run] = set(fact.data.lines)
        if isinstance(fact.data, PayoutExported):
            assert set(fact.data.lines) <= approved[fact.data.run]
            sent += fact.data.lines
    assert len(sent) == len(set(sent))
    for run in till.runs():
        if run.export is not None:
            assert make_file(run).sha256 == run.export.sha256
    made: dict[str, tuple[object, ...]] = {}
    for known in range(0, till.position + 1, 5):
        for line in till.ledger(known=known).lines.values():
            assert made.setdefault(line.line, as_made(line)) == as_made(line)


def check_export(till: Till, outcome: Done, on: date) -> None:
    """Right after an export: for every key in it that nothing was ever waived of, sent = entitled for D = for E."""
    for event in outcome.events:
        if isinstance(event, PayoutExported):
            books, run = till.books(on), till.ledger().runs[event.run]
            for line in (books.ledger.lines[name] for name in event.lines):
                key = books.key(line)
                tally = books.tally(key)
                if not tally.waived:
                    entitled = [till.owed(day).get(key, NOTHING).entitled for day in (run.as_of, on)]
                    assert entitled == [tally.sent] * 2


def as_made(line: Line) -> tuple[object, ...]:
    """All of a line that is never edited."""
    return tuple(getattr(line, name) for name in MADE)
