"""How pending lines stand at an act, or when shown: worked out anew each time, never stored (spec/payouts.md §3)."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import Literal

from domain.payouts.books import Books
from domain.payouts.line import Line, Run
from domain.payouts.owed import NOTHING, UNVERIFIED, OnDay, Owed, Owing

Standing = Literal["changed", "held", "ready"]


class Standings:
    """Tells how pending lines stand on the day of the books, by all that is known then."""

    def __init__(self, books: Books, owing: Owing) -> None:
        self.books = books
        self.owing = owing

    def of_run(self, run: Run) -> dict[str, Standing]:
        """Find the standing of each pending line of a run, by its id."""
        return self.of_lines(run.pending)

    def of_lines(self, lines: Iterable[Line]) -> dict[str, Standing]:
        """Find the standing of each of these pending lines, by its id; rows are asked for together, a day at a time."""
        lines = list(lines)
        days: dict[date, set[str]] = defaultdict(set)
        for line in lines:
            days[self._day(line)].add(line.referral)
        then = {day: self.owing.of(referrals, day) for day, referrals in days.items()}
        now = self.owing.of({line.referral for line in lines}, self.books.on)
        return {line.line: self._standing(line, then[self._day(line)], now) for line in lines}

    def of(self, line: Line) -> Standing:
        """Find the standing of a pending line."""
        return self.of_lines([line])[line.line]

    def owed_now(self, line: Line) -> Owed:
        """Find what is owed for a line's key today."""
        return self.owing.of([line.referral], self.books.on).get(self.books.key(line), NOTHING)

    def owed_then(self, line: Line) -> Owed:
        """Find what is owed for a line's key for the day of its run."""
        return self.owing.of([line.referral], self._day(line)).get(self.books.key(line), NOTHING)

    def _day(self, line: Line) -> date:
        return self.books.ledger.runs[line.run].as_of

    def _standing(self, line: Line, then: OnDay, now: OnDay) -> Standing:
        key = self.books.key(line)
        owed = then.get(key, NOTHING)
        if self.books.tally(key).due(owed, now.get(key, NOTHING)) != line.amount or self._is_another_hire(line, owed):
            return "changed"
        if self.books.pending(key)[0] is not line:
            return "changed"  # links have made two keys one: the money is due once
        if line.amount > 0 and UNVERIFIED in owed.warnings and not line.released:
            return "held"
        return "ready"

    def _is_another_hire(self, line: Line, owed: Owed) -> bool:
        hire = self.hire(owed, line.corrects)
        if hire is None or line.hire is None:
            return hire is not line.hire
        return self.books.worker(hire) != self.books.worker(line.hire)

    def hire(self, owed: Owed, corrects: str | None) -> str | None:
        """The hire of a line: the row's; none named: that of the line it corrects, if it corrects one."""
        if owed.hire is not None or corrects is None:
            return owed.hire
        return self.books.ledger.lines[corrects].hire
