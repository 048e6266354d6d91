"""The books as of a day: what lines stand as, what they count, and what is sent of a key (spec/payouts.md §2)."""

from datetime import date
from decimal import Decimal
from typing import Literal, NamedTuple

from domain.payouts.key import Key, Worker, alone
from domain.payouts.ledger import Ledger
from domain.payouts.line import Line
from domain.payouts.owed import ZERO, Owed
from domain.payouts.settlement import Settlement

Sent = Literal["sent", "paid", "rejected", "differs"]


class Tally(NamedTuple):
    """What the exported lines of a key count, and what was given up of its recoveries (0 or more)."""

    sent: Decimal
    waived: Decimal

    def difference(self, owed: Owed) -> Decimal:
        """Compute entitled less sent; what was waived is not asked for again."""
        open_ = owed.entitled - self.sent
        return open_ if open_ >= 0 else min(ZERO, open_ + self.waived)

    def due(self, then: Owed, now: Owed) -> Decimal:
        """Compute what is due for a day (`then`): the difference, if that of today (`now`) is the same; else 0."""
        difference = self.difference(then)
        return difference if difference == self.difference(now) else ZERO


class Books:
    """A ledger of acts up to a day, seen as of that day: settlements of later days do not count yet."""

    def __init__(self, ledger: Ledger, on: date, worker: Worker = alone) -> None:
        self.ledger = ledger
        self.on = on
        self.worker = worker

    def key(self, line: Line) -> Key:
        """Find the key of a line; ids that are one worker by now have one key."""
        return Key(line.referral, line.instalment, self.worker(line.referrer), line.currency)

    def lines(self, key: Key) -> list[Line]:
        """List the lines of a key, in the order in which they were made."""
        made = self.ledger.of_instalment(key.referral, key.instalment)
        if not made:
            return made
        return [line for line in made if self.key(line) == key]

    def exported(self, key: Key) -> list[Line]:
        """List the exported lines of a key, in the order of their exports."""
        return sorted((line for line in self.lines(key) if line.is_exported), key=lambda line: line.sent_at)

    def pending(self, key: Key) -> list[Line]:
        """List the pending lines of a key: one at most, unless links have made two keys one."""
        return [line for line in self.lines(key) if line.is_pending]

    def settlements(self, line: Line) -> list[Settlement]:
        """List the settlements that count for an exported line, in the order of spec/feed.md."""
        said = self.ledger.said_of(line.line)
        counting = [each for each in said if each.position > line.sent_at and each.settled_on <= self.on]
        return sorted(counting, key=lambda each: each.order)

    def holding(self, line: Line) -> Settlement | None:
        """Find the settlement that holds for an exported line: the latest that counts."""
        counting = self.settlements(line)
        return counting[-1] if counting else None

    def stands(self, line: Line) -> tuple[Sent, Decimal]:
        """Tell what an exported line stands as, and what it counts."""
        said = self.holding(line)
        if said is None:
            return "sent", line.amount
        if said.outcome == "rejected":
            return "rejected", ZERO
        if said.amount is None or (said.amount, said.currency) == (line.amount, line.currency):
            return "paid", line.amount
        if said.ref in line.accepted:
            return "paid", said.amount
        return "differs", line.amount

    def tally(self, key: Key) -> Tally:
        """Add up what was sent and what was waived of a key."""
        sent = waived = ZERO
        for line in self.lines(key):
            if line.is_exported:
                sent += self.stands(line)[1]
            elif line.fate == "waived":
                waived -= line.amount
        return Tally(sent, waived)
